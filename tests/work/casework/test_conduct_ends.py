"""How an allegation ends, what a reference may say, who employs the person, and whether the DBS is told."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from conduct_support import DONE, FULL, concern_about_a_colleague, decides_kind, hears, removed, works
from dueregard.authority.policy.operations import set_local_value
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NotPermitted, OutOfTurn
from dueregard.ground.kernel.rulings import allow, deny
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.work.casework.models import Concern, Decision, Share
from dueregard.work.casework.operations.conduct import note_removal
from dueregard.work.casework.operations.deciding import decide
from dueregard.work.casework.operations.referring import prepare_referral
from dueregard.work.casework.operations.sharing import note_receipt, share_information
from dueregard.work.casework.queries.conduct import sets_barring_clock, standing_of
from dueregard.work.casework.rules.conduct import AdviceFrom, EmployedBy, Removed, may_tell_employer
from dueregard.work.casework.rules.deciding import Demand, offered
from dueregard.work.casework.rules.outcomes import AllegationOutcome, KeptAs, goes_into_references, kept_as
from dueregard.work.casework.vocabulary import Conduct, Question, SharingBasis, State
from household import NOON, SETUP, inside, make_holder
from referral_support import SHARED, adopted

HOUR = timedelta(hours=1)
ENDS: list[tuple[Conduct | None, str | None, bool | None, KeptAs | None]] = [
    (Conduct.ALLEGATION, "substantiated", True, KeptAs.ALLEGATION),
    (Conduct.ALLEGATION, "malicious", False, KeptAs.REMOVED),
    (Conduct.ALLEGATION, "false", False, KeptAs.REMOVED),
    (Conduct.ALLEGATION, "unsubstantiated", False, KeptAs.ALLEGATION),
    (Conduct.ALLEGATION, "unfounded", False, KeptAs.ALLEGATION),
    (Conduct.ALLEGATION, None, None, KeptAs.ALLEGATION),
    (Conduct.LOW_LEVEL, None, None, KeptAs.LOW_LEVEL),
    (Conduct.NEITHER, None, None, None),
    (None, None, None, None),
]


@pytest.mark.parametrize(("kind", "word", "in_references", "kept"), ENDS)
def test_what_follows_from_how_it_ended(
    kind: Conduct | None, word: str | None, in_references: bool | None, kept: KeptAs | None
) -> None:
    outcome = AllegationOutcome(word) if word else None
    assert kept_as(kind, outcome) is kept
    if outcome:
        assert goes_into_references(outcome) is in_references


def test_where_no_policy_says_an_allegation_ends_in_the_words_of_the_guidance() -> None:
    ends = offered(Demand(()), Question.CLOSE, Conduct.ALLEGATION)
    assert ends == ("substantiated", "malicious", "false", "unsubstantiated", "unfounded")
    assert "substantiated" not in offered(Demand(()), Question.CLOSE, Conduct.LOW_LEVEL)
    assert offered(Demand((), outcomes=("x",)), Question.CLOSE, Conduct.ALLEGATION) == ("x",)


def test_an_employer_is_told_after_advice() -> None:
    assert not may_tell_employer(None, allow("x"))
    assert not may_tell_employer(EmployedBy.US, allow("x"))
    assert "Ask first." in may_tell_employer(EmployedBy.AGENCY, deny("Ask first.")).reason
    assert may_tell_employer(EmployedBy.AGENCY, allow("x"))


@pytest.fixture
def head() -> Iterator[UUID]:
    with inside():
        adopted()
        yield make_holder("He Ad", "head")


def tells_employer(concern: UUID, by: UUID) -> Share:
    return share_information(
        concern_id=concern, basis=SharingBasis.SAFEGUARDING, words=SHARED, shared_at=NOON, approved_by=by,
        to_employer=True, actor=Actor.person(by), now=NOON,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_agency_hears_of_it_after_advice_and_it_is_written_down(head: UUID) -> None:
    concern = concern_about_a_colleague()
    decides_kind(concern, head, Conduct.ALLEGATION)
    with pytest.raises(NotPermitted, match="somebody else employs them"):
        tells_employer(concern, head)
    works(concern, head, employed_by=EmployedBy.AGENCY)
    with pytest.raises(NotPermitted, match="before advice from outside") as refused:
        tells_employer(concern, head)
    assert "can ask for advice" in refused.value.who_can_help
    hears(concern, head, AdviceFrom.LADO)
    told = tells_employer(concern, head)
    after = note_receipt(
        share_id=told.id, received_at=NOON, receipt="They rang.", actor=Actor.person(head), now=NOON
    )
    assert (told.to_employer, after.to_employer) == (True, True)


def decides(concern: UUID, by: UUID, question: Question, outcome: str) -> Decision:
    return decide(
        concern_id=concern, question=question, outcome=outcome, words=FULL | DONE,
        actor=Actor.person(by), now=NOON + HOUR,
    ).decision  # fmt: skip


@pytest.mark.django_db
def test_telling_the_barring_service_is_a_decision_of_its_own_with_its_own_clock(head: UUID) -> None:
    concern = concern_about_a_colleague()
    assert not sets_barring_clock(Moment.now(NOON))
    with pytest.raises(OutOfTurn, match="removed from their work"):
        decides(concern, head, Question.BARRING, "refer")
    owed = Obligation.objects.filter(about_id=concern, control="clock.barring-decided")
    removed(concern, head)
    assert not owed.exists()
    address = "safeguarding-core/clock.barring-decided.limit"
    set_local_value(address=address, value="7 days", actor=SETUP, now=NOON)
    assert sets_barring_clock(Moment.now(NOON))
    removed(other := concern_about_a_colleague(), head)
    row = Obligation.objects.get(about_id=other, control="clock.barring-decided")
    assert (row.due_at is not None, row.circle, row.closed_at) == (True, "sealed", None)
    refers: dict[str, Any] = {
        "concern_id": other, "governed_by": "", "words": {"account": "x"},
        "actor": Actor.person(head), "now": NOON + HOUR,
    }  # fmt: skip
    decides(other, head, Question.REFER_OUTSIDE, "refer")
    with pytest.raises(OutOfTurn):
        prepare_referral(route="dbs", **refers)
    before = Concern.objects.get(pk=other).state
    first = decides(other, head, Question.BARRING, "do-not-refer")
    assert Concern.objects.get(pk=other).state == before != State.CLOSED
    row.refresh_from_db()
    assert row.closed_at is not None
    with pytest.raises(OutOfTurn):
        prepare_referral(route="dbs", **refers)
    decide(
        concern_id=other, question=Question.BARRING, outcome="refer", words=FULL | DONE, replaces=first.id,
        actor=Actor.person(head), now=NOON + HOUR,
    )  # fmt: skip
    assert prepare_referral(route="dbs", **refers).route == "dbs"


@pytest.mark.django_db
def test_nothing_ends_while_it_is_open_whether_the_barring_service_is_told(head: UUID) -> None:
    concern = concern_about_a_colleague()
    decides_kind(concern, head, Conduct.ALLEGATION)
    removed(concern, head)
    with pytest.raises(OutOfTurn, match="First decide whether the Disclosure and Barring Service is told"):
        decides(concern, head, Question.CLOSE, "substantiated")
    decides(concern, head, Question.BARRING, "do-not-refer")
    assert decides(concern, head, Question.CLOSE, "unsubstantiated").outcome == "unsubstantiated"


@pytest.mark.django_db
def test_what_a_removal_wants(head: UUID) -> None:
    concern = concern_about_a_colleague()
    said: dict[str, Any] = {
        "concern_id": concern, "how": Removed.WOULD_HAVE, "happened_at": NOON, "words": "x",
        "actor": Actor.person(head), "now": NOON,
    }  # fmt: skip
    for more, sentence in (({"words": " "}, "from what work"), ({"happened_at": NOON + HOUR}, "future")):
        with pytest.raises(BadInput, match=sentence):
            note_removal(**said | more)
    first = note_removal(**said)
    assert note_removal(**said).replaces_id == first.id
    assert standing_of(Concern.objects.get(pk=concern), Moment.now(NOON)).kind is None
