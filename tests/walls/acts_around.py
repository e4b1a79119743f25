"""Acts on a matter from the rooms around its record: what becomes of the record, and of somebody who works here."""

from datetime import timedelta
from uuid import uuid4

from dueregard.assurance.disclosure.operations import ending
from dueregard.assurance.rights import choosing, disposing, filing, holding, reading, reviewing
from dueregard.assurance.rights.keeping_words import HeldOn
from dueregard.assurance.transfer.one_page import Marked
from dueregard.assurance.transfer.operations import one_page
from dueregard.work.casework.operations import conduct
from dueregard.work.casework.rules.conduct import (
    AdviceFrom,
    AdviceStep,
    EmployedBy,
    Removed,
    WorksIn,
    WorksWith,
)
from dueregard.work.support.operations import facts, notes, planning
from dueregard.work.support.vocabulary import Goes, SaidBy, Situation
from household import NOON
from walls.acts import Act, of
from walls.beginnings import LATER

ABOUT_THE_RECORD: dict[str, Act] = {
    "read how long it is kept": lambda a, _b, _ids, who: reading.read_kept(**of(a, who)),
    "say what the record is": lambda a, _b, _ids, who: filing.file_record(
        said=filing.Said(abuse=True, reason="x"), **of(a, who)
    ),
    "hold it": lambda a, _b, _ids, who: holding.hold(on=HeldOn.CONCERN, post="dsl", reason="x", **of(a, who)),
    "lift a hold": lambda a, _b, _ids, who: holding.lift(
        hold_id=uuid4(), post="dsl", reason="x", **of(a, who)
    ),
    "decide how long it is kept": lambda a, _b, _ids, who: reviewing.look_at_record(
        chosen=choosing.Choice(keep_until=LATER.date() + timedelta(days=9), reason="x"), **of(a, who)
    ),
    "agree that it goes": lambda a, _b, _ids, who: disposing.agree(look_id=uuid4(), **of(a, who)),
    "say that it stays": lambda a, _b, _ids, who: disposing.disagree(
        look_id=uuid4(), reason="x", **of(a, who)
    ),
    "look at its page": lambda a, _b, _ids, who: one_page.look_at_page(marked=Marked(), **of(a, who)),
    "make its page": lambda a, _b, _ids, who: one_page.make_page(
        asked=one_page.Asked("x", "x", Marked(), ""), **of(a, who)
    ),
    "decide on its letter": lambda a, _b, _ids, who: ending.decide_letter(
        telling=ending.Telling(person_row=uuid4(), ended=None, reason="x"), **of(a, who)
    ),
    "keep a fact": lambda a, _b, _ids, who: facts.keep_fact(
        so=facts.So(situation=Situation.IN_CARE, person_row=uuid4(), said_by=SaidBy.COUNCIL), **of(a, who)
    ),
    "begin a plan": lambda a, _b, _ids, who: planning.begin_plan(
        agreed=planning.Agreed(goals="x", offered="x", began_on=NOON.date()), **of(a, who)
    ),
    "look at a plan": lambda a, _b, _ids, who: planning.review_plan(
        plan_id=a.rows["plan"], held_on=NOON.date(), goes=Goes.ON, review_by=None, words="x", **who
    ),
    "share a note": lambda a, _b, _ids, who: notes.share_note(
        plan_id=a.rows["plan"], name="Zz neighbour", last_day=LATER.date(), words="x", **who
    ),
    "take back a note": lambda a, _b, _ids, who: notes.take_back_note(
        note_id=a.rows["note"], reason="x", **who
    ),
    "read its plans": lambda a, _b, _ids, who: planning.read_plans(**of(a, who)),
}
OF_CONDUCT: dict[str, Act] = {
    "say what they work at": lambda a, _b, _ids, who: conduct.describe_work(
        works_with=WorksWith.CHILDREN,
        works_in=WorksIn.ENGLAND,
        employed_by=EmployedBy.US,
        words="x",
        **of(a, who),
    ),
    "note advice": lambda a, _b, _ids, who: conduct.note_advice(
        source=AdviceFrom.LADO,
        step=AdviceStep.ASKED,
        happened_at=NOON,
        words={"who": "x", "what": "x", "why": "x"},
        **of(a, who),
    ),
    "note that they were removed": lambda a, _b, _ids, who: conduct.note_removal(
        how=Removed.REMOVED, happened_at=NOON, words="x", **of(a, who)
    ),
}
"""There is no such path in a matter that is not restricted."""
DONE_ELSEWHERE = {
    "agree that it goes", "say that it stays", "lift a hold", "make its page", "decide on its letter", "keep a fact",
}  # fmt: skip
"""Acts that need more than a worked matter: a hold, a decision that waits, a page that was read. Here they are only
refused; in tests/assurance they are done."""
NOT_TRIED = {
    "appoint_manager": "who appoints follows from who is accountable: tests/work/casework/test_conduct.py",
    "put_paper": "needs a file that came: tests/faces/web/test_bringing_pages.py",
    "letter_file": "needs a letter: tests/assurance/disclosure/test_how_a_matter_ended.py",
    "end_fact": "needs a fact: tests/work/support/test_facts.py",
    "put_up": "needs a request: tests/assurance/disclosure/test_what_somebody_gets_to_see.py",
    "make_copy": "takes no matter in hand, but what was put up: the same",
    "put_with_record": "needs a bundle: tests/assurance/transfer/test_arriving.py",
    "send_records": "takes several records: tests/assurance/transfer/test_sending.py",
    "note_arrival": "of a record that was sent: tests/assurance/transfer/test_sending.py",
    "note_stayed": "of a record that was sent: tests/assurance/transfer/test_sending.py",
}
