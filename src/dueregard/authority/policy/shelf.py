"""Several policies on one shelf: what one leaves to another must be there, and nothing may be there twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .grammar.toml import Places
from .pack import Control, Pack, key_of
from .problems import Problem, Severity
from .values.figure import Figure, Given
from .values.walk import Found, walk
from .values.who import Named, Prefix, Who


@dataclass(frozen=True, slots=True)
class ShelfProblem:
    """A problem and the file it is in."""

    path: str
    problem: Problem

    def render(self) -> str:
        """As the gate writes it."""
        return self.problem.render(self.path)


def shelf(packs: Sequence[Pack]) -> tuple[ShelfProblem, ...]:
    """Judge several policies together: everything one of them needs of another and does not get."""
    found: list[ShelfProblem] = []
    by_policy: dict[str, Pack] = {}
    for pack in packs:
        first = by_policy.setdefault(pack.policy, pack)
        if first is not pack:
            message = f"the policy {pack.policy!r} is already given by {first.path}; keep one edition of it."
            found.append(ShelfProblem(pack.path, Problem(1, 1, "policy", Severity.ERROR, message)))
    for pack in packs:
        for control, path, value in _everything(pack):
            message = _who(value, by_policy) or _figure(value, key_of(path), pack, by_policy)
            if message:
                places = control.places if control else Places(2)
                key = ".".join(filter(None, (control.name if control else "", key_of(path))))
                found.append(
                    ShelfProblem(pack.path, Problem(*places.find(path), key, Severity.ERROR, message))
                )
    return tuple(found)


def find_figure(
    packs: Mapping[str, Pack], address: str, key: str, home: str = ""
) -> tuple[str, Figure[Any]] | None:
    """The figure at `policy/kind.id[.key]` and its full address; one without a policy is in `home`."""
    policy, _, rest = address.rpartition("/")
    kind, id, *keys = rest.split(".", 2)
    pack = packs.get(policy or home)
    control = pack.control(kind, id) if pack else None
    if pack is None or control is None:
        return None
    wanted = keys[0] if keys else key
    for path, value in walk(control.block):
        if isinstance(value, Figure) and key_of(path) == wanted:
            return f"{pack.address(control)}.{wanted}", value
    return None


def _everything(pack: Pack) -> Iterator[tuple[Control | None, tuple[str | int, ...], Found]]:
    for path, value in walk(pack.header):
        yield None, path, value
    for control in pack.controls:
        for path, value in walk(control.block):
            yield control, path, value


def _who(value: Found, packs: Mapping[str, Pack]) -> str:
    if not isinstance(value, Who):
        return ""
    for named in value.flatten():
        if named.prefix is Prefix.PERSON:
            continue
        own = Named(named.prefix, named.id)
        asked = [packs[named.policy]] if named.policy in packs else []
        if named.policy and not asked:
            return f"{named.plain()!r} belongs to the policy {named.policy!r}, which is not among these."
        if not any(own in other.titles for other in asked or packs.values()):
            return f"none of these policies declares {named.plain()!r}."
    return ""


def _figure(value: Found, key: str, pack: Pack, packs: Mapping[str, Pack]) -> str:
    if not isinstance(value, Figure):
        return ""
    sayings = [value.says, *(case.says for case in value.cases)]
    for says in sayings:
        if says.given is Given.INHERITED:
            found = find_figure(packs, says.source, key, pack.policy)
            if found is None:
                return f"there is no figure at {says.source!r} among these policies."
            if type(found[1]) is not type(value):
                return f"the figure at {says.source!r} is of another sort than this one."
    return ""
