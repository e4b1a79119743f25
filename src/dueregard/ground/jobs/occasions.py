"""Occasions: "this happened", raised in a room below and acted on in rooms above, within one transaction.

Receivers register at start-up and are called at once, in the turn of the operation that announces. When one of them
fails the operation fails: all of it happened, or nothing did.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, dataclass_transform, get_type_hints

from ..audit.operations import Turn
from ..kernel.wordless import is_wordless


class Occasion:
    """Something that happened. Subclasses are declared with `@occasion` and hold ids, enums, numbers and dates."""


H = TypeVar("H", bound=Occasion)
_RECEIVERS: dict[type[Occasion], list[Callable[[Any, Turn], None]]] = {}


@dataclass_transform(frozen_default=True)
def occasion(cls: type[H]) -> type[H]:
    """Declare an occasion; a field that could hold words is refused when the module is imported."""
    made = dataclass(frozen=True)(cls)
    for field, kind in get_type_hints(made).items():
        if not is_wordless(kind):
            raise TypeError(
                f"{cls.__name__}.{field}: an occasion holds ids, enums, numbers and dates, never {kind}"
            )
    _RECEIVERS[made] = []
    return made


def on(kind: type[H]) -> Callable[[Callable[[H, Turn], None]], Callable[[H, Turn], None]]:
    """Register a receiver of one kind of occasion; refuses the same function twice."""

    def register(receiver: Callable[[H, Turn], None]) -> Callable[[H, Turn], None]:
        receivers = _RECEIVERS[kind]
        name = (receiver.__module__, receiver.__qualname__)
        if name in [(known.__module__, known.__qualname__) for known in receivers]:
            raise TypeError(f"{'.'.join(name)} already receives {kind.__name__}")
        receivers.append(receiver)
        return receiver

    return register


def announce(happened: Occasion, turn: Turn) -> None:
    """Tell every receiver, in the order in which they registered, within the turn."""
    for receiver in _RECEIVERS[type(happened)]:
        receiver(happened, turn)
