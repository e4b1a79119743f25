"""Everything that can be done to a matter, each tried with values that would do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from dueregard.authority.access.vocabulary import Part
from dueregard.work.casework.operations import (
    acting,
    attaching,
    checking,
    closing,
    deciding,
    granting,
    handling,
    joining,
    marking,
    meetings,
    mistreatment,
    nudging,
    opening_names,
    papers,
    reading,
    referring,
    refiling,
    sharing,
    stepping_aside,
    surrounding,
    telling,
    withholding,
)
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.rules.mistreatment import Said
from dueregard.work.casework.vocabulary import (
    Agreed,
    Closing,
    PaperForm,
    PersonKind,
    Precision,
    Question,
    SharingBasis,
    Stage,
    Strand,
    WasTold,
    Whom,
)
from faces.web.test_walls_of_rows import SIGNS
from household import NOON
from mechanisms.files.cabinet import received
from meeting_support import MEETS
from referral_support import ANSWERED, SHARED
from walls.beginnings import LATER
from walls.oracle import Matter


@dataclass
class Around:
    """A matter of the database, with the rows of its record, and as the oracle has it."""

    id: UUID
    reference: str
    rows: dict[str, UUID]
    is_so: Matter


NOT_TRIED = {"part_concerns": "only of two that are joined: tests/work/casework/test_joining.py"}
"""Acts on a matter that are tried elsewhere, and where."""
DONE_ELSEWHERE = {"join a decision", "open a name", "say what the police said", "write its paper"}
"""Acts that need a matter none of these is: a decision that waits, a name kept apart, a file that was shut, a paper
nobody else has written. Here they are only refused; in tests/work/casework they are done."""
Act = Callable[[Around, Around, dict[str, UUID], dict[str, Any]], Any]


def of(around: Around, who: dict[str, Any]) -> dict[str, Any]:
    """Which matter, who, and when."""
    return {"concern_id": around.id} | who


SORTED = handling.Sorted(
    danger=True, person=PersonKind.CHILD, strand=Strand.SAFEGUARDING, urgency="now", reason="x"
)
HAPPENED = Occurred(NOON, Precision.MINUTE)
DECISION = dict.fromkeys(("reasons", "alternatives", "consulted", "told", "reason"), "x")
DECISION |= {"whether-reported-to-police": "yes", "whether-reported-to-another-authority": "yes"}
ACTS: dict[str, Act] = {
    "read": lambda a, _b, _ids, who: handling.open_concern(**of(a, who)),
    "read what it says": lambda a, _b, _ids, who: reading.read_concern(**of(a, who)),
    "open a name": lambda a, _b, _ids, who: opening_names.open_name(reason="x", **of(a, who)),
    "add a person": lambda a, _b, _ids, who: surrounding.add_person(
        part=Part.WITNESS, words={"name": "x"}, speaking=surrounding.Speaking(), **of(a, who)
    ),
    "change a person": lambda a, _b, _ids, who: surrounding.change_person(
        row_id=a.rows["change-person"], words={"name": "x"}, speaking=surrounding.Speaking(), **of(a, who)
    ),
    "say what the police said": lambda a, _b, _ids, who: withholding.police_said(
        file_id=a.rows["file-police"], words="x", reference="", **of(a, who)
    ),
    "read it all": lambda a, _b, _ids, who: joining.read_matter(**of(a, who)),
    "sort": lambda a, _b, _ids, who: handling.triage(sorted_as=SORTED, **of(a, who)),
    "write": lambda a, _b, _ids, who: handling.add_entry(
        kind="note", words="x", happened=HAPPENED, **of(a, who)
    ),
    "say who it is": lambda a, _b, ids, who: handling.link_person(
        row_id=a.rows["link-person"], person_id=ids["tutor"], **of(a, who)
    ),
    "step aside": lambda a, _b, _ids, who: stepping_aside.step_aside(reason="x", **of(a, who)),
    "decide": lambda a, _b, _ids, who: deciding.decide(
        question=Question.REFER_OUTSIDE,
        outcome="do-not-refer",
        words=DECISION,
        replaces=a.rows["join"],
        **of(a, who),
    ),
    "join a decision": lambda a, _b, _ids, who: deciding.join_decision(
        decision_id=a.rows["join"], words="x", **who
    ),
    "say that it ended": lambda a, _b, _ids, who: closing.say_it_ended(
        closing=next(iter(Closing)), words="x", **of(a, who)
    ),
    "set an action": lambda a, _b, ids, who: acting.set_action(
        what="x", owner_id=ids["lead"], due_on=LATER.date() + timedelta(days=1), **of(a, who)
    ),
    "finish an action": lambda a, _b, _ids, who: acting.finish_action(
        action_id=a.rows["done"], how="x", **who
    ),
    "remind of an action": lambda a, _b, _ids, who: nudging.nudge(action_id=a.rows["nudge"], **who),
    "prepare a referral": lambda a, _b, _ids, who: referring.prepare_referral(
        route="prevent", governed_by="", words={"account": "x"}, **of(a, who)
    ),
    "move a referral": lambda a, _b, _ids, who: referring.move_referral(
        referral_id=a.rows["stage"], stage=Stage.SENT, happened_at=NOON, words="x", **who
    ),
    "check a referral": lambda a, _b, _ids, who: checking.check_referral(
        referral_id=a.rows["referral"], words=ANSWERED, **who
    ),
    "copy its paper": lambda a, _b, _ids, who: papers.copy_paper(
        referral_id=a.rows["referral"], form=PaperForm.WORD, **who
    ),
    "write its paper": lambda a, _b, _ids, who: papers.write_paper(
        referral_id=a.rows["referral"], words={"account": "x"}, **who
    ),
    "say who was told": lambda a, _b, _ids, who: telling.say_told(
        referral_id=a.rows["referral"], whom=Whom.PERSON, told=WasTold.YES, happened_at=NOON, words="x", **who
    ),
    "say who agreed": lambda a, _b, _ids, who: telling.hear_of_consent(
        referral_id=a.rows["referral"], said=Agreed.GIVEN, heard_on=NOON.date(), words="x", **who
    ),
    "share": lambda a, _b, ids, who: sharing.share_information(
        basis=next(iter(SharingBasis)), words=SHARED, shared_at=NOON, approved_by=ids["lead"], **of(a, who)
    ),
    "note a receipt": lambda a, _b, _ids, who: sharing.note_receipt(
        share_id=a.rows["share-arrived"], received_at=LATER, receipt="x", **who
    ),
    "call a meeting": lambda a, _b, _ids, who: meetings.call_meeting(
        posts=[MEETS], meets_at=LATER, reason="x", **of(a, who)
    ),
    "hold a meeting": lambda a, _b, _ids, who: meetings.hold_meeting(
        meeting_id=a.rows["hold-meeting"], met_at=NOON, came=(), advised="", decided="x", **who
    ),
    "mark signs": lambda a, _b, _ids, who: marking.mark_signs(
        chosen={f"{SIGNS}/t05": {}}, reason="x", **of(a, who)
    ),
    "say what it is": lambda a, _b, _ids, who: mistreatment.mark_mistreatment(
        said=Said(("Bullying",)), **of(a, who)
    ),
    "hand in a file": lambda a, _b, _ids, who: attaching.attach_to_record(
        handed=attaching.Handed(received(b"%PDF-1.4\n%%EOF", "plan.pdf"), "x", uuid4()), **of(a, who)
    ),
    "open a file": lambda a, _b, _ids, who: withholding.open_attached(
        file_id=a.rows["open-attached"], **of(a, who)
    ),
    "shut a file": lambda a, _b, _ids, who: withholding.withhold(
        file_id=a.rows["must-not-be-opened"], reason="x", reference="", **of(a, who)
    ),
    "join two": lambda a, b, _ids, who: joining.join_concerns(
        reference=b.reference, reason="x", **of(a, who)
    ),
    "move an entry": lambda a, b, _ids, who: refiling.move_entry(
        entry_id=a.rows["move-entry"], reference=b.reference, reason="x", **of(a, who)
    ),
    "let somebody read it": lambda a, _b, ids, who: granting.give_grant(
        person_id=ids["neighbour"], last_day=LATER.date(), reason="x", **of(a, who)
    ),
    "end that somebody reads it": lambda a, _b, _ids, who: granting.end_grant(
        grant_id=a.rows["end-grant"], **who
    ),
    "correct who it is": lambda a, _b, ids, who: refiling.correct_link(
        row_id=a.rows["relink-person"], person_id=ids["tutor"], reason="x", **of(a, who)
    ),
}
