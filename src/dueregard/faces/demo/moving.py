"""People come, change post, go on leave and go: by two files on staff, one on learners, and by hand."""

import io
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from functools import partial

from ...authority.access.operations import record_absence, record_relationship
from ...authority.access.vocabulary import Kinship
from ...authority.identity.models import Person
from ...authority.identity.operations import join_duplicates
from ...authority.identity.queries import namesakes
from ...authority.people.imports.applying import carry_on
from ...authority.people.imports.beginning import begin
from ...authority.people.imports.files import receive
from ...authority.people.imports.planning import plan_import
from ...authority.people.imports.rows import Scheme
from ...authority.people.models import Number, Span
from ...authority.people.operations import end_span, record_span
from ...authority.people.vocabulary import Regulated, Standing, Work
from ...ground.kernel.moments import Moment, from_london, london_day
from .files import ilr_file, staff_file
from .happening import Crew, Happening
from .joining import STARTERS, TEAM, Member, staff_of
from .people import Plays

_BY = Plays.DIRECTOR
"""At every provider the director may appoint, and so bring people in."""
_MANAGED = ("leads", "overdue", "untrained", "unchecked")


def moving(crew: Crew) -> Iterator[Happening]:
    """What becomes of people in the year."""
    yield crew.happens(360, partial(_staff_come, crew, TEAM))
    yield crew.happens(360, partial(_learners_come, crew), hour=10)
    yield crew.happens(150, partial(_another_post, crew))
    leaver = next(member for member in TEAM if member.left)
    yield crew.happens(24, partial(_staff_come, crew, (leaver, *STARTERS)))
    yield crew.happens(23, partial(_managers, crew))
    yield crew.happens(21, partial(_goes_on_leave, crew))


def bring_in(crew: Crew, data: bytes, now: datetime) -> None:
    """Plan a file and apply exactly that plan, as a person does on the page."""
    actor = crew.as_(_BY)
    intake = plan_import(received=receive(io.BytesIO(data)), actor=actor, now=now)
    begun = begin(intake=intake, plan=intake.plan, actor=actor, now=now, apart=False)
    carry_on(intake=begun, actor=actor, clock=lambda: now)


def _staff_come(crew: Crew, members: Iterable[Member], now: datetime) -> None:
    bring_in(crew, staff_file(crew.house, members, crew.today, london_day(now)), now)
    rows = Number.objects.filter(scheme=Scheme.PAYROLL).values_list("number", "person_id")
    people = dict(rows)
    for member, named in staff_of(crew.house, crew.today):
        if f"P{named.number}" in people:
            crew.joined[member.key] = people[f"P{named.number}"]


def _learners_come(crew: Crew, now: datetime) -> None:
    """With one who is on the staff already: two rows, until somebody says that they are one."""
    bring_in(crew, ilr_file(crew.house, crew.today), now)
    for one, *others in namesakes(Moment.now(now), most=1):
        for other in others:
            join_duplicates(
                person=Person.objects.get(pk=one.person_id), same_as=Person.objects.get(pk=other.person_id),
                actor=crew.as_(_BY), now=now,
            )  # fmt: skip


def _another_post(crew: Crew, now: datetime) -> None:
    actor = crew.as_(_BY)
    for member in TEAM:
        if member.post_now:
            span = Span.objects.holding(Moment.now(now)).get(person_id=crew.joined[member.key])
            end_span(span=span, until=now, actor=actor, now=now)
            record_span(
                person_id=span.person_id, standing=Standing(span.standing), since=now, site_id=span.site_id,
                position=member.post_now, work=Work.DELIVERY, regulated=Regulated.YES, actor=actor, now=now,
            )  # fmt: skip


def _managers(crew: Crew, now: datetime) -> None:
    for key in _MANAGED:
        record_relationship(
            person_id=crew.of(_BY), other_id=crew.joined[key], kinship=Kinship.LINE_MANAGES,
            actor=crew.as_(_BY), now=now,
        )  # fmt: skip


def _goes_on_leave(crew: Crew, now: datetime) -> None:
    back = from_london(crew.day(-70), time(9))
    record_absence(person_id=crew.joined["away"], since=now, until=back, actor=crew.as_(_BY), now=now)
