"""What a figure comes to for some facts: its value, or why there is none. Never a silent default."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from .figure import Figure, Given, Saying
from .trouble import Troubles

T = TypeVar("T")
LONGEST_CHAIN = 8


class Lookup(Protocol):
    """Where values that are not in this control live."""

    def local(self, address: str) -> object | None:
        """What the provider typed for `policy/kind.id.key`; None: not given yet."""

    def inherited(self, address: str, key: str) -> tuple[str, Figure[Any]] | None:
        """The figure at `policy/kind.id[.key]` and its full address; `key` for an address without one."""


class NothingElsewhere:
    """A lookup that knows no other policy and no local value: the file alone."""

    def local(self, address: str) -> object | None:
        """Nothing is given."""
        return None

    def inherited(self, address: str, key: str) -> tuple[str, Figure[Any]] | None:
        """No other policy is known."""
        return None


@dataclass(frozen=True, slots=True)
class Resolved(Generic[T]):
    """A value with its reason. `value` is None unless `given` is VALUE; `given` NONE means no limit."""

    value: T | None
    given: Given
    why: str
    inherited_from: str = ""
    """The full address of the figure that gave it, when it came from elsewhere."""
    aim: T | str | None = None
    clash: bool = False
    """The policy clashes here and the stricter reading holds."""


def resolve(figure: Figure[T], facts: Mapping[str, object], lookup: Lookup, address: str = "") -> Resolved[T]:
    """Say what `figure`, which lives at `address` (`policy/kind.id.key`), comes to for these facts."""
    seen: list[str] = []
    found: Figure[T] = figure
    here = address
    while True:
        says, why = _choose(found, facts)
        if says.given is not Given.INHERITED:
            break
        key = here.rsplit(".", 1)[-1]
        # a source without a policy is in the same policy as the figure that names it
        source = says.source if "/" in says.source else f"{here.split('/')[0]}/{says.source}"
        elsewhere = lookup.inherited(source, key)
        if elsewhere is None:
            return Resolved(
                None, Given.NOT_SET, f"the policy takes it from {says.source}, which is not in force here"
            )
        here, found = elsewhere
        if here in seen or len(seen) >= LONGEST_CHAIN:
            return Resolved(None, Given.NOT_SET, "the policies take it from each other in a circle")
        seen.append(here)
    inherited_from = seen[-1] if seen else ""
    if says.given is Given.LOCAL:
        says, why = _local(found, lookup, here)
    return Resolved(says.value, says.given, why, inherited_from, figure.aim or found.aim, found.clashes)


def _choose(figure: Figure[T], facts: Mapping[str, object]) -> tuple[Saying[T], str]:
    if not figure.cases:
        return figure.says, "of clashing readings the stricter holds" if figure.clashes else _why(figure.says)
    for case in figure.cases:
        if case.when.matches(facts):
            return case.says, f"because {case.when.words().removeprefix('when ')}"
    return Saying(Given.NOT_SET), "no case of the policy covers this"


def _local(figure: Figure[T], lookup: Lookup, address: str) -> tuple[Saying[T], str]:
    raw = lookup.local(address)
    if raw is None:
        return Saying(Given.LOCAL), "the policy leaves it to the provider, who has not given it yet"
    try:
        return Saying(Given.VALUE, figure.read_local(str(raw))), "given by the provider"
    except Troubles as troubles:
        return Saying(Given.LOCAL), f"the provider's value cannot be used: {troubles}"


def _why(says: Saying[Any]) -> str:
    match says.given:
        case Given.VALUE:
            return "the policy says so"
        case Given.NONE:
            return "the policy says there is no limit"
        case _:
            return "the policy does not say"
