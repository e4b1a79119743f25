"""Obligations kept in step with what is owed: idempotent, nothing deleted, deaf to a clock that was set back."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from dueregard.authority.policy.answers import Treatment
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import Subject, turn
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.clocks.models import Closing, Moving, Obligation
from dueregard.mechanisms.clocks.operations import reconciling
from dueregard.mechanisms.clocks.operations.owing import close, owe, put_in_circle
from dueregard.mechanisms.clocks.operations.reconciling import Changes, reconcile
from dueregard.mechanisms.clocks.queries.obligations import (
    Figures,
    figures,
    open_obligations,
    owed_about,
    owed_by,
)
from dueregard.mechanisms.clocks.rules.owing import Owed
from dueregard.mechanisms.clocks.vocabulary import Ending, HoursSet
from household import NOON, SETUP, inside, make_provider
from mechanisms.clocks.duties import DAY, HOUR, duty, open_numbers

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def provider() -> Iterator[Provider]:
    with inside() as entered:
        yield entered


def settle(provider: Provider, *duties: Owed, now: datetime = NOON) -> tuple[int, int, int, int]:
    """Reconcile, and say how many were opened, reopened, moved and ended."""
    changes = reconcile(iter(duties), provider=provider, now=now)
    return changes.opened, changes.reopened, changes.moved, changes.ended


def as_stored(numbers: Iterable[int]) -> list[dict[str, object]]:
    about = [UUID(int=number) for number in numbers]
    return list(Obligation.objects.filter(about_id__in=about).order_by("about_id").values())


def test_what_is_owed_is_opened_moved_and_ended_once(provider: Provider) -> None:
    assert settle(provider, duty(1), duty(2)) == (2, 0, 0, 0)
    assert settle(provider, duty(1), duty(2)) == (0, 0, 0, 0)
    later = (duty(2, due=NOON + 3 * DAY), duty(3))
    assert settle(provider, *later, now=NOON + HOUR) == (1, 0, 1, 1)
    assert settle(provider, *later, now=NOON + 2 * HOUR) == (0, 0, 0, 0)
    assert open_numbers() == [2, 3]
    assert Obligation.objects.count() == 3
    closing, moving = Closing.objects.get(), Moving.objects.get()
    assert (closing.obligation.about_id.int, closing.ending) == (1, Ending.NOT_OWED)
    assert (moving.was_due_at, moving.due_at) == (NOON + DAY, NOON + 3 * DAY)
    moved = Obligation.objects.get(about_id=duty(2).identity.about_id)
    assert (moved.due_at, moved.next_look_at, moved.lap) == (NOON + 3 * DAY, NOON + 3 * DAY - HOUR, 2)


def test_what_is_owed_again_is_the_same_obligation_reopened(provider: Provider) -> None:
    settle(provider, duty(1))
    for round in (1, 2):
        assert settle(provider, now=NOON + (2 * round) * HOUR) == (0, 0, 0, 1)
        assert settle(provider, duty(1), now=NOON + (2 * round + 1) * HOUR) == (0, 1, 0, 0)
    row = Obligation.objects.get()
    assert (row.closed_at, row.lap, row.next_look_at) == (None, 3, NOON + DAY - HOUR)
    closings = Closing.objects.order_by("recorded_at").values_list("lap", "withdrawn")
    assert list(closings) == [(1, False), (1, True), (2, False), (2, True)]


@pytest.mark.parametrize(
    "as_if_then", [(), (duty(1),), (duty(1), duty(2)), (duty(1, due=NOON), duty(2), duty(3))], ids=len
)
def test_a_clock_set_back_neither_reopens_nor_moves_nor_ends(
    provider: Provider, as_if_then: tuple[Owed, ...]
) -> None:
    settle(provider, duty(1), duty(2), now=NOON + HOUR)
    settle(provider, duty(2, due=NOON + 2 * DAY), now=NOON + 2 * HOUR)
    before = as_stored([1, 2])
    # The clock goes back to before either was known.
    opened = settle(provider, *as_if_then, now=NOON)
    assert opened == (len(as_if_then) // 3, 0, 0, 0)
    assert as_stored([1, 2]) == before
    # It catches up, and all is as it would have been.
    settle(provider, duty(2, due=NOON + 2 * DAY), now=NOON + 3 * HOUR)
    assert open_numbers() == [2]


def test_an_operation_that_came_between_is_not_undone(provider: Provider) -> None:
    settle(provider, duty(1))

    def while_we_count() -> Iterator[Owed]:
        yield duty(1)
        with turn(actor=SETUP, now=NOON + HOUR) as t:
            owe(t, [duty(2)])
            close(t, about_id=duty(1).identity.about_id)

    # What was counted before knows nothing of thing 2, and takes thing 1 for undone.
    changes = reconcile(while_we_count(), provider=provider, now=NOON + HOUR / 2)
    assert changes == Changes()
    assert open_numbers() == [2]
    assert settle(provider, duty(1), now=NOON + HOUR / 2) == (0, 0, 0, 0)
    assert open_numbers() == [2]


def test_what_was_done_a_moment_ago_is_not_reopened_by_whoever_looked_before(provider: Provider) -> None:
    """The turn that settles is dated after whatever was written meanwhile; what was counted is not."""
    settle(provider, duty(1))
    with turn(actor=SETUP, now=NOON + 2 * MINUTE) as t:
        close(t, about_id=duty(1).identity.about_id)
        t.record(HoursSet(), Subject("hours", UUID(int=1)))
    assert settle(provider, duty(1), now=NOON + MINUTE) == (0, 0, 0, 0)
    assert open_numbers() == []


def test_what_was_restricted_later_is_not_brought_back_into_the_open(provider: Provider) -> None:
    settle(provider, duty(1))
    assert settle(provider, duty(1, circle=Stream.SEALED), now=NOON + HOUR) == (0, 0, 1, 0)
    assert settle(provider, duty(1), now=NOON + HOUR / 2) == (0, 0, 0, 0)
    assert Obligation.objects.get().circle == Stream.SEALED


def test_a_comparison_of_some_controls_leaves_the_others_alone(provider: Provider) -> None:
    other = duty(1, control="clock.form")
    settle(provider, duty(1), other)
    changes = reconcile([], provider=provider, now=NOON, only={("prevent", "clock.report")})
    assert changes == Changes(ended=1)
    assert [row.control for row in open_obligations(Stream.OPEN)] == ["clock.form"]


def test_a_new_edition_keeps_what_is_open_when_its_kind_says_so(provider: Provider) -> None:
    settle(provider, duty(1))
    assert settle(provider, duty(1, due=None, treatment=Treatment.KEEP)) == (0, 0, 0, 0)
    assert Obligation.objects.get().due_at == NOON + DAY


def test_sealed_matters_leave_no_trace_in_the_open(provider: Provider) -> None:
    sealed = duty(2, circle=Stream.SEALED)
    settle(provider, duty(1), sealed)
    settle(provider, duty(1, circle=Stream.SEALED), sealed, now=NOON + HOUR)
    settle(provider, duty(1, circle=Stream.SEALED), now=NOON + 2 * HOUR)
    written = Entry.objects.filter(verb="clocks.reconciled").order_by("stream", "seq")
    assert list(written.values_list("stream", "detail")) == [
        ("open", '{"ended":0,"moved":0,"opened":1,"reopened":0}'),
        ("sealed", '{"ended":0,"moved":0,"opened":1,"reopened":0}'),
        ("sealed", '{"ended":0,"moved":1,"opened":0,"reopened":0}'),
        ("sealed", '{"ended":1,"moved":0,"opened":0,"reopened":0}'),
    ]
    assert Obligation.objects.get(about_id=duty(1).identity.about_id).lap == 1  # only its place changed
    assert verify().fault is None


def test_lists_and_figures_are_of_one_circle(provider: Provider) -> None:
    settle(
        provider,
        duty(1, due=None),
        duty(2, due=NOON + DAY),
        duty(3, due=NOON + HOUR),
        duty(4, due=NOON + HOUR, circle=Stream.SEALED, owners=("director", "chair")),
    )
    assert [row.about_id.int for row in open_obligations(Stream.OPEN)] == [3, 2, 1]
    assert [row.about_id.int for row in owed_by(["chair", "dsl"], Stream.SEALED)] == [4]
    assert [row.about_id.int for row in owed_by(["chair"], Stream.OPEN)] == []
    assert [row.about_id.int for row in owed_by([], Stream.OPEN)] == []
    assert [row.control for row in owed_about("concern", duty(1).identity.about_id)] == ["clock.report"]
    assert figures(Stream.OPEN, NOON + 2 * HOUR) == Figures(open=3, late=1)
    assert figures(Stream.SEALED, NOON) == Figures(open=1, late=0)


def test_an_operation_owes_does_and_seals_within_its_own_turn(provider: Provider) -> None:
    about = duty(1).identity.about_id
    with turn(actor=SETUP, now=NOON) as t:
        assert owe(t, [duty(1), duty(1, control="clock.form"), duty(1)]) == 2
        assert owe(t, [duty(1)]) == 0
    with turn(actor=SETUP, now=NOON + HOUR) as t:
        put_in_circle(t, about_id=about, circle=Stream.SEALED)
        assert close(t, about_id=about, controls=["clock.form"]) == 1
        assert close(t, about_id=about, controls=["clock.form"]) == 0
    assert [(row.control, row.circle) for row in owed_about("concern", about)] == [("clock.report", "sealed")]
    assert [(row.ending, row.by) for row in Closing.objects.all()] == [(Ending.DONE, "system:set-up")]


def test_what_an_operation_undoes_was_never_owed(provider: Provider) -> None:
    def fail_after_owing() -> None:
        with turn(actor=SETUP, now=NOON) as t:
            owe(t, [duty(1)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_owing()
    assert open_numbers() == []


def test_the_database_keeps_one_of_each(provider: Provider) -> None:
    settle(provider, duty(1))
    row = Obligation.objects.get()
    twin = Obligation(**{f.name: getattr(row, f.name) for f in row._meta.local_fields if f.name != "id"})
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
    settle(provider, now=NOON + HOUR)
    closing = Closing(obligation=row, lap=1, ending=Ending.DONE, recorded_at=NOON, by="system:x")
    with pytest.raises(IntegrityError), transaction.atomic():
        closing.save()


def test_providers_are_apart() -> None:
    first, second = make_provider("one"), make_provider("two")
    settle(first, duty(1))
    settle(second, duty(1), duty(2))
    settle(first)
    with enter(second):
        assert open_numbers() == [1, 2]


def test_many_are_settled_in_batches(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconciling, "_BATCH", 4)
    many = [duty(number, circle=Stream.SEALED if number % 3 == 0 else Stream.OPEN) for number in range(1, 31)]
    assert settle(provider, *many) == (30, 0, 0, 0)
    moved = [duty(number, due=NOON + 2 * DAY) for number in range(1, 11)]
    assert settle(provider, *moved) == (0, 0, 10, 20)
    assert settle(provider, *many[10:], now=NOON + HOUR) == (0, 20, 0, 10)
    entries = Entry.objects.filter(verb="clocks.reconciled")
    assert entries.count() == (5 + 3) + (3 + 4 + 2) + (4 + 2 + 3)
