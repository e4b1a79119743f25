"""The gate: judges a policy file alone and says everything it cannot honour, together, each at its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .coverage import Rows, check_meets
from .crosschecks import Spoilt, cross_check
from .faults import read_fields, read_model
from .grammar.bounds import read_text
from .grammar.document import Document, Fence, read_document
from .grammar.toml import Places, read_toml
from .header import Header
from .kinds import KINDS, Registry
from .pack import Control, Pack
from .problems import Problem, Severity, error
from .silences import Clash, NotSet, clashes, not_set
from .values.trouble import Trouble, one_of
from .values.who import Named


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the gate found. `pack` is None when any problem is an error."""

    path: str
    pack: Pack | None
    problems: tuple[Problem, ...]
    not_set: tuple[NotSet, ...] = ()
    clashes: tuple[Clash, ...] = ()


def judge(
    data: bytes, path: str, catalogues: Mapping[str, Rows] | None = None, kinds: Registry = KINDS
) -> Judgement:
    """Judge a file; never raises, whatever the bytes.

    With `catalogues` (by the prefix of their ids, `S0`), a `meets` that its catalogue lacks is an error.
    """
    text, problems = read_text(data)
    if problems:
        return Judgement(path, None, tuple(sorted(problems)))
    document = read_document(text)
    problems += document.problems
    if document.too_much:
        return Judgement(path, None, _tidy(problems))
    header, places = _read_header(document, problems)
    read = [_read_control(fence, kinds, problems) for fence in document.fences]
    controls = [control for control in read if isinstance(control, Control)]
    spoilt = [control for control in read if isinstance(control, Spoilt)]
    titles = _titles(controls, kinds)
    clauses = frozenset(clause.id for clause in document.clauses)
    problems += cross_check(header, places, controls, spoilt, document.fences, clauses, titles, kinds)
    problems += check_meets(controls, catalogues or {})
    broken = header is None or any(problem.severity is Severity.ERROR for problem in problems)
    if header is None or broken:
        return Judgement(path, None, _tidy(problems))
    pack = Pack(path, text, header, tuple(document.clauses), tuple(controls), document.words, titles)
    return Judgement(path, pack, _tidy(problems), not_set(pack), clashes(pack))


@lru_cache(maxsize=64)
def judge_once(data: bytes, path: str) -> Judgement:
    """`judge` by the shipped kinds alone, remembered: the same text is judged once in a process.

    Judging reads a whole language; providers that share a policy share what was read, which never changes.
    """
    return judge(data, path)


def _tidy(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems)))


def _read_header(document: Document, problems: list[Problem]) -> tuple[Header | None, Places]:
    if document.header is None:
        return None, Places(1)
    values, places, found = read_toml(document.header, "")
    problems += found
    if values is None:
        return None, places
    header, troubles = read_model(Header, values, "the front matter")
    problems += [_at(places, "", trouble) for trouble in troubles]
    return header, places


def _read_control(fence: Fence, kinds: Registry, problems: list[Problem]) -> Control | Spoilt | None:
    kind = kinds.get(fence.kind)
    if kind is None:
        near = kinds.nearest(fence.kind)
        meant = f" Did you mean {near!r}?" if near else f" Known: {one_of(kinds.names)}."
        problems.append(
            error(fence.line, 1, fence.name, f"there is no kind of control {fence.kind!r}.{meant}")
        )
        return None
    values, places, found = read_toml(fence.toml, fence.name)
    problems += found
    if values is None:
        return None
    places.start = (fence.line, 1)
    block, troubles = read_model(kind.Block, values, f"this {fence.kind}")
    problems += [_at(places, fence.name, trouble) for trouble in troubles]
    if block is None:
        bad = [trouble.path[0] for trouble in troubles if trouble.path]
        return Spoilt(fence.name, kind, read_fields(kind.Block, values, bad), places)
    return Control(fence.kind, fence.id, fence.clause, block, places)


def _at(places: Places, name: str, trouble: Trouble) -> Problem:
    key = ".".join(str(part) for part in ((name,) if name else ()) + trouble.path)
    return error(*places.find(trouble.path), key, trouble.message)


def _titles(controls: list[Control], kinds: Registry) -> dict[Named, str]:
    titles: dict[Named, str] = {}
    for control in controls:
        kind: Any = kinds.get(control.kind)
        titles |= kind.declares(control.id, control.block)
    return titles
