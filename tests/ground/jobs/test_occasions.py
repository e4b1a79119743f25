"""Occasions: acted on at once, in the turn of who announces, all or nothing."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest

from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import Subject, Turn, turn
from dueregard.ground.audit.vocabulary import Read
from dueregard.ground.jobs.models import Job
from dueregard.ground.jobs.occasions import Occasion, announce, announce_all, occasion, on, on_many
from ground.jobs.chores import note
from household import NOON, SETUP, inside

heard: list[tuple[str, UUID]] = []
seated: list[list[int] | int] = []


@occasion
class DoorOpened(Occasion):
    """Somebody opened a door."""

    door_id: UUID


@occasion
class BellRang(Occasion):
    """Somebody rang."""

    door_id: UUID


@on(DoorOpened)
def write(opened: DoorOpened, t: Turn) -> None:
    heard.append(("write", opened.door_id))
    t.record(Read((opened.door_id,)), Subject("door", opened.door_id))


@on(DoorOpened)
def queue(opened: DoorOpened, t: Turn) -> None:
    heard.append(("queue", opened.door_id))
    note.using(run_after=t.now).enqueue(thing_id=opened.door_id)


@on(BellRang)
def pass_on(rang: BellRang, t: Turn) -> None:
    announce(DoorOpened(rang.door_id), t)
    raise ZeroDivisionError


@occasion
class GuestCame(Occasion):
    """Somebody came."""

    guest: int


@on_many(GuestCame)
def seat(came: Sequence[GuestCame], t: Turn) -> None:
    seated.append([guest.guest for guest in came])


@on(GuestCame)
def greet(came: GuestCame, t: Turn) -> None:
    seated.append(came.guest)


@pytest.mark.django_db
def test_what_happens_at_once_is_received_at_once_or_one_by_one() -> None:
    seated.clear()
    with inside(), turn(actor=SETUP, now=NOON) as t:
        announce_all([GuestCame(1), GuestCame(2)], t)
        announce_all([], t)
        announce(GuestCame(3), t)
    assert seated == [[1, 2], 1, 2, [3], 3]


@pytest.mark.django_db
def test_receivers_act_in_order_within_the_turn() -> None:
    heard.clear()
    door = uuid4()
    with inside():
        with turn(actor=SETUP, now=NOON) as t:
            announce(DoorOpened(door), t)
            assert heard == [("write", door), ("queue", door)]
        assert Entry.objects.filter(subject_id=door).count() == Job.objects.count() == 1


@pytest.mark.django_db
def test_a_receiver_that_fails_undoes_everything() -> None:
    door = uuid4()

    def ring() -> None:
        with turn(actor=SETUP, now=NOON) as t:
            announce(BellRang(door), t)

    with inside():
        with pytest.raises(ZeroDivisionError):
            ring()
        assert (Entry.objects.filter(subject_id=door).count(), Job.objects.count()) == (0, 0)


def test_a_receiver_registers_once() -> None:
    with pytest.raises(TypeError, match="already receives DoorOpened"):
        on(DoorOpened)(write)
    with pytest.raises(TypeError, match="already receives GuestCame"):
        on_many(GuestCame)(seat)


@pytest.mark.parametrize("kind", [str, dict, list[str], bytes, float, str | None, object])
def test_an_occasion_that_could_hold_words_is_refused(kind: object) -> None:
    with pytest.raises(TypeError, match="an occasion holds ids"):

        @occasion
        class Said(Occasion):
            words: kind  # type: ignore[valid-type]


def test_an_occasion_is_not_changed() -> None:
    with pytest.raises(AttributeError):
        DoorOpened(uuid4()).door_id = uuid4()  # type: ignore[misc]
