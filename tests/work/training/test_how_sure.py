"""How sure people feel before and after a session: counted, of nobody, and shown only where it tells of nobody."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from dueregard.authority.policy.answers import InForce, Scope, Status
from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.queries import shelf
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import LONDON, Moment, london_day, utc_now
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.work.training.controls.confidence import CONFIDENCE, ConfidenceBlock
from dueregard.work.training.models import SureTally
from dueregard.work.training.operations import sureness
from dueregard.work.training.operations.sureness import answer_how_sure
from dueregard.work.training.queries.sureness import sessions_of
from dueregard.work.training.rules.sureness import ENOUGH, Session, shares
from dueregard.work.training.vocabulary import Side, Sure, SureOf
from household import NOON, SETUP, inside, make_person
from training_support import POLICY, did

NOW = utc_now()
TODAY = london_day(NOW)
TOMORROW = Moment.now(NOW + timedelta(days=1))
ASKING = POLICY + b'\n```control confidence room\ncourses = ["safeguarding"]\n```\n'


def answered(side: Side, people: int = 1, sure: Sure = Sure.FAIRLY, *, now: datetime = NOW) -> None:
    for _person in range(people):
        answers = {SureOf.NOTICE: sure, SureOf.TELL: Sure.VERY}
        answer_how_sure(
            course="safeguarding",
            held_on=london_day(now),
            side=side,
            answers=answers,
            actor=Actor.outsider(),
            now=now,
        )


def session(before: int, after: int, sure: Sure = Sure.FAIRLY) -> Session:
    tally = {(side, of, sure): n for side, n in zip(Side, (before, after), strict=True) for of in SureOf}
    return Session("x", date(2026, 3, 2), tally)


@pytest.mark.parametrize(
    ("before", "after", "asked", "shown"),
    [
        (0, 0, False, False),
        (9, 0, False, False),
        (1, 1, True, False),
        (ENOUGH, ENOUGH - 1, True, False),
        (ENOUGH - 1, ENOUGH, True, False),
        (ENOUGH, ENOUGH, True, True),
    ],
)
def test_it_is_shown_only_above_five_on_each_side(before: int, after: int, asked: bool, shown: bool) -> None:
    one = session(before, after)
    assert (one.asked, one.shown) == (asked, shown)
    assert (ENOUGH > 5, bool(any(shares([one], Side.BEFORE, SureOf.TELL).values()))) == (True, shown)


def test_what_may_not_be_shown_alone_is_in_no_total_either() -> None:
    """Else taking the sessions that are shown from the total of all would show it."""
    open_, small = session(6, 6, Sure.VERY), session(5, 9, Sure.NOT_AT_ALL)
    assert shares([open_, small], Side.AFTER, SureOf.NOTICE) == shares([open_], Side.AFTER, SureOf.NOTICE)


@pytest.fixture
def asking() -> Iterator[InForce[ConfidenceBlock]]:
    with inside():
        adopt(data=ASKING, path="learning.md", actor=SETUP, now=NOON)
        yield next(iter(shelf(Moment.now(NOW)).of_kind("confidence")))


@pytest.mark.django_db
def test_an_answer_is_counted_and_leaves_nothing_that_tells_whose_it_was(
    asking: InForce[ConfidenceBlock],
) -> None:
    entries = Entry.objects.count()
    answered(Side.BEFORE, 2, Sure.LITTLE)
    answered(Side.BEFORE, 1, Sure.VERY)
    assert Entry.objects.count() == entries
    kept = {field.name for field in SureTally._meta.concrete_fields}
    assert kept == {"id", "provider_id", "course", "held_on", "side", "of", "sure", "people"}
    rows = list(SureTally.objects.all())
    assert sorted((row.of, row.sure, row.people) for row in rows) == [
        ("notice", "little", 2), ("notice", "very", 1), ("tell", "very", 3),
    ]  # fmt: skip
    midnight = datetime.combine(TODAY, time(), LONDON)
    assert {row.id.int >> 80 for row in rows} == {int(midnight.timestamp() * 1000)}  # no finer time in an id


@pytest.mark.django_db
def test_nothing_is_shown_while_people_still_answer(asking: InForce[ConfidenceBlock]) -> None:
    answered(Side.BEFORE)
    assert sessions_of(["safeguarding"], Moment.now(NOW)) == []
    there = sessions_of(["safeguarding"], TOMORROW)
    assert [(one.held_on, one.answered(Side.BEFORE), one.asked) for one in there] == [(TODAY, 1, False)]
    assert sessions_of(["safeguarding"], Moment(as_at=TOMORROW.as_at, known_at=NOON)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"course": "driving"}, NothingHere),
        ({"held_on": TODAY - timedelta(days=1)}, OutOfTurn),
        ({"held_on": TODAY + timedelta(days=1)}, OutOfTurn),
        ({"answers": {SureOf.NOTICE: Sure.VERY}}, BadInput),
        ({"actor": Actor.person(UUID(int=1))}, ValueError),
    ],
)
def test_what_cannot_be_answered_is_not_counted(
    asking: InForce[ConfidenceBlock], change: dict[str, object], refused: type[Exception]
) -> None:
    said: dict[str, object] = {
        "course": "safeguarding",
        "held_on": TODAY,
        "side": Side.BEFORE,
        "answers": dict.fromkeys(SureOf, Sure.VERY),
        "actor": Actor.outsider(),
        "now": NOW,
    }
    with pytest.raises(refused):
        answer_how_sure(**said | change)  # type: ignore[arg-type]
    assert not SureTally.objects.exists()


@pytest.mark.django_db
def test_nobody_can_fill_the_record_from_a_room(
    asking: InForce[ConfidenceBlock], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sureness, "MOST_PEOPLE", 2)
    answered(Side.BEFORE, 2)
    with pytest.raises(OutOfTurn):
        answered(Side.BEFORE)
    answered(Side.AFTER)  # the other side has room of its own


@pytest.mark.django_db
def test_the_reading_says_whether_it_was_asked_and_never_how_sure_people_are(
    asking: InForce[ConfidenceBlock],
) -> None:
    def reads() -> tuple[Status, str]:
        reading = CONFIDENCE.evidence(asking, Scope(UUID(int=0), Stream.OPEN, TOMORROW))
        return reading.status, reading.because

    assert reads()[0] is Status.NO_OCCASION
    people = [make_person(f"Ada Fenn{n}") for n in range(ENOUGH)]
    did(*people[1:], on=TODAY)
    assert reads()[0] is Status.NO_OCCASION  # five people are too few to be asked for it
    did(people[0], on=TODAY)
    assert reads() == (Status.NOT_MET, "at 1 of 1 sessions nobody answered before and after")
    answered(Side.BEFORE, 2, Sure.NOT_AT_ALL)
    assert reads()[0] is Status.NOT_MET
    answered(Side.AFTER, 1, Sure.NOT_AT_ALL)
    assert reads() == (Status.MET, "asked at each session; 2 answered before and 1 after")
