"""Cover in the weeks ahead: which posts have nobody, and on which days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dueregard.authority.access.operations import give_holding, record_absence
from dueregard.authority.access.vocabulary import Manner
from dueregard.ground.kernel.moments import Moment
from dueregard.mechanisms.clocks.rules.calendars import Stretch
from dueregard.work.casework.queries.cover import PostCover, cover_ahead, gaps_this_week
from dueregard.work.casework.rules.cover import Cover, CoverDay, Run, runs
from household import NOON, SETUP, inside, make_holder
from work_casework_support import concern_about_a_learner

TODAY = Moment.now(NOON)
AN_HOUR = Stretch(NOON, NOON + timedelta(hours=1))


def day(number: int, cover: Cover) -> CoverDay:
    return CoverDay(date(2026, 3, number), cover, (AN_HOUR,) if cover is Cover.PART else ())


@pytest.mark.parametrize(
    ("covers", "found"),
    [
        ("", []),
        ("cc", []),
        ("nn", [(1, 2)]),
        ("nssn", [(1, 4)]),
        ("ncn", [(1, 1), (3, 3)]),
        ("npn", [(1, 1), (2, 2), (3, 3)]),
        ("ssn", [(3, 3)]),
        ("nss", [(1, 1)]),
    ],
)
def test_days_on_end_are_one_line_and_shut_days_break_none(covers: str, found: list[tuple[int, int]]) -> None:
    kinds = {"n": Cover.NOBODY, "c": Cover.COVERED, "p": Cover.PART, "s": Cover.SHUT}
    days = [day(number, kinds[kind]) for number, kind in enumerate(covers, start=1)]
    assert [(run.first.day, run.last.day) for run in runs(days)] == found
    assert all(bool(run.uncovered) == (covers[run.first.day - 1] == "p") for run in runs(days))


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def post(role: str) -> PostCover:
    return next(each for each in cover_ahead(TODAY) if each.role == role)


@pytest.mark.django_db
def test_an_absence_leaves_the_post_empty_until_somebody_acts_in_it() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        assert post("dsl").runs == ()
        record_absence(person_id=lead, since=at(6), until=at(11), actor=SETUP, now=NOON)
        # From a Friday to the Tuesday after: the weekend is nobody's to cover.
        assert post("dsl").runs == (Run(date(2026, 3, 6), date(2026, 3, 10)),)
        assert "dsl" in {each.role for each in gaps_this_week(TODAY)}
        other = make_holder("Ot Her", "lead-tutor")
        give_holding(
            person_id=other,
            role="dsl",
            manner=Manner.ACTING,
            since=at(6),
            until=at(10),
            actor=SETUP,
            now=NOON,
        )
        assert post("dsl").runs == (Run(date(2026, 3, 10), date(2026, 3, 10)),)
        assert post("dsl").held_by == {lead, other}


@pytest.mark.django_db
def test_a_gap_beyond_the_week_is_not_this_weeks_and_posts_that_handle_nothing_are_left_out() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        record_absence(person_id=lead, since=at(16), until=at(17), actor=SETUP, now=NOON)
        assert "dsl" not in {each.role for each in gaps_this_week(TODAY)}
        assert [len(each.days) for each in cover_ahead(TODAY)] == [28] * len(cover_ahead(TODAY))
        nobody = [each for each in cover_ahead(TODAY) if not each.held_by]
        assert nobody
        assert all(each.runs for each in nobody)
        assert "trainer" not in {each.role for each in cover_ahead(TODAY)}
