"""What people owe under the policies is reminded of, once a day at most, and is over when it is done."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship
from dueregard.authority.people.models import Span
from dueregard.authority.people.operations import end_span
from dueregard.ground.kernel.moments import Moment, end_of_day
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.reconciling import Changes, reconcile
from dueregard.mechanisms.clocks.operations.sweeping import sweep
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.recipients import may_still_be_told
from dueregard.work.training.operations.editions import adopt_edition
from household import NOON, SETUP, make_person
from work.training.learning import did, learning_house

pytestmark = pytest.mark.django_db
DUE = end_of_day(date(2026, 4, 4))


def reconciled(provider: Provider, at: datetime) -> Changes:
    return reconcile(owed_now(Moment.now(at)), provider=provider, now=at)


def owed() -> list[tuple[UUID, str, str]]:
    rows = Obligation.objects.filter(closed_at=None).order_by("about_id", "control")
    return list(rows.values_list("about_id", "control", "occasion"))


def told() -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for person, occasion in Message.objects.order_by("id").values_list("person_id", "occasion"):
        found.setdefault(person, []).append(occasion)
    return found


def test_what_is_owed_opens_is_reminded_of_once_a_day_and_ends_when_it_is_done() -> None:
    with learning_house() as (provider, ada, bo):
        adopt_edition(
            document="part-one", title="Part one", edition="2026", since=NOON, actor=SETUP, now=NOON
        )
        boss = make_person("Bea Boss")
        reconciled(provider, NOON)
        joined = "joined-2026-03-04"
        assert (ada, "training.yearly", joined) in owed()
        assert (ada, "reading.part-one", "edition-2026") in owed()
        assert reconciled(provider, NOON) == Changes()

        record_relationship(person_id=boss, other_id=ada, kinship=Kinship.LINE_MANAGES, actor=SETUP, now=NOON)
        sweep(now=NOON + timedelta(days=1))
        sweep(now=NOON + timedelta(days=1, hours=2))
        did(boss)
        reconciled(provider, NOON + timedelta(days=2))
        assert "training.yearly" not in {control for person, control, _ in owed() if person == boss}

        sweep(now=DUE + timedelta(hours=9))
        assert told()[ada][-1] == "due-2026-04-05"
        assert (
            told()[boss].count("due-2026-04-05") == 1
        )  # for their own reading and for Ada's training, one letter
        assert len(told()[ada]) == len(set(told()[ada]))

        did(ada, bo)
        reconciled(provider, DUE + timedelta(days=1))
        assert {control for person, control, _ in owed() if person == ada} == {"reading.part-one"}


def test_a_renewal_is_owed_from_the_reminder_on_and_again_after_each_time() -> None:
    with learning_house() as (provider, ada, _bo):
        did(ada)
        year = end_of_day(date(2027, 2, 10))
        reconciled(provider, end_of_day(date(2027, 2, 1)))
        assert not [one for one in owed() if one[0] == ada and one[1].startswith("training")]
        reconciled(provider, year)
        assert (ada, "training.yearly", "again-2026-03-04") in owed()
        did(ada, on=date(2027, 2, 10), now=year)
        reconciled(provider, year + timedelta(hours=1))
        assert (ada, "training.yearly", "again-2026-03-04") not in owed()


def test_whoever_leaves_owes_nothing_more_and_is_told_nothing_more() -> None:
    with learning_house() as (provider, ada, bo):
        reconciled(provider, NOON)
        sweep(now=DUE + timedelta(hours=1))
        gone = DUE + timedelta(hours=2)
        end_span(span=Span.objects.get(person_id=ada), until=gone, actor=SETUP, now=gone)
        reconciled(provider, gone + timedelta(hours=1))
        assert {person for person, *_ in owed()} == {bo}
        letter = Message.objects.filter(person_id=ada).first()
        assert letter is not None
        assert may_still_be_told(letter, gone - timedelta(minutes=1))
        assert not may_still_be_told(letter, gone)


def test_nothing_of_training_is_restricted() -> None:
    with learning_house() as (provider, *_):
        reconciled(provider, NOON)
        assert set(Obligation.objects.values_list("circle", flat=True)) == {"open"}
