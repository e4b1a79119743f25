"""Everything mentioned inside a block: each value within it, with its path of keys as written."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from pydantic import BaseModel

from .effect import Effect, Effects
from .figure import Figure
from .steps import Step, Steps
from .trouble import Path
from .when import When
from .who import Who

Found = Who | When | Figure[Any]


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, Found]]:
    """Yield every Who, When and Figure within `value`, outermost first, each with where it stands."""
    match value:
        case Who() | When():
            yield path, value
        case Figure():
            yield path, value
            for at, case in enumerate(value.cases):
                yield (*path, "cases", at, "when"), case.when
        case Effects(items=(single,)):
            yield from walk(
                single, path
            )  # written as one table, as a rule: its keys stand there without a number
        case Effects() | Steps():
            for at, item in enumerate(value.items):
                yield from walk(item, (*path, at))
        case Effect() | Step():
            for field in fields(value):
                yield from walk(getattr(value, field.name), (*path, field.name))
        case BaseModel():
            for name, info in type(value).model_fields.items():
                yield from walk(getattr(value, name), (*path, info.alias or name))
        case tuple() | list():
            for at, item in enumerate(value):
                yield from walk(item, (*path, at))
        case Mapping():
            for key, item in value.items():
                yield from walk(item, (*path, key))
        case _:
            return
