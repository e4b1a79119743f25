"""Figures: every concern is counted once in the open circle, and no small number is shown where it would tell."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.access.vocabulary import Part
from dueregard.authority.identity.operations import record_person
from dueregard.authority.people.operations import record_span
from dueregard.authority.people.queries import birthdays_of_learners
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.work.casework.operations.handling import Sorted, triage
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.queries.figures import EVERY, birthdays_in_concerns, by_strand, reported
from dueregard.work.casework.reports import Occurred, PersonNamed, Report
from dueregard.work.casework.rules.figures import FEWEST, Within, middle, shown, spread
from dueregard.work.casework.vocabulary import (
    AboutKind,
    PersonKind,
    Precision,
    ReporterKind,
    SourceOfConcern,
    Strand,
)
from household import NOON, SETUP, inside, make_holder
from work_casework_support import concern_about_a_learner

HOUR = timedelta(hours=1)


@given(st.dictionaries(st.integers(), st.integers(0, 40)))
def test_no_small_number_is_shown_and_none_can_be_reckoned(counts: dict[int, int]) -> None:
    seen = shown(counts)
    hidden = [counts[name] for name, count in seen.items() if count is None]
    assert not any(count is not None and 0 < count < FEWEST for count in seen.values())
    assert len(hidden) != 1 or sum(1 for count in counts.values() if count) == 1


@pytest.mark.parametrize(
    ("hours", "within"),
    [(-1, Within.HOUR), (0, Within.HOUR), (1, Within.HOUR), (24, Within.DAY), (25, Within.WEEK), (169, Within.LATER)],
)  # fmt: skip
def test_how_soon(hours: int, within: Within) -> None:
    assert [found for found, count in spread([HOUR * hours]).items() if count] == [within]


@pytest.mark.parametrize(
    ("delays", "half"), [([], None), ([1, 2, 3, 4], None), ([9, 1, 2, 3, 90], 3), ([-9] * 5, 0)]
)
def test_the_middle_is_given_only_for_enough(delays: list[int], half: int | None) -> None:
    assert middle([HOUR * one for one in delays]) == (None if half is None else HOUR * half)


def some(
    about: AboutKind = AboutKind.LEARNER,
    *,
    noticed: Occurred | None = None,
    now: datetime = NOON,
    **more: object,
) -> None:
    report = Report(
        reporter=ReporterKind.STAFF, about=about, account={"seen": "x"}, noticed=noticed, **more  # type: ignore[arg-type]
    )  # fmt: skip
    report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=now)


@pytest.mark.django_db
def test_what_is_counted() -> None:
    with inside("elsewhere"):
        some()
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        both = (SourceOfConcern.ACTIONS, SourceOfConcern.CONVERSATION)
        some(noticed=Occurred(NOON - HOUR, Precision.MINUTE), source=both)
        some(AboutKind.GROUP, noticed=Occurred(NOON - HOUR, Precision.DAY), source=(SourceOfConcern.ACTIONS,))
        # About the lead, and so restricted:
        concern_about_a_learner(lead)
        later = NOON + HOUR
        found = reported(NOON - HOUR, later, Moment.now(later))
        assert found.total == 2
        assert found.about == {AboutKind.LEARNER: 1, AboutKind.GROUP: 1}
        assert {kind: n for kind, n in found.source.items() if n} == {
            SourceOfConcern.ACTIONS: 2,
            SourceOfConcern.CONVERSATION: 1,
        }
        assert found.delays == (HOUR,)
        assert reported(NOON - 2 * HOUR, NOON, Moment.now(later)).total == 0
        assert reported(NOON - HOUR, later, Moment.now(NOON)).total == 0


BORN = date(2008, 3, 5)


def a_learner(born: date | None = BORN) -> UUID:
    person = record_person(given_names="Kit", family_name="Marlow", date_of_birth=born, actor=SETUP, now=NOON)
    record_span(person_id=person.id, standing=Standing.LEARNER, since=NOON, actor=SETUP, now=NOON)
    return person.id


def worried_about(*people: UUID | None) -> tuple[PersonNamed, ...]:
    return tuple(PersonNamed(Part.WORRIED_ABOUT, {"name": "Kit Marlow"}, one) for one in people)


@pytest.mark.django_db
def test_whose_birthdays_are_counted() -> None:
    with inside("elsewhere"):
        a_learner()
        some()
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        kit, unborn = a_learner(), a_learner(None)
        # Twice a learner here, and one person:
        record_span(person_id=kit, standing=Standing.LEARNER, since=NOON, actor=SETUP, now=NOON)
        witness = PersonNamed(Part.WITNESS, {"name": "Wit Ness"}, a_learner(date(1990, 1, 1)))
        some(people=(*worried_about(kit, unborn), witness))
        some(people=worried_about(None))
        some()
        concern_about_a_learner(lead)
        later = NOON + HOUR
        day, moment = NOON.date(), Moment.now(NOON + HOUR)
        found = sorted(birthdays_in_concerns(NOON - HOUR, later, moment), key=str)
        assert found == [(None, day, 1)] * 3 + [(BORN, day, 1)]
        assert birthdays_in_concerns(NOON - HOUR, later, Moment.now(NOON)) == []
        assert sorted(birthdays_of_learners(moment), key=str) == [
            (None, day, 1),
            (date(1990, 1, 1), day, 1),
            (BORN, day, 1),
        ]


@pytest.mark.django_db
def test_under_which_strand_and_policy() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        concern = concern_about_a_learner()
        later = NOON + HOUR
        adopt(data=archetype("safeguarding-core"), path="c.md", actor=SETUP, now=NOON + HOUR / 4)
        some(strand=Strand.PREVENT, now=NOON + HOUR / 4)
        some(strand=Strand.PREVENT, now=NOON + HOUR / 4)
        concern_about_a_learner(lead)
        spans = (NOON - HOUR, later)
        both = {EVERY: 2, "apprenticeship-provider": 2, "safeguarding-core": 2}
        one = {EVERY: 1, "apprenticeship-provider": 1}
        assert by_strand(*spans, Moment.now(later)) == {Strand.UNKNOWN: one, Strand.PREVENT: both}
        said = Sorted(
            danger=False, person=PersonKind.CHILD, strand=Strand.SAFEGUARDING, urgency="today", reason="x"
        )
        triage(concern_id=concern, sorted_as=said, actor=Actor.person(lead), now=later)
        assert by_strand(*spans, Moment.now(later)) == {Strand.SAFEGUARDING: one, Strand.PREVENT: both}
        assert by_strand(*spans, Moment.now(NOON + HOUR / 2)) == {Strand.UNKNOWN: one, Strand.PREVENT: both}
