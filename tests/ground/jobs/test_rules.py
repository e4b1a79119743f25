"""What a job may be told, what is kept of a fault, and the slots of periodic work."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import pytest
from django_tasks.exceptions import InvalidTaskError
from hypothesis import given
from hypothesis import strategies as st

from dueregard.ground.jobs.declaring import JobContext, job
from dueregard.ground.jobs.rules import EPOCH, hour_of, is_slug, packed, place_of, slot_of, unpacked
from ground.jobs.chores import SECRET, Colour, note, note_all
from household import NOON

GIVEN: dict[str, Any] = {
    "thing_id": UUID(int=7),
    "on": date(2026, 3, 4),
    "at": NOON,
    "colour": Colour.BLUE,
    "n": 3,
    "sure": True,
    "slug": "concern-reported",
}


@given(
    st.fixed_dictionaries(
        {
            "thing_id": st.uuids(),
            "on": st.dates(),
            "at": st.datetimes(timezones=st.just(UTC)),
            "colour": st.sampled_from(Colour),
            "n": st.integers(),
            "sure": st.booleans(),
            "slug": st.from_regex(r"[a-z0-9]{1,20}([-_.][a-z0-9]{1,12}){0,3}", fullmatch=True),
        }
    )
)
def test_arguments_come_back_as_they_went_in(arguments: dict[str, Any]) -> None:
    back = unpacked(note_all.func, packed(note_all.func, arguments))
    assert back == arguments
    assert {name: type(value) for name, value in back.items()} == {n: type(v) for n, v in arguments.items()}


def test_nothing_may_be_left_out_with_none() -> None:
    assert unpacked(note.func, packed(note.func, {"thing_id": None})) == {"thing_id": None}


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("slug", SECRET, "slug must be a slug"),
        ("slug", "Kit", "slug must be a slug"),
        ("slug", "a" * 61, "slug must be a slug"),
        ("slug", "two\nlines", "slug must be a slug"),
        ("slug", "", "slug must be a slug"),
        ("thing_id", str(UUID(int=7)), "thing_id must be UUID, not str"),
        ("colour", "red", "colour must be Colour, not str"),
        ("n", SECRET, "n must be int, not str"),
        ("n", True, "n must be int, not bool"),
        ("n", 1.5, "n must be int, not float"),
        ("on", NOON, "on must be date, not datetime"),
        ("at", datetime(2026, 3, 4), "at must know its time zone"),  # noqa: DTZ001  # that is what is refused
        ("thing_id", [UUID(int=7)], "thing_id must be UUID, not list"),
        ("words", SECRET, "note_all takes no words"),
    ],
)
def test_what_is_not_declared_or_could_be_words_is_refused_and_not_repeated(
    name: str, value: object, fault: str
) -> None:
    with pytest.raises(TypeError, match=fault) as caught:
        packed(note_all.func, GIVEN | {name: value})
    assert SECRET not in str(caught.value)


def no_context(thing_id: UUID) -> None: ...


def by_position(context: JobContext, thing_id: UUID) -> None: ...


def of_bytes(context: JobContext, *, thing: bytes) -> None: ...


def of_a_list(context: JobContext, *, things: list[UUID]) -> None: ...


def of_either(context: JobContext, *, thing: UUID | str) -> None: ...


def untyped(context, *, thing) -> None: ...  # type: ignore[no-untyped-def]


def answers(context: JobContext) -> int:
    return 1


async def later(context: JobContext) -> None: ...


@pytest.mark.parametrize(
    "function", [no_context, by_position, of_bytes, of_a_list, of_either, untyped, answers, later]
)
def test_what_cannot_be_a_job_is_refused_when_it_is_declared(function: Any) -> None:
    with pytest.raises((TypeError, InvalidTaskError)):
        job()(function)


def test_a_name_is_declared_once() -> None:
    with pytest.raises(TypeError, match=r"the job jobs\.note is declared twice"):
        job()(note.func)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("action-0192", True),
        ("v1.2", True),
        ("a", True),
        ("A", False),
        ("a b", False),
        ("é", False),
        ("-", False),
    ],
)
def test_a_slug_is_known_when_seen(text: str, is_one: bool) -> None:
    assert is_slug(text) is is_one


def test_of_a_fault_the_place_in_our_own_code_is_kept() -> None:
    with pytest.raises(TypeError) as ours:
        packed(note_all.func, {"n": SECRET})
    file, _, line = place_of(ours.value).partition(":")
    assert (file, line.isdigit()) == ("ground/jobs/rules.py", True)
    with pytest.raises(ValueError, match="invalid literal") as foreign:
        int("x")
    assert place_of(foreign.value) == ""


INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
LENGTHS = st.timedeltas(timedelta(seconds=1), timedelta(days=30))


@given(INSTANTS, LENGTHS)
def test_a_slot_has_begun_and_is_not_over(now: datetime, every: timedelta) -> None:
    begins = slot_of(every, now)
    assert begins <= now < begins + every
    assert (begins - EPOCH) % every == timedelta()
    assert slot_of(every, begins) == begins


@given(INSTANTS, st.sampled_from([timezone(timedelta(hours=1)), UTC]))
def test_an_hour_keeps_nothing_finer(at: datetime, zone: timezone) -> None:
    hour = hour_of(at.astimezone(zone))
    assert timedelta() <= at - hour < timedelta(hours=1)
    assert (hour.minute, hour.second, hour.microsecond) == (0, 0, 0)


def test_a_fresh_id_is_welcome() -> None:
    assert packed(note.func, {"thing_id": (thing := uuid4())}) == {"thing_id": str(thing)}
