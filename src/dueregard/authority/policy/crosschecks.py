"""What is wrong between the parts of a file: ids used twice, undeclared names, unknown facts and anchors."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .blocks import Block
from .grammar.document import Fence
from .grammar.toml import Places
from .header import Header
from .kinds import Kind, Registry
from .pack import Control, key_of
from .problems import Problem, Severity, error
from .values.figure import Figure, Given
from .values.time import Time
from .values.trouble import Path, one_of
from .values.walk import walk
from .values.when import When
from .values.who import Named, Prefix, Who

Said = tuple[Path, str, Severity]


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A control some of whose keys could not be read, with those that could."""

    name: str
    kind: Kind[Any]
    fields: Mapping[str, Any]
    places: Places


class ReadFile:
    """A file as `Kind.check` sees it: its blocks by kind, its clauses, and the names of its controls."""

    def __init__(self, controls: Iterable[Control], clauses: Collection[str], names: Collection[str]) -> None:
        self.clauses, self.names = clauses, names
        self._blocks: dict[str, dict[str, Block]] = {}
        for control in controls:
            self._blocks.setdefault(control.kind, {})[control.id] = control.block

    def blocks(self, kind: str) -> Mapping[str, Block]:
        """Every block of a kind that could be read, by id."""
        return self._blocks.get(kind, {})


def cross_check(
    header: Header | None,
    places: Places,
    controls: Sequence[Control],
    spoilt: Sequence[Spoilt],
    fences: Sequence[Fence],
    clauses: Collection[str],
    titles: Mapping[Named, str],
    kinds: Registry,
) -> list[Problem]:
    """Everything wrong between the parts of a file."""
    file = ReadFile(controls, clauses, frozenset(fence.name for fence in fences))
    names = _Names(header, titles, {fence.id for fence in fences} - {control.id for control in controls})
    problems = _twice(fences)
    if header is not None:
        problems += [_say(places, "", *said) for said in names.check(header, frozenset())]
    for control in controls:
        kind: Kind[Any] = kinds.get(control.kind)  # type: ignore[assignment]  # only known kinds are read
        for trouble in kind.check(control.id, control.block, file):
            problems.append(_say(control.places, control.name, trouble.path, trouble.message, Severity.ERROR))
    read = [(c.name, kinds.get(c.kind), c.block, c.places) for c in controls]
    for name, its_kind, value, where in [*read, *((s.name, s.kind, s.fields, s.places) for s in spoilt)]:
        if its_kind is not None:
            said = [*_own(value, its_kind), *names.check(value, its_kind.persons)]
            problems += [_say(where, name, *one) for one in said]
    return problems + _circles(names.policy, controls)


def _say(places: Places, name: str, path: Path, message: str, severity: Severity) -> Problem:
    line, column = places.find(path)
    return Problem(line, column, ".".join(filter(None, (name, key_of(path)))), severity, message)


def _twice(fences: Sequence[Fence]) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for fence in fences:
        if first.setdefault(fence.name, fence.line) != fence.line:
            message = f"there is already a {fence.name} on line {first[fence.name]}; each id is used once."
            problems.append(error(fence.line, 1, fence.name, message))
    return problems


def _own(value: object, kind: Kind[Any]) -> Iterable[Said]:
    for path, found in walk(value):
        if isinstance(found, When):
            yield from (((*path, *t.path), t.message, Severity.ERROR) for t in found.check(kind.facts))
        elif isinstance(found, Figure):
            messages = (message for time in _times(found) for message in _anchors(time, kind))
            yield from ((path, message, Severity.ERROR) for message in messages)


def _times(figure: Figure[Any]) -> Iterable[Time]:
    said = [
        figure.says.value,
        figure.aim,
        *(c.says.value for c in figure.cases),
        *(w.value for w in figure.wordings),
    ]
    return dict.fromkeys(value for value in said if isinstance(value, Time))


def _anchors(time: Time, kind: Kind[Any]) -> Iterable[str]:
    for anchor in dict.fromkeys((time.anchor, *time.pause, *time.restart)):
        if anchor and anchor not in kind.anchors:
            valid = f"valid: {one_of(sorted(kind.anchors))}" if kind.anchors else "none is known here"
            yield f"{anchor!r} is nothing time can count from in a {kind.name}; {valid}."


class _Names:
    """Judges whether everybody named is declared here, or can be elsewhere."""

    def __init__(self, header: Header | None, titles: Mapping[Named, str], unread: set[str]) -> None:
        self.policy = header.policy if header else ""
        self.titles = titles
        # A control that could not be read still declares its name: a fault is told once, not at every mention.
        self.unread = unread

    def check(self, value: object, persons: frozenset[str]) -> Iterable[Said]:
        for path, found in walk(value):
            if isinstance(found, Who):
                for named in dict.fromkeys((*found.flatten(), *_not_same(found))):
                    yield from ((path, *said) for said in self._check(named, persons))

    def _check(self, named: Named, persons: frozenset[str]) -> Iterable[tuple[str, Severity]]:
        plain = named.plain()
        if named.prefix is Prefix.PERSON:
            if named.id not in persons:
                known = one_of(f"person:{p}" for p in sorted(persons)) if persons else "nobody"
                yield (
                    f"{plain!r} is not known here; of the people of a matter, valid: {known}.",
                    Severity.ERROR,
                )
            return
        declared = Named(named.prefix, named.id) in self.titles or named.id in self.unread
        if declared or named.policy not in ("", self.policy):
            return
        if named.policy:
            yield f"this policy declares no {plain!r}; add it.", Severity.ERROR
        else:
            yield f"this policy declares no {plain!r}; another of the provider's must.", Severity.NOTE


def _not_same(who: Who) -> tuple[Named, ...]:
    inner = (named for member in who.members if isinstance(member, Who) for named in _not_same(member))
    return (*who.not_same, *inner)


def _circles(policy: str, controls: Sequence[Control]) -> list[Problem]:
    """Figures of this file that take their value from each other for ever."""
    leads: dict[str, tuple[str, Control, Path]] = {}
    for control in controls:
        for path, found in walk(control.block):
            if isinstance(found, Figure) and found.says.given is Given.INHERITED:
                key = key_of(path)
                source = found.says.source.removeprefix(f"{policy}/")
                target = source if source.count(".") > 1 else f"{source}.{key}"
                leads[f"{control.name}.{key}"] = (target, control, path)
    problems = []
    for start, (target, control, path) in leads.items():
        seen = {start}
        while target in leads and target not in seen:
            seen.add(target)
            target = leads[target][0]
        if target == start:
            message = "this figure is taken from itself, by way of others; give a value somewhere."
            problems.append(_say(control.places, control.name, path, message, Severity.ERROR))
    return problems
