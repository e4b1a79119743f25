"""What is good, what is to be looked at and what is broken: one small judgement each. Pure."""

from collections.abc import Iterable

from ..vocabulary import Line, State

_GRAVITY = tuple(State)


def gravest(lines: Iterable[Line]) -> State:
    """How the whole stands: as its worst part."""
    return max((line.found.state for line in lines), key=_GRAVITY.index, default=State.GOOD)


def exit_status(state: State) -> int:
    """0 all good, 1 something to look at, 2 something broken."""
    return _GRAVITY.index(state)
