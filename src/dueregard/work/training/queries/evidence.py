"""How the checks that a policy asks stand: what is lacking for them to work, owed by whom, and kept of how many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, partial
from uuid import UUID

from ....authority.access.queries import holders
from ....authority.policy.answers import Basis, Count, Duty, Lack, Reading, Scope, Status
from ....authority.policy.queries import lookup
from ....authority.policy.values.figure import Given
from ....authority.policy.values.figures import TimeLimit
from ....authority.policy.values.resolve import Resolved, resolve
from ....authority.policy.values.time import Time
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.moments import Moment, from_london, london_day
from ....mechanisms.clocks.queries.calendars import calendar
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ....mechanisms.clocks.rules.measures import due
from ..central_record import CheckKind
from ..rules.check_block import Placed
from ..rules.checks import BARS, Again, Cell, State, judged
from .checks import Joined, asked_of_all, early_starts, joined_each, made

UNIT = "people"
ABOUT_CHECKS = "checked-person"
"""What an obligation about somebody's checks says that it is about."""
_FIRST_DAY = Time.read({"by_end_of": "1 day"})
"""What has to be there before somebody starts is late with the end of their first day."""
_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Case:
    """One of whom a control speaks: since when, and how each of its checks stands."""

    person: UUID
    joined: Joined
    cells: tuple[Cell, ...]

    @property
    def lacks(self) -> tuple[CheckKind, ...]:
        """The checks that are not there."""
        return tuple(cell.kind for cell in self.cells if cell.state in BARS)

    @property
    def waits(self) -> tuple[Cell, ...]:
        """The checks that somebody is to look at again, and has not."""
        return tuple(cell for cell in self.cells if cell.state is State.DUE)


def cases(control: Placed, moment: Moment) -> list[Case]:
    """Everybody of whom a control speaks."""
    return cases_of([control], moment)[0]


def cases_of(controls: Sequence[Placed], moment: Moment) -> list[list[Case]]:
    """The same of several controls, with as many questions as of one."""
    people = joined_each(controls, moment)
    if not any(people):
        return [[] for _ in controls]
    asks, done, early = asked_of_all(moment), made(moment), early_starts(moment)
    day, found = london_day(moment.as_at), []
    for control, those in zip(controls, people, strict=True):
        judge = partial(judged, day=day, again=looked_at_again(control, moment))
        found.append(
            [
                Case(
                    person,
                    one,
                    tuple(
                        judge(
                            asks[person][kind], kind, done.get(person, {}).get(kind), early=early.get(person)
                        )
                        for kind in control.block.checks
                    ),
                )
                for person, one in those.items()
            ]
        )
    return found


def looked_at_again(control: Placed, moment: Moment) -> Again | None:
    """From one look at a check to the next, where the policy gives a figure for it."""
    limit = _figure(control, "again", moment)
    return _next(limit.value, moment) if limit and limit.value else None


def _next(limit: Time, moment: Moment) -> Again | None:
    days = calendar(moment, name=limit.calendar or "")

    @cache
    def after(last: date) -> date:
        return london_day(due(_noon(last), limit.span, limit.rule, days, limit.roll))

    try:
        after(london_day(moment.as_at))
    except (HoursNotSet, TermsNotSet):
        return None
    return after


def check_lacks(control: Placed, scope: Scope) -> Iterator[Lack]:
    """A figure that the policy leaves to the provider, or a post that nobody holds."""
    for key in ("by", "again"):
        limit = _figure(control, key, scope.moment)
        if limit is not None and limit.given is Given.LOCAL:
            yield Lack(
                f"{control.address}.{key}", "The policy leaves a time to you, and it is not given yet."
            )
    roles = control.block.owes.roles()
    if roles and not holders(roles, scope.moment):
        yield Lack(control.address, "Nobody holds the post that sees to these checks.")


def check_duties(control: Placed, scope: Scope) -> Iterator[Duty]:
    """What is still to be done: each check that somebody lacks, and each that is to be looked at again."""
    if scope.circle is not Stream.OPEN:
        return
    block, moment = control.block, scope.moment
    by, again = _figure(control, "by", moment), _figure(control, "again", moment)
    limit = _FIRST_DAY if by is None else by.value
    for case in cases(control, moment):
        for cell in case.cells:
            if cell.state in BARS:
                occasion = f"{cell.kind}-{case.joined.began:%Y-%m-%d}"
                since, asks = case.joined.began, limit
            elif (
                cell.made is not None
                and again is not None
                and again.value
                and cell.state is not State.NOT_REQUIRED
            ):
                occasion = f"{cell.kind}-again-{cell.made.last_checked}"
                since, asks = _noon(cell.made.last_checked), again.value
            else:
                continue
            yield Duty(ABOUT_CHECKS, case.person, occasion, block.owes, since, asks, remind=block.remind)


def check_readings(controls: Sequence[Placed], scope: Scope) -> list[Reading]:
    """Of how many people each control speaks of everything is there, at the scope's moment."""
    if scope.circle is not Stream.OPEN:
        return [_reading(one, [], scope.moment) for one in controls]
    found = zip(controls, cases_of(controls, scope.moment), strict=True)
    return [_reading(one, people, scope.moment) for one, people in found]


def _reading(control: Placed, found: Sequence[Case], moment: Moment) -> Reading:
    if not found:
        return Reading(Status.NO_OCCASION, "nobody here belongs to those of whom it is asked")
    lacking = [case for case in found if case.lacks]
    count = Count(len(found) - len(lacking), len(found), UNIT)
    if lacking:
        return _of_lacking(control, moment, lacking, count)
    late = sum(bool(case.waits) for case in found)
    if late:
        said = f"all are there; {late} of {len(found)} people are to be looked at again"
        return Reading(Status.AT_RISK, said, Basis.DOCUMENT_SEEN, count)
    again = _figure(control, "again", moment)
    if again is not None and again.value is None:
        return Reading(Status.NOT_SET, f"all are there; when somebody looks again: {again.why}", count=count)
    return Reading(Status.MET, "every check is there", Basis.DOCUMENT_SEEN, count)


def _of_lacking(control: Placed, moment: Moment, lacking: list[Case], count: Count) -> Reading:
    said = f"{len(lacking)} of {count.of} people lack a check"
    by = _figure(control, "by", moment)
    if by is not None and by.value is None:
        return Reading(Status.NOT_SET, f"{said}; by when they are to have it: {by.why}", count=count)
    until = [_until(case.joined.began, by.value if by else _FIRST_DAY, moment) for case in lacking]
    if all(end is not None and moment.as_at <= end for end in until):
        return Reading(Status.NOT_YET_DUE, f"{said}, and their time is not over", Basis.DOCUMENT_SEEN, count)
    return Reading(Status.NOT_MET, said, Basis.DOCUMENT_SEEN, count)


def _until(began: datetime, limit: Time | None, moment: Moment) -> datetime | None:
    if limit is None:
        return None
    try:
        return due(began, limit.span, limit.rule, calendar(moment, name=limit.calendar or ""), limit.roll)
    except (HoursNotSet, TermsNotSet):
        return None


def _figure(control: Placed, key: str, moment: Moment) -> Resolved[Time] | None:
    figure: TimeLimit | None = getattr(control.block, key)
    return None if figure is None else resolve(figure, {}, lookup(moment), f"{control.address}.{key}")


def _noon(day: date) -> datetime:
    return from_london(day, _NOON)
