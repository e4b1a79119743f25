"""Checks of people: recorded by whoever keeps the record, put right by rows, and read as a policy asks."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from checks_support import (
    BY_HAND,
    CERTIFICATES,
    NOW,
    at,
    checked,
    confirmed,
    everything,
    house,
    joins,
    keeper,
    not_required,
    policy,
    saw,
)  # fmt: skip
from dueregard.authority.identity.models import Person
from dueregard.authority.identity.operations import join_duplicates
from dueregard.authority.people.models import Span
from dueregard.authority.people.operations import end_span
from dueregard.authority.people.vocabulary import Regulated, Standing, Work
from dueregard.authority.policy.answers import InForce, Scope, Status
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.queries import in_force
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.audit.words import verify_words
from dueregard.ground.crypto.operations import unseal
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from dueregard.work.training.central_record import CheckKind, Level, Outcome, WhyNot
from dueregard.work.training.models import Check
from dueregard.work.training.operations.checks import (
    Safeguards,
    record_check,
    record_early_start,
    take_back_check,
)
from dueregard.work.training.queries.checks import history, lacking, made
from dueregard.work.training.queries.evidence import check_duties, check_readings
from dueregard.work.training.rules.recording import Said
from household import NOON, SETUP, inside, make_holder

pytestmark = pytest.mark.django_db
DBS, IDENTITY = CheckKind.DBS, CheckKind.IDENTITY
NO_DBS = ("DBS certificate",)
NEITHER = ("identity", "DBS certificate")
SAFEGUARDS: dict[str, Any] = {
    "barred_asked_on": date(2026, 3, 5),
    "assessed_on": date(2026, 3, 5),
    "review_on": date(2026, 3, 20),
}


def certificates() -> InForce[Any]:
    (control,) = in_force("check", at())
    return control


def lacks(*people: UUID, moment: Moment | None = None) -> dict[UUID, tuple[str, ...]]:
    return lacking(certificates(), people, moment or at())


def reading(moment: Moment | None = None) -> tuple[Status, tuple[int, int] | None]:
    [found] = check_readings([certificates()], Scope(scope.provider_id(), Stream.OPEN, moment or at()))
    return found.status, (found.count.n, found.count.of) if found.count else None


def test_what_somebody_lacks_and_no_longer_once_it_is_there() -> None:
    with house():
        ada, bea = joins("Ada Fenn"), joins("Bea Moss")
        checked(bea, saw(IDENTITY))
        assert lacks(ada, bea) == {ada: NEITHER, bea: NO_DBS}
        assert reading() == (Status.NOT_MET, (0, 2))
        everything(ada)
        checked(bea, saw(DBS))
        assert lacks(ada, bea) == {}
        assert reading() == (Status.MET, (2, 2))
        assert lacks(ada, moment=Moment.now(NOW - timedelta(days=1))) == {ada: NEITHER}


@pytest.mark.parametrize(
    "standing", [Standing.EMPLOYER_STAFF, Standing.LEARNER], ids=["an employer's staff", "a learner"]
)
def test_whoever_is_not_on_the_record_is_never_asked_and_never_written_down(standing: Standing) -> None:
    everybody = CERTIFICATES.replace('standing = ["staff", "associate"], ', "")
    with house(certificates=everybody):
        mentor = joins("Mel Hurd", standing)
        assert lacks(mentor) == {}
        assert reading() == (Status.NO_OCCASION, None)
        with pytest.raises(NothingHere):
            checked(mentor, saw(DBS))
        assert not Check.objects.exists()


def test_a_policy_cannot_ask_for_checks_of_an_employers_staff() -> None:
    asks = CERTIFICATES.replace('"associate"', '"employer-staff"')
    said = [problem.message for problem in judge(policy(certificates=asks), "p.md").problems]
    assert len(said) == 1
    assert "never of learners or of an employer's staff" in said[0]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (CERTIFICATES.replace("before_start = true", ""), "by when, in one way"),
        (CERTIFICATES + 'by = "1 month"', "by when, in one way"),
        (CERTIFICATES.replace('["dbs", "identity"]', "[]"), "at least one"),
        (CERTIFICATES.replace('"identity"', '"dbs"'), "named twice"),
        (CERTIFICATES.replace('"36 months"', '"none"'), "nobody looks again"),
        (CERTIFICATES.replace('"identity"', '"credit"'), "not one of the choices"),
    ],
)
def test_what_the_kind_refuses(block: str, said: str) -> None:
    assert said in " ".join(problem.message for problem in judge(policy(x=block), "p.md").problems)


def test_a_start_before_the_certificate_holds_until_its_review() -> None:
    with house():
        ada, head = joins("Ada Fenn"), joins("Hed Tutor")
        everything(head)
        checked(ada, saw(IDENTITY))
        given = Safeguards(supervised_by=head, **SAFEGUARDS)
        record_early_start(person_id=ada, given=given, actor=BY_HAND, now=NOW)
        assert lacks(ada) == {}
        assert lacks(ada, moment=Moment.now(NOW + timedelta(days=15))) == {ada: NO_DBS}
        for wrong, field in (
            ({"supervised_by": ada}, "supervised_by"),
            ({"review_on": date(2026, 3, 6)}, "review_on"),
            ({"assessed_on": date(2026, 3, 7)}, "assessed_on"),
        ):
            given = Safeguards(**({"supervised_by": head} | SAFEGUARDS | wrong))
            with pytest.raises(BadInput) as refused:
                record_early_start(person_id=ada, given=given, actor=BY_HAND, now=NOW)
            assert refused.value.field == field


def test_the_word_of_an_agency_is_kept_without_anything_else() -> None:
    agency = CERTIFICATES.replace('"associate"', '"agency-staff"')
    with house(certificates=agency):
        temp, own = joins("Tem Porary", Standing.AGENCY_STAFF), joins("Own Staff")
        for person in (temp, own):
            for kind in (DBS, IDENTITY):
                checked(person, confirmed(kind))
        assert lacks(temp, own) == {own: NEITHER}


def test_only_whoever_keeps_the_record_writes_it_and_never_their_own() -> None:
    with house():
        ada, hr = joins("Ada Fenn"), keeper()
        lead = Actor.person(make_holder("Lea Dee", "dsl"))
        for actor in (lead, Actor.person(ada)):
            with pytest.raises(NotPermitted):
                checked(ada, saw(IDENTITY), actor=actor)
        with pytest.raises(NothingHere):
            checked(ada, saw(IDENTITY), actor=Actor.outsider())
        with pytest.raises(NotPermitted, match="their own checks"):
            checked(hr.person_id or ada, saw(IDENTITY), actor=hr)
        assert not Check.objects.exists()
        checked(ada, saw(IDENTITY), actor=hr)
        row = Check.objects.get()
        assert (row.checked_by, row.by) == (hr.person_id, hr.written)
    with inside("another"), pytest.raises(NothingHere):
        checked(ada, saw(IDENTITY))


def test_a_slip_is_put_right_by_a_row_and_the_number_stays() -> None:
    with house():
        ada, hr = joins("Ada Fenn"), keeper()
        wrong = checked(ada, saw(DBS, level=Level.BASIC, barred=None), actor=hr)
        right = record_check(person_id=ada, said=saw(DBS, number=""), actor=hr, now=NOW, corrects=wrong)
        assert right.key is not None
        assert unseal(right, "number", right.key) == "001234567890"
        assert made(at())[ada][DBS].level is Level.ENHANCED
        assert [row.level for row in history(ada, at())] == ["enhanced", "basic"]
        with pytest.raises(OutOfTurn):
            record_check(person_id=ada, said=saw(DBS), actor=hr, now=NOW, corrects=wrong)
        with pytest.raises(BadInput):
            record_check(person_id=ada, said=saw(IDENTITY), actor=hr, now=NOW, corrects=right.id)
        with pytest.raises(NothingHere):
            record_check(person_id=joins("Bea Moss"), said=saw(DBS), actor=hr, now=NOW, corrects=right.id)
        take_back_check(person_id=ada, check_id=right.id, actor=hr, now=NOW)
        assert made(at()) == {}
        assert len(list(history(ada, at()))) == 3
        assert (verify().fault, verify_words(), verify_rows()) == (None, None, None)


def test_no_number_and_no_word_of_a_check_lies_in_clear() -> None:
    with house():
        ada = joins("Ada Fenn")
        checked(ada, saw(DBS))
        checked(ada, not_required(CheckKind.OVERSEAS, WhyNot.OTHER, "Born and schooled in Leeds."))
        rows = [
            bytes(value) for row in Check.objects.values_list("number", "words") for value in row if value
        ]
        assert len(rows) == 2
        assert not any(b"001234567890" in raw or b"Leeds" in raw for raw in rows)
        assert not hasattr(Check, "file")


def test_a_certificate_that_says_something_waits_for_a_decision_and_keeps_no_word_of_it() -> None:
    with house():
        ada, hr = joins("Ada Fenn"), keeper()
        checked(ada, saw(IDENTITY))
        first = checked(ada, saw(DBS, outcome=Outcome.WITH_CONTENT))
        assert lacks(ada) == {ada: NO_DBS}
        decided = saw(DBS, outcome=Outcome.WITH_CONTENT, decided_by=hr.person_id, decided_on=date(2026, 3, 6))
        record_check(person_id=ada, said=decided, actor=hr, now=NOW, corrects=first)
        assert lacks(ada) == {}


def test_somebody_with_two_rows_in_the_directory_is_one_person() -> None:
    with house():
        ada, again = joins("Ada Fenn"), joins("A. Fenn", Standing.ASSOCIATE)
        checked(ada, saw(IDENTITY))
        checked(again, saw(DBS))
        assert lacks(ada, again) == {ada: NO_DBS, again: ("identity",)}
        join_duplicates(
            person=Person.objects.get(pk=ada), same_as=Person.objects.get(pk=again), actor=SETUP, now=NOW
        )
        assert lacks(ada, again) == {}
        assert reading() == (Status.MET, (1, 1))


def test_who_left_is_not_asked_and_what_was_done_stays() -> None:
    with house():
        ada = joins("Ada Fenn")
        everything(ada)
        end_span(span=Span.objects.get(person_id=ada), until=NOW, actor=SETUP, now=NOW)
        assert reading() == (Status.NO_OCCASION, None)
        assert len(list(history(ada, at()))) == 6
        before = Moment(NOW - timedelta(minutes=1), NOW + timedelta(days=1))
        assert reading(before) == (Status.MET, (1, 1))


@pytest.mark.parametrize(
    ("by", "later", "status"),
    [
        ('by = "1 month"', 1, Status.NOT_YET_DUE),
        ('by = "1 month"', 40, Status.NOT_MET),
        ('by = "not set"', 400, Status.NOT_SET),
        ("before_start = true", 1, Status.NOT_MET),
    ],
)
def test_by_when_a_policy_asks(by: str, later: int, status: Status) -> None:
    with house(certificates=CERTIFICATES.replace("before_start = true", by)):
        joins("Ada Fenn")
        assert reading(Moment.now(NOON + timedelta(days=later)))[0] is status


@pytest.mark.parametrize(
    ("again", "years", "status"),
    [
        ('again = "36 months"', 1, Status.MET),
        ('again = "36 months"', 4, Status.AT_RISK),
        ('again = "not set"', 1, Status.NOT_SET),
    ],
)
def test_looking_again_is_a_local_rule_that_bars_nobody(again: str, years: int, status: Status) -> None:
    with house(certificates=CERTIFICATES.replace('again = "36 months"', again)):
        ada = joins("Ada Fenn")
        everything(ada)
        moment = Moment.now(NOW + timedelta(days=365 * years))
        assert reading(moment)[0] is status
        assert lacks(ada, moment=moment) == {}


def test_what_is_owed_of_whom_and_nothing_in_the_restricted_circle() -> None:
    with house():
        ada, bea = joins("Ada Fenn"), joins("Bea Moss")
        joins("Ivo Tide", work=Work.IT, regulated=Regulated.NO)
        everything(ada)
        open_, sealed = (Scope(scope.provider_id(), circle, at()) for circle in (Stream.OPEN, Stream.SEALED))
        owed = {(duty.about, duty.occasion) for duty in check_duties(certificates(), open_)}
        assert owed == {
            (ada, "dbs-again-2026-03-04"), (ada, "identity-again-2026-03-04"),
            (bea, "dbs-2026-03-04"), (bea, "identity-2026-03-04"),
        }  # fmt: skip
        assert list(check_duties(certificates(), sealed)) == []
        assert [one.status for one in check_readings([certificates()], sealed)] == [Status.NO_OCCASION]


def test_the_first_fault_is_said_with_its_box() -> None:
    with house():
        ada = joins("Ada Fenn")
        with pytest.raises(BadInput) as refused:
            checked(ada, Said(DBS, Outcome.SEEN, date(2026, 3, 4)))
        assert refused.value.field == "level"
        assert not Check.objects.exists()
