"""A past day stays what it was: read off the records, held against what was kept, and said where they part."""

import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from assurance.status.lapsing import DONE_ON, LAPSED, begin, clause, learns, noon
from dueregard.assurance.status.keeping import keep_days, keep_reading
from dueregard.assurance.status.models import KeptReading
from dueregard.assurance.status.past import kept_on, stood
from dueregard.assurance.status.queries import clauses
from dueregard.assurance.status.rules.days import to_keep
from dueregard.assurance.status.rules.documents import digest, read, write
from dueregard.authority.policy.answers import Status
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.config.worker import make_worker
from dueregard.ground.audit.disposing import note_disposed
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.crypto.operations import make_data_key
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, end_of_day
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from dueregard.work.training.models import Completion
from household import NOON, SETUP, inside, make_holder
from tampering import behind_our_back, take_away

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NEXT_MORNING = noon(LAPSED + DAY)
MONTH_LATER = noon(LAPSED + 30 * DAY)
REPORT = Report(reporter=ReporterKind.STAFF, about=AboutKind.LEARNER, account={"seen": "A bruise."})


def keep_the_day() -> KeptReading:
    """Keep a reading of the day on which it has lapsed, the morning after."""
    keep_reading(Moment.end_of(LAPSED), actor=SETUP, now=NEXT_MORNING)
    kept = kept_on(LAPSED, Stream.OPEN)
    assert kept
    return kept


def test_a_clause_turns_by_itself_and_is_the_same_for_that_day_a_month_later_to_the_byte() -> None:
    with inside():
        person = begin()
        assert clause(clauses(Moment.end_of(DONE_ON))).status is Status.MET
        kept = keep_the_day()
        found = clause(read(kept.text))
        assert found.status is Status.AT_RISK
        assert [
            one.reading.because for one in found.controls if one.address == "learning/training.yearly"
        ] == ["1 of 1 late, within the days of grace"]
        learns(person, on=LAPSED + 2 * DAY, now=MONTH_LATER)
        later = stood(LAPSED)
        assert (write(later.clauses), later.difference, later.from_kept) == (kept.text, None, False)
        assert kept.digest == digest(write(later.clauses))


def test_what_was_learnt_late_changes_what_is_known_now_and_not_what_was_known() -> None:
    with inside():
        person = begin()
        kept = keep_the_day()
        keep_reading(Moment.end_of(LAPSED + DAY), actor=SETUP, now=NEXT_MORNING + DAY)
        learns(person, on=LAPSED - DAY, now=MONTH_LATER)
        learns(person, on=LAPSED - DAY, now=MONTH_LATER + DAY)
        assert write(stood(LAPSED).clauses) == kept.text
        now = stood(LAPSED, known_at=MONTH_LATER + 2 * DAY)
        assert clause(now.clauses).status is Status.MET
        assert now.difference
        assert now.difference.clauses == ("learning 2",)
        since = now.difference.since
        assert since
        assert (since.verb, since.at) == ("training.completion-recorded", MONTH_LATER)
        # By what was known the week before nothing is different.
        assert stood(LAPSED, known_at=MONTH_LATER - 7 * DAY).difference is None


def test_where_records_were_disposed_of_what_was_kept_answers_and_says_so() -> None:
    with inside():
        begin()
        kept = keep_the_day()
        take_away(Completion.objects.get())
        # Nothing says that it went lawfully: the records answer, and the difference is told.
        unlawful = stood(LAPSED)
        assert not unlawful.from_kept
        assert unlawful.difference
        assert unlawful.difference.since is None
        assert clause(unlawful.clauses).status is Status.NOT_MET
        with turn(actor=SETUP, now=MONTH_LATER) as t:
            note_disposed(t, make_data_key("case", now=t.now), [], stream=Stream.OPEN)
        lawful = stood(LAPSED)
        assert lawful.from_kept
        assert write(lawful.clauses) == kept.text
        assert lawful.difference
        assert lawful.difference.since == Entry.objects.get(verb="audit.words-disposed-of")


def test_a_reading_that_was_changed_behind_our_back_does_not_answer() -> None:
    with inside():
        begin()
        kept = keep_the_day()
        behind_our_back(KeptReading, kept, "text", kept.text.replace("at risk", "met"))  # type: ignore[arg-type]
        found = stood(LAPSED)
        assert clause(found.clauses).status is Status.AT_RISK
        assert found.difference
        assert found.difference.clauses == ()


def test_a_restricted_matter_shows_in_its_own_reading_alone() -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)

        def report(about: AboutKind, day: int) -> dict[Stream, str]:
            now = NOON + day * DAY
            report_concern(
                report=replace(REPORT, about=about), request_id=uuid4(), actor=Actor.outsider(), now=now
            )
            keep_reading(Moment.now(now + timedelta(hours=1)), actor=SETUP, now=now + timedelta(hours=1))
            kept = {one: kept_on((now + timedelta(hours=1)).date(), one) for one in Stream}
            return {one: row.text for one, row in kept.items() if row}

        before = report(AboutKind.LEARNER, 0)
        after = report(AboutKind.COLLEAGUE, 1)
        assert after[Stream.OPEN] == before[Stream.OPEN]
        assert after[Stream.SEALED] != before[Stream.SEALED]
        entries = Entry.objects.filter(verb="status.reading-kept")
        assert {one.stream for one in entries.filter(subject_id=kept_on(NOON.date(), Stream.SEALED).id)} == {  # type: ignore[union-attr]
            Stream.SEALED
        }


def test_of_a_day_there_is_one_reading_replaced_where_it_differs() -> None:
    with inside():
        begin()
        first = keep_reading(Moment.now(NOON), actor=SETUP, now=NOON)
        again = keep_reading(Moment.now(NOON), actor=SETUP, now=NOON + DAY)
        earlier = keep_reading(Moment.now(NOON - timedelta(hours=0)), actor=SETUP, now=NOON + DAY)
        evening = keep_reading(Moment.end_of(NOON.date()), actor=SETUP, now=NOON + DAY)
        assert (first, again, earlier, evening) == (2, 0, 0, 2)
        rows = KeptReading.objects.filter(circle=Stream.OPEN)
        assert rows.count() == 2
        standing = rows.known(NOON + DAY).get()
        assert standing.as_at == end_of_day(NOON.date())
        assert standing.replaces is not None


def test_nothing_is_kept_where_no_policy_is_in_force() -> None:
    with inside():
        assert keep_days(actor=SETUP, now=NOON) == 0


def test_the_worker_keeps_each_night_and_when_an_edition_comes_into_force() -> None:
    with inside() as provider:
        begin()
        worker = make_worker(lambda: now)
        now = NOON
        worker.run_until_idle()
        now = noon(date(2026, 3, 7))
        worker.run_until_idle()
        rows = KeptReading.objects.filter(circle=Stream.OPEN).order_by("day", "as_at")
        kept = [(row.day, row.as_at) for row in rows]
        assert kept[0] == (NOON.date(), NOON)
        assert kept[1:] == [(day, end_of_day(day)) for day in (date(2026, 3, 6),)]
        now = noon(date(2026, 3, 9))
        worker.run_until_idle()
        assert [row.day.day for row in rows.all()] == [4, 6, 7, 8]
        assert provider.id == rows[0].provider_id


@pytest.mark.parametrize(
    ("last", "now", "days"),
    [
        (None, "2026-03-04 12:00", ["2026-03-03"]),
        ("2026-03-03", "2026-03-04 12:00", []),
        ("2026-03-01", "2026-03-04 12:00", ["2026-03-02", "2026-03-03"]),
        ("2026-03-02", "2026-03-04 00:10", []),
        ("2026-03-02", "2026-03-04 00:15", ["2026-03-03"]),
        ("2026-03-28", "2026-03-29 23:30", ["2026-03-29"]),
        ("2020-01-01", "2026-03-04 12:00", 14),
    ],
)
def test_the_days_that_are_over_and_were_not_kept(last: str | None, now: str, days: list[str] | int) -> None:
    """The end of 29 March is at 23:00 by the clock of the machine."""
    from_now = noon(date.fromisoformat(now[:10])).replace(hour=int(now[11:13]), minute=int(now[14:]))
    found = to_keep(date.fromisoformat(last) if last else None, from_now)
    assert (len(found) if isinstance(days, int) else [str(one) for one in found]) == days


def test_a_kept_reading_names_nobody_and_reads_as_it_was_written() -> None:
    with inside():
        begin()
        text = keep_the_day().text
        assert write(read(text)) == text
        assert "Learner" not in text
        assert set(json.loads(text)) == {"form", "clauses"}
