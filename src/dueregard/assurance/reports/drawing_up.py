"""What a report to a board says, drawn up from the records of the open circle: never a name, and no matter apart."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from ...authority.access.vocabulary import Capability, Circle
from ...authority.people.controls.objective import OBJECTIVE
from ...authority.policy.answers import Status
from ...authority.policy.queries import in_force, shelf
from ...ground.kernel.moments import Moment, from_london, london_day
from ...work.casework.labels import capital, said
from ...work.casework.models import Action
from ...work.casework.queries.figures import EVERY, by_strand, reported
from ...work.casework.vocabulary import State
from ...work.governance.queries.editions import editions_of
from ...work.governance.queries.threat import seen
from ...work.liaison.queries import controls as liaisons
from ...work.liaison.queries import logs
from ..status.history import changed_since
from ..status.queries import clauses, lacks
from ..status.rules.stands import ClauseStatus, ControlStatus
from .rules.board import Section, Told, number, part_of, parts, stands, why, window

LEARNT = frozenset({"training", "reading", "checklist", "confidence"})
"""The kinds of control that say what people learn and read."""
_TROUBLES = (Status.NOT_MET, Status.AT_RISK, Status.NOT_SET, Status.NO_DATA)


def boards(moment: Moment) -> tuple[str, ...]:
    """What the bodies are called that policies in force let see the board's figures."""
    roles = (one.block for one in in_force("role", moment))
    names = (one.title for one in roles if one.body and Capability.SEE_BOARD_FIGURES in one.may)
    return tuple(dict.fromkeys(names))


def draw_up(board: str, meeting_on: date, since_last: date, moment: Moment) -> Told:
    """A report as things are now; its figures are of the last twelve whole months, as they were known when this month
    began. `since_last`: since when changes are told."""
    since, until = window(london_day(moment.as_at))
    found = clauses(moment)
    sections = (
        _numbers(since, until),
        _actions(moment),
        _risk(moment),
        _policies(found, moment),
        _objectives(found),
        _learnt(found),
        _changed(found, since_last, moment),
    )
    return Told(board, meeting_on, since, until, sections)


def _numbers(since: date, until: date) -> Section:
    begins, ends = (from_london(day, time()) for day in (since, until))
    then = Moment(ends, ends)
    found = reported(begins, ends, then)
    strands = {strand: counts[EVERY] for strand, counts in by_strand(begins, ends, then).items()}
    lines = [("Concerns reported", number(found.total))]
    for whose, counts in (("of these", strands), ("of these, about", found.about)):
        named = {capital(said(kind)): count for kind, count in counts.items()}
        lines += [(f"{whose}: {name}", told) for name, told in parts(named, found.total)]
    return Section("In numbers", tuple(lines))


def _actions(moment: Moment) -> Section:
    rows = Action.objects.known(moment.known_at).filter(done_at=None, concern__circle=Circle.OPEN)
    rows = rows.exclude(concern__state__in=(State.CLOSED, State.DISPOSED))
    today = london_day(moment.as_at)
    whole, late = rows.count(), rows.filter(due_on__lt=today).count()
    found = logs([one.address for one in liaisons(moment)], moment).values()
    agreed = [one for log in found for one in log.open()]
    lines = [
        ("Actions on concerns, open", number(whole)),
        ("of these past their day", part_of(late, whole)),
        ("Agreed with those outside, open", str(len(agreed))),
        ("of these past their day", str(sum(one.due_on < today for one in agreed))),
        ("What our policies still lack: posts, numbers, times", str(len(lacks(moment)))),
    ]
    return Section("Open actions", tuple(lines))


def _risk(moment: Moment) -> Section:
    sights = seen(moment)
    level = (
        [("National threat level", f"{sights[-1].level}, seen on {_day(sights[-1].on)}")] if sights else []
    )
    return Section("Risk", tuple(level), "Nobody has written down the national threat level.")


def _policies(found: Iterable[ClauseStatus], moment: Moment) -> Section:
    lines: list[tuple[str, str]] = []
    every = tuple(found)
    for _edition, pack in shelf(moment).editions:
        own = [one for one in every if one.policy == pack.policy]
        counts = Counter(one.status for one in own)
        told = ", ".join(f"{status}: {counts[status]}" for status in Status if counts[status])
        lines.append((pack.header.title, f"parts of it by how they stand: {told}"))
        lines += [(one.title, _why(one)) for one in own if one.status in _TROUBLES]
    return Section("How our policies are kept", tuple(lines), "No policy is in force.")


def _why(clause: ClauseStatus) -> str:
    return why(one.reading for one in clause.controls if one.reading.status is clause.status)


def _objectives(found: Iterable[ClauseStatus]) -> Section:
    lines = tuple((capital(one.words), stands(one.reading)) for one in _of_kinds(found, {OBJECTIVE}))
    return Section("What we want to reach", lines, "No policy in force says so with what bears it.")


def _learnt(found: Iterable[ClauseStatus]) -> Section:
    lines = tuple((capital(one.words), stands(one.reading)) for one in _of_kinds(found, LEARNT))
    return Section("Training and reading", lines, "No policy in force asks for any.")


def _of_kinds(found: Iterable[ClauseStatus], kinds: Iterable[str]) -> Iterator[ControlStatus]:
    for clause in found:
        for one in clause.controls:
            if one.address.rpartition("/")[2].partition(".")[0] in kinds:
                yield one


def _changed(found: tuple[ClauseStatus, ...], since: date, moment: Moment) -> Section:
    changes = changed_since(since, found, moment)
    lines = [
        (one.title, f"{one.before or 'not there'} → {one.after or 'not there any more'}")
        for one in (changes.lines if changes else ())
    ]
    if changes and changes.more:
        lines.append(("More parts that changed", str(changes.more)))
    begins: datetime = from_london(since, time())
    for _edition, pack in shelf(moment).editions:
        for one in editions_of(pack.policy, moment):
            if begins <= one.since <= moment.as_at:
                lines.append((pack.header.title, f"a new edition from {_day(london_day(one.since))}"))
    return Section(f"What changed since {_day(since)}", tuple(lines), "Nothing that is kept.")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def before(moment: Moment) -> date:
    """Since when changes are told where there was no report before: a quarter of a year."""
    return london_day(moment.as_at) - timedelta(days=91)
