"""Occasions: "this happened", raised in a room below and acted on in rooms above, within one transaction.

Receivers register at start-up and are called at once, in the turn of the operation that announces. When one of them
fails the operation fails: all of it happened, or nothing did. What happens to many things at once is announced at once,
so that a receiver may read and write for all of them together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, dataclass_transform, get_type_hints

from ..audit.operations import Turn
from ..kernel.wordless import is_wordless


class Occasion:
    """Something that happened. Subclasses are declared with `@occasion` and hold ids, enums, numbers and dates."""


H = TypeVar("H", bound=Occasion)
_Receiver = Callable[[Sequence[Any], Turn], None]
_RECEIVERS: dict[type[Occasion], dict[tuple[str, str], _Receiver]] = {}


@dataclass_transform(frozen_default=True)
def occasion(cls: type[H]) -> type[H]:
    """Declare an occasion; a field that could hold words is refused when the module is imported."""
    made = dataclass(frozen=True)(cls)
    for field, kind in get_type_hints(made).items():
        if not is_wordless(kind):
            raise TypeError(
                f"{cls.__name__}.{field}: an occasion holds ids, enums, numbers and dates, never {kind}"
            )
    _RECEIVERS[made] = {}
    return made


def on(kind: type[H]) -> Callable[[Callable[[H, Turn], None]], Callable[[H, Turn], None]]:
    """Register a receiver of one kind of occasion; refuses the same function twice."""

    def register(receiver: Callable[[H, Turn], None]) -> Callable[[H, Turn], None]:
        def one_by_one(happened: Sequence[H], turn: Turn) -> None:
            for one in happened:
                receiver(one, turn)

        _register(kind, receiver, one_by_one)
        return receiver

    return register


def on_many(
    kind: type[H],
) -> Callable[[Callable[[Sequence[H], Turn], None]], Callable[[Sequence[H], Turn], None]]:
    """Register a receiver that takes all that is announced at once; refuses the same function twice."""

    def register(receiver: Callable[[Sequence[H], Turn], None]) -> Callable[[Sequence[H], Turn], None]:
        _register(kind, receiver, receiver)
        return receiver

    return register


def _register(kind: type[Occasion], receiver: Callable[..., None], called: _Receiver) -> None:
    name = (receiver.__module__, receiver.__qualname__)
    if name in _RECEIVERS[kind]:
        raise TypeError(f"{'.'.join(name)} already receives {kind.__name__}")
    _RECEIVERS[kind][name] = called


def announce(happened: Occasion, turn: Turn) -> None:
    """Tell every receiver, in the order in which they registered, within the turn."""
    announce_all([happened], turn)


def announce_all(happened: Sequence[H], turn: Turn) -> None:
    """Tell every receiver of several occasions of one kind: the first receiver of all of them, then the next."""
    if happened:
        for receive in tuple(_RECEIVERS[type(happened[0])].values()):
            receive(happened, turn)
