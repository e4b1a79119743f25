"""A year of training and reading: courses given, a new edition of what everybody reads, a gate, an exemption."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID

from ...authority.people.audiences import members
from ...authority.policy.answers import Basis
from ...authority.policy.queries import shelf
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, from_london, london_day
from ...work.training.controls.in_force import Required, required
from ...work.training.operations.completing import record_completions
from ...work.training.operations.editions import adopt_edition
from ...work.training.operations.exempting import exempt_person
from ...work.training.operations.passing import GateShut, pass_gate
from ...work.training.operations.ticking import tick
from ...work.training.queries.standing import standing
from ...work.training.queries.sureness import courses_asked_of
from ...work.training.vocabulary import Mode, Result, State
from .happening import Crew, Happening
from .people import Plays
from .sureness import say_how_sure

_BY = Plays.LEAD
"""Whoever leads keeps what people have learnt."""
_UNTRAINED, _OVERDUE = "untrained", "overdue"
_READ_AFTER = ((6, 1), (13, 2), (24, 2), (32, 3), (39, 3), (47, 2), (56, 2))
"""So many days after a new edition so many people read it."""
_NEVER_READ = 2
_SOON_ENOUGH, _LONG_ENOUGH = 60, 320
"""So many days ago there was time for people to read, and there were people to read."""


def learning(crew: Crew) -> Iterator[Happening]:
    """What people learn and read in the year."""
    adopted = new_edition_on(crew.today)
    ago = (crew.today - adopted).days
    yield crew.happens(356, partial(_edition, crew, adopted.year - 1))
    yield crew.happens(356, partial(_policy_on_paper, crew))
    yield crew.happens(354, partial(_before, crew))
    yield crew.happens(340, partial(_sheets, crew, 0), hour=16)
    yield crew.happens(339, partial(_taken_through, crew))
    yield crew.happens(338, partial(_exempt, crew))
    yield crew.happens(300, partial(_sheets, crew, 1), hour=16)
    yield crew.happens(200, partial(_gate, crew, "leads"))
    yield crew.happens(60, partial(_again, crew), hour=16)
    yield crew.happens(9, partial(_starters, crew), hour=16)
    yield crew.happens(2, partial(_gate, crew, "unchecked"))
    yield crew.happens(ago, partial(_edition, crew, adopted.year), hour=0)
    for after, many in _READ_AFTER:
        yield crew.happens(ago - after, partial(_read, many), hour=12)


def new_edition_on(today: date) -> date:
    """The first of September, when the guidance comes out; where that is too near or too far to show how people take it
    up, the first of a month some months ago."""
    september = date(today.year, 9, 1)
    if september > today:
        september = september.replace(year=today.year - 1)
    if _SOON_ENOUGH <= (today - september).days <= _LONG_ENOUGH:
        return september
    return (today - timedelta(days=100)).replace(day=1)


def _readings(moment: Moment) -> list[Required]:
    return [one for one in required(moment) if one.control.kind == "reading"]


def _edition(crew: Crew, year: int, now: datetime) -> None:
    """Whoever reads it is asked for the edition of a year; of the first, everybody's signature is there on paper."""
    for one in _readings(Moment.now(now)):
        before = one.asked.requirement.edition
        document = one.control.block.document
        if _is_its_own(one):
            continue  # it is to be read from the day it came into force
        adopt_edition(
            document=document, edition=str(year), title=f"{one.control.block.title} ({year})",
            link="https://example.org/guidance", since=now, actor=crew.as_(_BY), now=now,
        )  # fmt: skip
        if not before:
            record_completions(
                person_ids=_asked(one, now), course=document, done_on=london_day(now), result=Result.READ,
                basis=Basis.DOCUMENT_SEEN, edition=str(year), actor=crew.as_(_BY), now=now,
            )  # fmt: skip


def _policy_on_paper(crew: Crew, now: datetime) -> None:
    """Everybody who works here signed on paper that they had read the policy when it came in."""
    for one in _readings(Moment.now(now)):
        if _is_its_own(one) and (people := _asked(one, now)):
            record_completions(
                person_ids=people, course=one.control.block.document, done_on=london_day(now), result=Result.READ,
                basis=Basis.DOCUMENT_SEEN, edition=one.asked.requirement.edition, actor=crew.as_(_BY), now=now,
            )  # fmt: skip


def _is_its_own(one: Required) -> bool:
    return one.control.block.document == one.control.policy


def _read(many: int, now: datetime) -> None:
    """So many more read the edition in force, and say so themselves; some never do."""
    for one in _readings(Moment.now(now)):
        asked = one.asked.requirement
        stood = standing(asked, one.asked.audience, Moment.now(now))
        people = sorted(person for person, how in stood.items() if how.state is not State.KEPT)
        for person in people[: min(many, len(people) - _NEVER_READ)]:
            record_completions(
                person_ids=[person], course=one.control.block.document, done_on=london_day(now),
                result=Result.READ, basis=Basis.HAPPENED_HERE, edition=asked.edition,
                actor=Actor.person(person), now=now,
            )  # fmt: skip


def _before(crew: Crew, now: datetime) -> None:
    """What one of them had learnt before all this was kept here, by their own word."""
    for (course, result), _people in _taught(now).items():
        _record(
            crew,
            course,
            result,
            [crew.joined[_OVERDUE]],
            now,
            done_on=crew.day(402),
            basis=Basis.SOMEBODYS_WORD,
        )


def _sheets(crew: Crew, half: int, now: datetime) -> None:
    """One of two days on which each course is given: half of those whom it is asked of come to each."""
    out = {crew.joined[_UNTRAINED], crew.joined[_OVERDUE]}
    for (course, result), people in _taught(now).items():
        there = [one for one in people if one not in out][half::2]
        _record(crew, course, result, there, now)
        if course in courses_asked_of(Moment.now(now)):
            say_how_sure(course, len(there), now)


def _again(crew: Crew, now: datetime) -> None:
    """What is taught again is taught again, and one of them does not come."""
    out = {crew.joined[_UNTRAINED], crew.joined[_OVERDUE]}
    for (course, result), people in _taught(now, again=True).items():
        _record(crew, course, result, [one for one in people if one not in out], now, mode=Mode.DISTANCE)


def _taken_through(crew: Crew, now: datetime) -> None:
    """Everybody is taken through the checklists, and one of them not to the end."""
    for one in required(Moment.now(now)):
        if one.control.kind == "checklist":
            items, asked = one.asked.requirement.courses, set(_asked(one, now))
            halfway = asked & {crew.joined[_OVERDUE]}
            for people, part in ((sorted(asked - halfway), items), (sorted(halfway), items[:1])):
                if not people:
                    continue
                tick(
                    checklist=one.address, person_ids=people, items=part, done_on=london_day(now),
                    basis=Basis.HAPPENED_HERE, actor=crew.as_(_BY), now=now,
                )  # fmt: skip


def _starters(crew: Crew, now: datetime) -> None:
    for (course, result), _people in _taught(now).items():
        _record(crew, course, result, [crew.joined["early"]], now)


def _taught(now: datetime, *, again: bool = False) -> dict[tuple[str, Result], list[UUID]]:
    """Each course that the policy asks for, as it wants it shown, and of whom it is asked."""
    found: dict[tuple[str, Result], list[UUID]] = {}
    for one in required(Moment.now(now)):
        asked = one.asked.requirement
        if one.control.kind == "training" and (asked.every or not again):
            result = Result.PASSED if Result.PASSED in asked.accepts else min(asked.accepts)
            people = _asked(one, now)
            for course in asked.courses:
                found[course, result] = list(dict.fromkeys([*found.get((course, result), ()), *people]))
    return found


def _asked(one: Required, now: datetime) -> list[UUID]:
    rows = members(one.asked.audience, Moment.now(now))
    return list(rows.order_by("person_id").values_list("person_id", flat=True))


def _record(
    crew: Crew,
    course: str,
    result: Result,
    people: list[UUID],
    now: datetime,
    *,
    done_on: date | None = None,
    basis: Basis = Basis.HAPPENED_HERE,
    mode: Mode = Mode.FACE_TO_FACE,
) -> None:
    if people:
        record_completions(
            person_ids=people, course=course, done_on=done_on or london_day(now), result=result, basis=basis,
            mode=mode, actor=crew.as_(_BY), now=now,
        )  # fmt: skip


def _exempt(crew: Crew, now: datetime) -> None:
    """From one thing, for a reason and until a day."""
    first = next((one for one in required(Moment.now(now)) if one.control.kind == "training"), None)
    if first:
        exempt_person(
            person_id=crew.joined["exempt"], control=first.address, until=from_london(crew.day(-120), time(9)),
            reason="Teaches this course here, and is taught it elsewhere.", actor=crew.as_(_BY), now=now,
        )  # fmt: skip


def _gate(crew: Crew, key: str, now: datetime) -> None:
    """Somebody comes to every gate of the policy, and passes where nothing is missing; else it stays shut."""
    for gate in shelf(Moment.now(now)).of_kind("gate"):
        with suppress(GateShut):
            pass_gate(
                gate=gate.address,
                person_id=crew.joined[key],
                passed_on=london_day(now),
                actor=crew.as_(_BY),
                now=now,
            )
