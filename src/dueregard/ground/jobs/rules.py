"""What a job may be told, what is kept of a fault, and when periodic work is due. Pure.

Arguments lie in the database in clear, so they are ids, enums, numbers and dates; a string is admitted only when it is
a slug, which no sentence is.
"""

import inspect
import re
import types
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from ..kernel.wordless import is_wordless

_HOUSE = Path(__file__).parents[2]
_SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_LONGEST_SLUG = 60
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def is_slug(text: str) -> bool:
    """Whether `text` is a short name of ours such as `concern-reported`, and no words."""
    return len(text) <= _LONGEST_SLUG and _SLUG.fullmatch(text) is not None


@cache
def parameters(function: Callable[..., Any]) -> Mapping[str, type[Any]]:
    """The arguments a job takes, by name; raises `TypeError` for a function that cannot be a job.

    Its first parameter is `context`; the others are named when it is put into the queue, so that an older row still
    fits when one is added.
    """
    first, *others = inspect.signature(function).parameters.values()
    hints = get_type_hints(function)
    if first.name != "context" or hints.get("return") is not type(None):
        raise TypeError(f"{function.__qualname__}: a job takes its context first and returns nothing")
    taken = {}
    for parameter in others:
        kinds = [kind for kind in _choices(hints.get(parameter.name)) if kind is not type(None)]
        plain = len(kinds) == 1 and (kinds[0] is str or is_wordless(kinds[0]))
        if parameter.kind is not parameter.KEYWORD_ONLY or not plain:
            raise TypeError(
                f"{function.__qualname__}: {parameter.name} must be keyword-only, and an id, enum, number, date or slug"
            )
        taken[parameter.name] = kinds[0]
    return taken


def _choices(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)


def packed(function: Callable[..., Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments as they are stored; raises `TypeError` for one that the job does not declare, or that is words."""
    kinds = parameters(function)
    if unknown := set(arguments) - set(kinds):
        raise TypeError(f"{function.__qualname__} takes no {', '.join(sorted(unknown))}")
    return {name: _plain(kinds[name], name, value) for name, value in arguments.items()}


def _plain(kind: type, name: str, value: Any) -> Any:
    # Neither the value nor its text is ever part of the fault: it could be the words we refuse.
    if value is None:
        return None
    if type(value) is not kind:
        raise TypeError(f"{name} must be {kind.__name__}, not {type(value).__name__}")
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str) and not is_slug(value):
        raise TypeError(f"{name} must be a slug: a job's arguments hold no words")
    if isinstance(value, datetime) and value.tzinfo is None:
        raise TypeError(f"{name} must know its time zone")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def unpacked(function: Callable[..., Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Stored arguments as the job declares them."""
    kinds = parameters(function)
    return {name: None if value is None else _typed(kinds[name], value) for name, value in stored.items()}


def _typed(kind: type[Any], value: Any) -> Any:
    if issubclass(kind, date):
        return kind.fromisoformat(value)
    return kind(value)


def place_of(fault: BaseException) -> str:
    """Where in our own code a fault arose, as `mechanisms/notifications/operations.py:88`.

    All that is kept of it besides its class: its message and the values on its way could hold words of a record.
    """
    place, step = "", fault.__traceback__
    while step:
        file = Path(step.tb_frame.f_code.co_filename)
        if file.is_relative_to(_HOUSE):
            place = f"{file.relative_to(_HOUSE)}:{step.tb_lineno}"
        step = step.tb_next
    return place


def hour_of(at: datetime) -> datetime:
    """The hour `at` falls in. A job that has ended keeps no finer time: some of them follow an anonymous report."""
    return at.replace(minute=0, second=0, microsecond=0)


def slot_of(every: timedelta, now: datetime) -> datetime:
    """When the current slot of work that runs `every` so often began; slots of a day begin at midnight UTC."""
    return now - (now - EPOCH) % every
