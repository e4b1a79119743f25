"""The sweep: every rung announced once a lap, whether it is killed, run twice, late, or its clock is set back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import OperationalError, connection

from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import Turn
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.jobs.occasions import on
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.clocks.models import Obligation, Raised
from dueregard.mechanisms.clocks.operations import sweeping
from dueregard.mechanisms.clocks.operations.owing import close
from dueregard.mechanisms.clocks.operations.reconciling import reconcile
from dueregard.mechanisms.clocks.operations.sweeping import Announced, sweep
from dueregard.mechanisms.clocks.rules.owing import Owed, Rung
from dueregard.mechanisms.clocks.vocabulary import RungKind, RungReached
from household import NOON, inside
from mechanisms.clocks.duties import DAY, HOUR, duty

pytestmark = pytest.mark.django_db

HEARD: list[RungReached] = []
BROKEN: set[int] = set()
KILLED_AT: list[int] = []
DUE = NOON + DAY
JUST_AFTER = DUE + HOUR / 60


class Killed(BaseException):
    """The worker is gone: nothing of ours runs after this."""


@on(RungReached)
def hear(reached: RungReached, t: Turn) -> None:
    """A receiver above, which can fail for one thing, or die with the worker."""
    if reached.about.int in BROKEN:
        raise ZeroDivisionError("words of a record")
    if len(HEARD) in KILLED_AT:
        raise Killed
    HEARD.append(reached)
    if reached.about.int == 99:
        close(t, about_id=reached.about)


@pytest.fixture
def provider() -> Iterator[Provider]:
    for memory in (HEARD, BROKEN, KILLED_AT):
        memory.clear()
    with inside() as entered:
        yield entered


def owe(provider: Provider, *duties: Owed, now: datetime = NOON) -> None:
    reconcile(iter(duties), provider=provider, now=now)


def heard() -> list[tuple[int, str, int]]:
    return [(one.about.int, str(one.kind), one.step) for one in HEARD]


def test_each_rung_is_announced_once_as_it_is_reached(provider: Provider) -> None:
    owe(provider, duty(1))
    expected = [
        (DUE - 2 * HOUR, []),
        (DUE - HOUR, ["remind"]),
        (DUE, []),  # the last instant in time is in time
        (JUST_AFTER, ["late"]),
        (JUST_AFTER, []),
        (DUE + 2 * DAY, ["escalate"]),
        (DUE + 9 * DAY, []),
    ]
    for now, kinds in expected:
        HEARD.clear()
        sweep(now=now)
        assert [one.kind for one in HEARD] == kinds, now
    (reached,) = Raised.objects.filter(kind="late")
    assert (reached.lap, reached.step, reached.recorded_at) == (1, 1, JUST_AFTER)


def test_an_announcement_says_what_and_when(provider: Provider) -> None:
    owe(provider, duty(1, circle=Stream.SEALED))
    assert sweep(now=DUE - HOUR / 2) == Announced(reminded=1)
    row = Obligation.objects.get()
    assert [RungReached(row.pk, row.about_id, Stream.SEALED, RungKind.REMIND, 1, DUE - HOUR)] == HEARD


def test_a_sweep_that_comes_late_reminds_nobody_of_what_is_late_already(provider: Provider) -> None:
    owe(provider, duty(1))
    assert sweep(now=DUE + 9 * DAY) == Announced(late=1, escalated=1)
    assert heard() == [(1, "late", 1), (1, "escalate", 1)]


def test_what_is_closed_is_not_announced_and_what_is_reopened_or_moved_is_announced_anew(
    provider: Provider,
) -> None:
    owe(provider, duty(1))
    sweep(now=JUST_AFTER)
    owe(provider, now=DUE + HOUR)
    assert sweep(now=DUE + 2 * DAY) == Announced()
    owe(provider, duty(1), now=DUE + 2 * DAY)
    assert sweep(now=DUE + 2 * DAY) == Announced(late=1, escalated=1)
    owe(provider, duty(1, due=DUE + 5 * DAY), now=DUE + 3 * DAY)
    assert sweep(now=DUE + 4 * DAY) == Announced()
    assert sweep(now=DUE + 5 * DAY - HOUR) == Announced(reminded=1)


def test_a_clock_set_back_repeats_nothing(provider: Provider) -> None:
    owe(provider, duty(1), duty(2, due=DUE + DAY))
    sweep(now=JUST_AFTER)
    first = heard()
    for now in (NOON - DAY, DUE - HOUR, JUST_AFTER):
        assert sweep(now=now) == Announced()
    assert heard() == first == [(1, "late", 1)]
    # Even when the note of when to look next is lost.
    Obligation.objects.update(next_look_at=NOON)
    assert sweep(now=JUST_AFTER) == Announced()


@pytest.mark.parametrize("killed_at", range(7))
def test_a_worker_killed_anywhere_loses_nothing_and_repeats_nothing(
    provider: Provider, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    monkeypatch.setattr(sweeping, "_FIRST", 9)
    monkeypatch.setattr(sweeping, "_QUICK", 600)
    monkeypatch.setattr(sweeping, "_BATCH", 3)
    owe(provider, *(duty(number) for number in range(1, 8)))
    KILLED_AT.append(killed_at)
    with pytest.raises(Killed):
        sweep(now=JUST_AFTER)
    # What was heard in the batch that died was undone with it: only what was noted has happened.
    happened = {raised.obligation_id for raised in Raised.objects.all()}
    assert len(happened) == killed_at // 3 * 3
    KILLED_AT.clear()
    before = [one for one in HEARD if one.obligation in happened]
    HEARD[:] = before
    sweep(now=JUST_AFTER)
    assert sorted(one.about.int for one in HEARD) == list(range(1, 8))
    assert Raised.objects.count() == 7
    assert verify().fault is None


def test_one_receivers_fault_keeps_nobody_elses_reminders_back(
    provider: Provider, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sweeping, "_FIRST", 9)
    monkeypatch.setattr(sweeping, "_QUICK", 600)
    monkeypatch.setattr(sweeping, "_BATCH", 3)
    monkeypatch.setattr(sweeping.log, "propagate", True)
    owe(provider, *(duty(number) for number in range(1, 8)))
    BROKEN.update({2, 5})
    assert sweep(now=JUST_AFTER) == Announced(late=5, failed=2)
    noted = {raised.obligation.about_id.int for raised in Raised.objects.all()}
    assert noted == {1, 3, 4, 6, 7}
    assert "words of a record" not in caplog.text
    assert caplog.text.count("ZeroDivisionError at ") == 2
    BROKEN.clear()
    assert sweep(now=JUST_AFTER) == Announced(late=2)


def test_a_database_that_does_not_answer_is_no_receivers_fault(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sweep ends, and whoever asked for it tries again; nothing is put aside as if it could not be announced."""

    def gone(*_: object) -> None:
        raise OperationalError

    owe(provider, duty(1))
    with monkeypatch.context() as patched:
        patched.setattr(sweeping, "announce_all", gone)
        with pytest.raises(OperationalError):
            sweep(now=JUST_AFTER)
    assert not Raised.objects.exists()
    assert sweep(now=JUST_AFTER) == Announced(late=1)


def test_a_receiver_may_close_what_it_hears_of(provider: Provider) -> None:
    owe(provider, duty(99))
    sweep(now=JUST_AFTER)
    row = Obligation.objects.get()
    assert (row.closed_at, row.next_look_at) == (JUST_AFTER, None)
    assert sweep(now=DUE + 9 * DAY) == Announced()


def test_open_and_sealed_matters_are_swept_apart(provider: Provider) -> None:
    owe(provider, duty(1), duty(2, circle=Stream.SEALED), duty(3, circle=Stream.SEALED, rungs=[]))
    sweep(now=JUST_AFTER)
    written = Entry.objects.filter(verb="clocks.swept").order_by("stream")
    assert list(written.values_list("stream", "detail")) == [
        ("open", '{"escalated":0,"late":1,"reminded":0}'),
        ("sealed", '{"escalated":0,"late":1,"reminded":0}'),
    ]


def test_several_rungs_of_a_kind_are_told_apart(provider: Provider) -> None:
    rungs = [Rung(RungKind.REMIND, step, NOON + step * HOUR) for step in (1, 2, 3)]
    owe(provider, duty(1, rungs=rungs))
    sweep(now=NOON + HOUR)
    sweep(now=NOON + 9 * HOUR)
    assert heard() == [(1, "remind", 1), (1, "remind", 2), (1, "remind", 3)]


def test_a_provider_with_nothing_due_writes_nothing(provider: Provider) -> None:
    before = Entry.objects.count()
    sweep(now=JUST_AFTER)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("number", [2, 3, 4, 6, 7])
def test_nothing_is_lost_at_the_edge_of_a_batch(
    provider: Provider, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(sweeping, "_FIRST", 9)
    monkeypatch.setattr(sweeping, "_QUICK", 600)
    monkeypatch.setattr(sweeping, "_BATCH", 3)
    owe(provider, *(duty(one) for one in range(1, number + 1)))
    before = Entry.objects.count()
    assert sweep(now=JUST_AFTER) == Announced(late=number)
    assert sorted(one.about.int for one in HEARD) == list(range(1, number + 1))
    assert Entry.objects.count() - before == -(-number // 3)
    assert set(Obligation.objects.values_list("next_look_at", flat=True)) == {DUE + DAY}


def test_a_batch_in_which_every_one_fails_ends(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "_FIRST", 9)
    monkeypatch.setattr(sweeping, "_QUICK", 600)
    monkeypatch.setattr(sweeping, "_BATCH", 2)
    owe(provider, *(duty(number) for number in range(1, 6)))
    BROKEN.update(range(1, 6))
    before = Entry.objects.count()
    assert sweep(now=JUST_AFTER) == Announced(failed=5)
    assert (Raised.objects.count(), Entry.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("size", "took", "then"),
    [
        (2, 0.01, 8),
        (400, 0.01, 500),
        (500, 0.01, 500),
        (500, 0.3, 125),
        (3, 0.3, 1),
        (1, 9, 1),
        (1, 0.1, 4),
    ],
)
def test_a_turn_that_took_long_is_followed_by_a_smaller_one(size: int, took: float, then: int) -> None:
    assert sweeping._next_size(size, took) == then


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_sweep_at_once_announce_everything_once(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "_FIRST", 9)
    monkeypatch.setattr(sweeping, "_QUICK", 600)
    monkeypatch.setattr(sweeping, "_BATCH", 5)
    owe(provider, *(duty(number) for number in range(1, 41)))
    together = Barrier(2)

    def work() -> Announced:
        try:
            together.wait(30)
            with enter(provider):
                return sweep(now=JUST_AFTER)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        results = [one.result(120) for one in [workers.submit(work) for _ in range(2)]]
    assert (sum(one.late for one in results), sum(one.failed for one in results)) == (40, 0)
    assert Raised.objects.count() == 40
    assert verify().fault is None
