"""Turns what pydantic says about a table into plain sentences at the keys of the file."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from .blocks import Part
from .values.tables import unknown_key
from .values.trouble import Path, Trouble, Troubles

M = TypeVar("M", bound=BaseModel)
_PLAIN = {
    "tuple_type": "this is a list; write it in square brackets.",
    "model_type": 'this is a table; write it like { key = "value" }.',
    "dict_type": 'this is a table; write it like { key = "value" }.',
    "string_type": "this is a text in quotation marks.",
}


def read_model(model: type[M], raw: Mapping[str, Any], what: str) -> tuple[M | None, list[Trouble]]:
    """Read a table into `model`; everything that is wrong with it, each at its key."""
    try:
        return model.model_validate(raw), []
    except ValidationError as fault:
        return None, [
            t for e in fault.errors(include_url=False, include_input=False) for t in _troubles(model, e, what)
        ]


def read_fields(
    model: type[BaseModel], raw: Mapping[str, Any], without: Iterable[str | int]
) -> dict[str, Any]:
    """The keys of a spoilt table that can still be read, so that what else is wrong is said as well."""
    alone = _alone(model)
    read: dict[str, Any] = {}
    for key in raw.keys() & alone.keys() - set(without):
        # What cannot be read alone has been told already.
        with suppress(ValidationError):
            read[key] = alone[key].validate_python(raw[key])
    return read


@cache
def _alone(model: type[BaseModel]) -> dict[str, TypeAdapter[Any]]:
    adapters = {}
    for name, info in model.model_fields.items():
        annotation: Any = info.annotation
        for extra in info.metadata:
            annotation = Annotated[annotation, extra]
        adapters[info.alias or name] = TypeAdapter(annotation)
    return adapters


def _troubles(model: type[BaseModel], fault: ErrorDetails, what: str) -> Iterator[Trouble]:
    path: Path = fault["loc"]
    context = fault.get("ctx", {})
    inner = context.get("error")
    kind = fault["type"]
    if isinstance(inner, Troubles):
        yield from (trouble.under(*path) for trouble in inner.found)
    elif kind == "missing":
        yield Trouble(path[:-1], f"{_place(path, what)} needs {path[-1]!r}.")
    elif kind == "extra_forbidden":
        yield Trouble(path, _unknown(model, path, what))
    elif kind in ("enum", "literal_error"):
        yield Trouble(
            path, f"this is not one of the choices; valid: {context.get('expected', '')}.".replace("'", '"')
        )
    else:
        yield Trouble(path, _PLAIN.get(kind, fault["msg"]))


def _place(path: Path, what: str) -> str:
    named = [str(part) for part in path[:-1] if isinstance(part, str)]
    return f"{named[-1]!r}" if named else what


def _unknown(model: type[BaseModel], path: Path, what: str) -> str:
    key = str(path[-1])
    inner = _model_at(model, path[:-1])
    if inner is None:
        return f"nothing here is called {key!r}."
    if issubclass(inner, Part) and key in inner.misplaced:
        return inner.misplaced[key]
    return unknown_key(
        key, [info.alias or name for name, info in inner.model_fields.items()], _place(path, what)
    )


def _model_at(model: Any, path: Path) -> type[BaseModel] | None:
    """The model that reads the table at `path`: fields by name, lists by their item."""
    for part in path:
        if isinstance(part, str):
            found = _models(model)
            fields = {info.alias or name: info for name, info in found.model_fields.items()} if found else {}
            if part not in fields:
                return None
            model = fields[part].annotation
        else:
            model = next(iter(get_args(model)), None)
    return _models(model)


def _models(annotation: Any) -> type[BaseModel] | None:
    """The model an annotation stands for, looking through `… | None`."""
    for option in (annotation, *get_args(annotation)):
        if isinstance(option, type) and issubclass(option, BaseModel):
            return option
    return None
