"""Which provider we are working for, in this request, job or command.

Every model of a provider reads it; outside a scope every such query raises. Only `tenancy.enter` sets it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

_current: ContextVar[UUID | None] = ContextVar("provider", default=None)


class OutOfScope(RuntimeError):
    """A provider's rows were asked for outside any provider's scope: a fault in our code, never a refusal."""


def provider_id() -> UUID:
    """The provider we are working for; raises `OutOfScope` when there is none."""
    current = _current.get()
    if current is None:
        raise OutOfScope(OutOfScope.__doc__)
    return current


@contextmanager
def set_provider(provider: UUID) -> Iterator[None]:
    """Work for `provider` within the block. A scope is never entered inside another provider's."""
    current = _current.get()
    if current is not None and current != provider:
        raise OutOfScope("A second provider's scope was entered inside the first.")
    token = _current.set(provider)
    try:
        yield
    finally:
        _current.reset(token)
