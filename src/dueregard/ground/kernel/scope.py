"""Which provider we are working for, in this request, job or command.

Every model of a provider reads it; outside a scope every such query raises. Only `tenancy.enter` sets it.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

P = ParamSpec("P")
R = TypeVar("R")

_MOST = 64
"""Answers kept at a time; a page asks for fewer."""
_current: ContextVar[UUID | None] = ContextVar("provider", default=None)
_read_only: ContextVar[bool] = ContextVar("read_only", default=False)
_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


class OutOfScope(RuntimeError):
    """A provider's rows were asked for outside any provider's scope: a fault in our code, never a refusal."""


def provider_id() -> UUID:
    """The provider we are working for; raises `OutOfScope` when there is none."""
    current = _current.get()
    if current is None:
        raise OutOfScope(OutOfScope.__doc__)
    return current


def is_entered() -> bool:
    """Whether we are working for a provider."""
    return _current.get() is not None


def is_read_only() -> bool:
    """Whether the records of the provider in scope may be read and added to by reports, and not changed."""
    return _read_only.get()


@contextmanager
def set_provider(provider: UUID, *, read_only: bool = False) -> Iterator[None]:
    """Work for `provider` within the block. A scope is never entered inside another provider's."""
    current = _current.get()
    if current is not None and current != provider:
        raise OutOfScope("A second provider's scope was entered inside the first.")
    token = _current.set(provider)
    shut = _read_only.set(read_only)
    answers = _answers.set(_answers.get() if current else {})
    try:
        yield
    finally:
        _answers.reset(answers)
        _read_only.reset(shut)
        _current.reset(token)


def remembered(read: Callable[P, R]) -> Callable[P, R]:
    """A reading of facts of the house, or of the world outside, that is answered once within a scope, until one of
    those is written in it or a turn begins.

    What was known at a moment never changes; a fact written at this very moment is the one thing that could.
    """

    @wraps(read)
    def answer(*args: P.args, **named: P.kwargs) -> R:
        kept = _answers.get()
        if kept is None:
            return read(*args, **named)
        asked = (read, args, tuple(sorted(named.items())))
        if asked not in kept:
            found = read(*args, **named)
            if len(kept) >= _MOST:
                kept.clear()
            kept[asked] = found
        known: R = kept[asked]
        return known

    return answer


def know(reading: Callable[[], R], found: R) -> None:
    """Answer a `remembered` reading from what was found on the way to something else, until the next `forget`."""
    kept = _answers.get()
    if kept is not None:
        kept[reading.__wrapped__, (), ()] = found  # type: ignore[attr-defined]


def forget() -> None:
    """Answer nothing from memory any more: a fact of the house was written, or somebody else may have written one."""
    if kept := _answers.get():
        kept.clear()
