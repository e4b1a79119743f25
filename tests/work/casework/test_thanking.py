"""Thank you: once, when it has ended, by a receipt or by oneself, and with nobody written to."""

from datetime import timedelta
from uuid import uuid4

import pytest

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import NothingHere, OutOfTurn
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern, Entry
from dueregard.work.casework.operations.closing import say_it_ended
from dueregard.work.casework.operations.guessing import WrongReceipt
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.operations.thanking import thank_by_receipt, thank_for_own
from dueregard.work.casework.queries.reporter import standing
from dueregard.work.casework.reports import Receipt, Report
from dueregard.work.casework.vocabulary import AboutKind, Closing, EntryKind, ReporterKind, State
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = pytest.mark.django_db
AT = NOON + timedelta(days=1, minutes=25)


def reported(reporter: ReporterKind = ReporterKind.ANONYMOUS, **more: object) -> Receipt:
    adopt(data=archetype("apprenticeship-provider"), path="a.md", actor=SETUP, now=NOON)
    report = Report(reporter=reporter, about=AboutKind.LEARNER, account={"seen": "A drawing."}, **more)  # type: ignore[arg-type]
    return report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON)


def ended(receipt: Receipt) -> None:
    lead = make_holder("Lea Dee", "dsl")
    Concern.objects.filter(pk=receipt.concern_id).update(state=State.CLOSED)
    say_it_ended(
        concern_id=receipt.concern_id,
        closing=Closing.ENDED,
        words="It was looked into.",
        actor=Actor.person(lead),
        now=NOON + timedelta(days=1),
    )


def thanked(receipt: Receipt) -> bool:
    return standing(Concern.objects.get(pk=receipt.concern_id), Moment.now(AT)).thanked


def test_one_thank_you_however_often_it_is_tapped_to_the_hour_and_nobody_is_written_to() -> None:
    with inside():
        make_holder("Lea Foo", "dsl")
        receipt = reported()
        ended(receipt)
        messages = Message.objects.count()
        for _ in range(2):
            thank_by_receipt(reference=receipt.reference, code=receipt.code, now=AT)
        row = Entry.objects.get(kind=EntryKind.THANKS)
        assert (row.by, row.for_reporter) == ("outsider", False)
        assert row.recorded_at == AT.replace(minute=0)
        assert thanked(receipt)
        assert Message.objects.count() == messages
        assert verify().fault is None


def test_not_before_it_has_ended_and_not_with_another_code() -> None:
    with inside():
        make_holder("Lea Foo", "dsl")
        receipt = reported()
        with pytest.raises(OutOfTurn):
            thank_by_receipt(reference=receipt.reference, code=receipt.code, now=AT)
        ended(receipt)
        with pytest.raises(WrongReceipt):
            thank_by_receipt(reference=receipt.reference, code="BBBB-BBBB-BBBB-BBBB", now=AT)
        assert not thanked(receipt)


@pytest.mark.parametrize(("apart", "by"), [(False, "person"), (True, "outsider")])
def test_ones_own_report_is_thanked_for_and_nobody_elses(apart: bool, by: str) -> None:
    with inside():
        make_holder("Lea Foo", "dsl")
        tutor, other = make_person("Tu Tor"), make_person("Ot Her")
        receipt = reported(ReporterKind.STAFF, raiser_person_id=tutor, raiser_apart=apart)
        ended(receipt)
        with pytest.raises(NothingHere):
            thank_for_own(concern_id=receipt.concern_id, actor=Actor.person(other), now=AT)
        thank_for_own(concern_id=receipt.concern_id, actor=Actor.person(tutor), now=AT)
        assert Entry.objects.get(kind=EntryKind.THANKS).by.partition(":")[0] == by
        assert thanked(receipt)
