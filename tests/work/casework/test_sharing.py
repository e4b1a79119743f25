"""What leaves the house is written down with its reason; and being told, and agreeing, are two things."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.work.casework.models import Consent, Share, Told
from dueregard.work.casework.operations.reading import read_concern, words_of
from dueregard.work.casework.operations.referring import stage_of
from dueregard.work.casework.operations.sharing import note_receipt, share_information
from dueregard.work.casework.operations.telling import hear_of_consent, say_told
from dueregard.work.casework.rules.sharing import missing
from dueregard.work.casework.vocabulary import Agreed, SharingBasis, Stage, WasTold, Whom
from household import NOON, inside, make_holder
from referral_support import SHARED, adopted, referral, told_shared_agreed

HOUR = timedelta(hours=1)
MISSING: list[tuple[dict[str, str], SharingBasis, set[str]]] = [
    (SHARED, SharingBasis.DUTY, set()),
    ({}, SharingBasis.DUTY, {"with", "what", "why", "how"}),
    (SHARED | {"why": " "}, SharingBasis.AGREED, {"why"}),
    (SHARED, SharingBasis.OTHER, {"basis"}),
    (SHARED | {"basis": "An order of a court."}, SharingBasis.OTHER, set()),
]


@pytest.mark.parametrize(("words", "basis", "boxes"), MISSING)
def test_what_is_left_out(words: dict[str, str], basis: SharingBasis, boxes: set[str]) -> None:
    assert set(missing(words, basis)) == boxes


@pytest.fixture
def lead() -> Any:
    with inside():
        adopted()
        yield make_holder("Lea Dee", "dsl")


def shares(concern: UUID, lead: UUID, **more: Any) -> Share:
    said: dict[str, Any] = {
        "basis": SharingBasis.DUTY, "words": SHARED, "shared_at": NOON, "approved_by": lead,
        "actor": Actor.person(lead), "now": NOON + HOUR,
    }  # fmt: skip
    return share_information(concern_id=concern, **said | more)


@pytest.mark.django_db
def test_a_share_is_kept_whole_with_or_without_a_referral_and_its_receipt_replaces_it(lead: UUID) -> None:
    one = referral(lead)
    alone = shares(one.concern_id, lead)
    assert alone.referral is None
    by = shares(one.concern_id, lead, referral_id=one.id)
    after = note_receipt(
        share_id=by.id,
        received_at=NOON + HOUR,
        receipt="They rang.",
        actor=Actor.person(lead),
        now=NOON + HOUR,
    )
    file = read_concern(concern_id=one.concern_id, actor=Actor.person(lead), now=NOON + HOUR)
    assert {w.row.id for w in file.record if isinstance(w.row, Share)} == {alone.id, after.id}
    assert (after.referral_id, after.basis, after.shared_at, after.approved_by_id) == (
        one.id, "legal-duty", NOON, lead,
    )  # fmt: skip
    assert words_of(after) == SHARED | {"receipt": "They rang."}
    assert "duty officer" not in "".join(LedgerEntry.objects.values_list("detail", flat=True))
    for share in (by, after):
        with pytest.raises(OutOfTurn):
            note_receipt(
                share_id=share.id,
                received_at=NOON + HOUR,
                receipt="x",
                actor=Actor.person(lead),
                now=NOON + HOUR,
            )


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"shared_at": NOON + 2 * HOUR}, "future"),
    ({"words": SHARED | {"with": ""}}, "which post of which organisation"),
    ({"basis": SharingBasis.OTHER}, "what else it rests"),
    ({"approved_by": uuid4()}, "somebody who holds a post here"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("more", "sentence"), REFUSED)
def test_what_is_no_share(lead: UUID, more: dict[str, Any], sentence: str) -> None:
    one = referral(lead)
    with pytest.raises(BadInput, match=sentence):
        shares(one.concern_id, lead, **more)
    assert not Share.objects.exists()


@pytest.mark.django_db
def test_a_receipt_comes_after_what_it_is_of_and_says_how_it_is_known(lead: UUID) -> None:
    one = shares(referral(lead).concern_id, lead)
    for at, receipt, sentence in (
        (NOON - HOUR, "x", "before it was told"),
        (NOON + 2 * HOUR, "x", "future"),
        (NOON, " ", "how you know"),
    ):
        with pytest.raises(BadInput, match=sentence):
            note_receipt(
                share_id=one.id, received_at=at, receipt=receipt, actor=Actor.person(lead), now=NOON + HOUR
            )


@pytest.mark.django_db
def test_nobody_else_writes_of_it_and_no_referral_of_another_concern_is_named(lead: UUID) -> None:
    one, other = referral(lead), referral(lead)
    tutor = make_holder("Tu Tor", "tutor")
    with pytest.raises(NothingHere):
        shares(one.concern_id, lead, referral_id=other.id)
    with pytest.raises(NothingHere):
        shares(one.concern_id, lead, actor=Actor.person(tutor))
    with pytest.raises(NothingHere):
        told_shared_agreed(one, tutor, NOON)
    assert not Share.objects.exists()
    assert not Told.objects.exists()


def tells(one: Any, lead: UUID, whom: Whom, told: WasTold, words: str = "Why.", at: Any = None) -> Told:
    return say_told(
        referral_id=one.id,
        whom=whom,
        told=told,
        happened_at=at,
        words=words,
        actor=Actor.person(lead),
        now=NOON,
    )


@pytest.mark.django_db
def test_the_person_and_a_parent_are_told_or_not_apart(lead: UUID) -> None:
    one = referral(lead)
    first = tells(one, lead, Whom.PERSON, WasTold.NOT_YET)
    parent = tells(one, lead, Whom.PARENT, WasTold.NO)
    second = tells(one, lead, Whom.PERSON, WasTold.YES, "By me.", NOON - HOUR)
    assert (second.replaces_id, parent.replaces_id) == (first.id, None)
    assert set(Told.objects.known(Moment.now(NOON).known_at)) == {parent, second}
    assert second.happened_at == NOON - HOUR


NOT_SAID: list[tuple[WasTold, str, Any, str]] = [
    (WasTold.YES, "By me.", None, "when they were told"),
    (WasTold.YES, " ", NOON, "by whom"),
    (WasTold.NO, " ", None, "why not"),
    (WasTold.YES, "By me.", NOON + HOUR, "future"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("told", "words", "at", "sentence"), NOT_SAID)
def test_what_is_wanting_of_being_told(lead: UUID, told: WasTold, words: str, at: Any, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        tells(referral(lead), lead, Whom.PERSON, told, words, at)
    assert not Told.objects.exists()


@pytest.mark.django_db
def test_consent_is_kept_as_it_is_heard_and_moves_no_referral(lead: UUID) -> None:
    one = referral(lead)
    by: dict[str, Any] = {"referral_id": one.id, "actor": Actor.person(lead), "now": NOON}
    first = hear_of_consent(said=Agreed.GIVEN, heard_on=NOON.date(), words="The panel said so.", **by)
    second = hear_of_consent(said=Agreed.WITHDRAWN, heard_on=NOON.date(), words="His mother.", **by)
    assert second.replaces_id == first.id
    assert stage_of(one, NOON) is Stage.DRAFTED
    for day, words, sentence in (
        (NOON.date() + timedelta(days=1), "x", "future"),
        (NOON.date(), " ", "who told you"),
    ):
        with pytest.raises(BadInput, match=sentence):
            hear_of_consent(said=Agreed.DECLINED, heard_on=day, words=words, **by)
    assert Consent.objects.count() == 2
