"""A control block as questions of a form: one for each key of its kind, in the shape its value has.

What is too rich for a question (cases, clashing readings, steps) is shown as it is written, in a small box.
"""

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from ..blocks import Block
from ..values.figure import Figure, Given
from ..values.figures import Day, Least, Notice, TimeLimit, YesNo
from ..values.time import Rule, Span
from ..values.who import Who
from .writing import write_toml


class Shape(StrEnum):
    """How something is asked."""

    FIGURE = "figure"
    """A value, or the word for why there is none."""
    TIME = "time"
    """A figure that is a length of time, and how it is counted."""
    YES_NO = "yes-no"
    """A figure that is yes or no."""
    WHO = "who"
    """One or several of the names the policy knows; any of them will do."""
    RUNGS = "rungs"
    """Names in order."""
    CHOICE = "choice"
    CHOICES = "choices"
    LIST = "list"
    """Texts, one a line."""
    FLAG = "flag"
    WORDS = "words"
    WRITTEN = "written"
    """As it stands in the file."""


RULES = {rule: rule.value.replace("-", "_") for rule in Rule}
GIVEN = (Given.VALUE, Given.NOT_SET, Given.NONE, Given.LOCAL)
"""What a figure can be said to be on a form; one that is inherited is written."""
_FIGURES = {Shape.FIGURE, Shape.TIME, Shape.YES_NO}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, with what the file says now."""

    key: str
    shape: Shape
    help: str
    required: bool
    choices: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    """What is shown as answered: one text, or several of a list; of a flag `true` or nothing."""
    given: str = ""
    """Of a figure: a word of `GIVEN`; empty: left out."""
    rule: str = ""
    """Of a time: a key of the language such as `at_least_before`; empty: as it is usually counted."""
    aim: str = ""
    """Of a time by which something is done: what is aimed at, `at once` or a length of time; empty: nothing."""
    aim_rule: str = ""
    figure: type[Figure[Any]] | None = None


def questions(block: type[Block], values: Mapping[str, Any], names: Sequence[str]) -> tuple[Asked, ...]:
    """Every question of a kind, as a block with these values answers them; `names`: whom the policy can name."""
    return tuple(_question(key, info, values, names) for key, info in keys(block))


def keys(block: type[Block]) -> Iterator[tuple[str, FieldInfo]]:
    """Each key as it is written. What every kind may say beside its own comes last."""
    fields = block.model_fields
    every = list(Block.model_fields)
    for name in [*(name for name in fields if name not in every), *every]:
        yield fields[name].alias or name, fields[name]


def _question(key: str, info: FieldInfo, values: Mapping[str, Any], names: Sequence[str]) -> Asked:
    annotation, optional = _without_none(info.annotation)
    help = (info.description or "").replace("`", "")
    written = values.get(key)
    shape, choices, figure = _shape(annotation, info, names, optional=optional)
    asked = Asked(key, shape, help, info.is_required(), choices, figure=figure)
    filled = _filled(asked, written) if key in values else asked
    return filled or Asked(key, Shape.WRITTEN, help, info.is_required(), said=(write_toml({key: written}),))


def _shape(
    annotation: Any, info: FieldInfo, names: Sequence[str], *, optional: bool
) -> tuple[Shape, tuple[str, ...], type[Figure[Any]] | None]:
    if isinstance(annotation, type) and issubclass(annotation, Figure):
        shape = Shape.TIME if issubclass(annotation, TimeLimit) else Shape.FIGURE
        return (Shape.YES_NO if annotation is YesNo else shape), (), annotation
    if annotation is Who:
        return Shape.WHO, tuple(names), None
    if annotation is bool:
        bare = optional or info.is_required()
        return (Shape.CHOICE, ("true", "false"), None) if bare else (Shape.FLAG, (), None)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return Shape.CHOICE, tuple(str(one.value) for one in annotation), None
    if annotation in (str, Span):
        return Shape.WORDS, (), None
    if get_origin(annotation) is tuple:
        inner = _bare(get_args(annotation)[0])
        if inner in (str, Span):
            return Shape.LIST, (), None
        if inner is Who:
            return Shape.RUNGS, tuple(names), None
        if isinstance(inner, type) and issubclass(inner, Enum):
            return Shape.CHOICES, tuple(str(one.value) for one in inner), None
    return Shape.WRITTEN, (), None


def _filled(asked: Asked, written: Any) -> Asked | None:
    """The question with what is written shown as its answer, or None when its shape cannot show it."""
    match asked.shape:
        case Shape.FIGURE | Shape.TIME | Shape.YES_NO:
            return _figure(asked, written)
        case Shape.WHO:
            named = written.get("any_of") if isinstance(written, Mapping) and len(written) == 1 else [written]
            return _several(asked, named, more=True)
        case Shape.RUNGS:
            return _several(asked, written, more=True)
        case Shape.CHOICES | Shape.LIST:
            return _several(asked, written)
        case Shape.FLAG:
            return _with(asked, said=("true",) if written else ()) if isinstance(written, bool) else None
        case Shape.CHOICE:
            said = (
                {True: "true", False: "false"}.get(written, written) if isinstance(written, bool) else written
            )
            return _with(asked, said=(said,)) if said in asked.choices else None
        case Shape.WORDS:
            return (
                _with(asked, said=(written,))
                if isinstance(written, str) and written.strip() == written
                else None
            )
    return None


def _figure(asked: Asked, written: Any) -> Asked | None:
    if isinstance(written, str) and written in GIVEN[1:]:
        return _with(asked, given=written)
    figure = asked.figure
    aim = aim_rule = rule = ""
    if has_aim(asked) and isinstance(written, Mapping) and written.keys() == {"limit", "aim"}:
        aim, aim_rule = _counted(written["aim"])
        if not aim:
            return None
        limit = _figure(asked, written["limit"])
        return limit and _with(limit, aim=aim, aim_rule=aim_rule)
    if asked.shape is Shape.TIME and isinstance(written, Mapping):
        written, rule = _counted(written)
    plain = isinstance(written, bool) if figure is YesNo else isinstance(written, str)
    if figure and issubclass(figure, Least):
        plain = isinstance(written, int) and not isinstance(written, bool)
    elif figure is Day:
        plain = type(written) is date
    if not plain or (isinstance(written, str) and (written.strip() != written or not written)):
        return None
    said = str(written).lower() if isinstance(written, bool) else str(written)
    return _with(asked, given=Given.VALUE.value, said=(said,), rule=rule)


def _counted(written: Any) -> tuple[str, str]:
    """A time and how it is counted; of what is no plain time, nothing."""
    if isinstance(written, Mapping) and len(written) == 1:
        rule, time = next(iter(written.items()))
        return (time, rule) if rule in RULES.values() and isinstance(time, str) else ("", "")
    return (written, "") if isinstance(written, str) and written.strip() == written else ("", "")


def _several(asked: Asked, written: Any, *, more: bool = False) -> Asked | None:
    if not isinstance(written, list) or not all(isinstance(one, str) for one in written):
        return None
    if any(one.strip() != one or not one or "\n" in one for one in written) or len(set(written)) != len(
        written
    ):
        return None
    unknown = tuple(one for one in written if one not in asked.choices)
    if unknown and asked.choices and not more:
        return None
    choices = (*asked.choices, *unknown) if more else asked.choices
    if asked.shape in (Shape.WHO, Shape.CHOICES):
        # Boxes to tick have an order of their own: one that means another order is written.
        ordered = [one for one in choices if one in written]
        if asked.shape is Shape.CHOICES and ordered != written:
            return None
    return _with(asked, said=tuple(written), choices=choices)


def _with(asked: Asked, **changed: Any) -> Asked:
    fields = {name: getattr(asked, name) for name in Asked.__slots__}
    return Asked(**(fields | changed))


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        options = [one for one in get_args(annotation) if one is not type(None)]
        if len(options) == 1:
            return _bare(options[0]), True
        return annotation, True
    return _bare(annotation), False


def _bare(annotation: Any) -> Any:
    """The type an annotated one stands for."""
    return get_args(annotation)[0] if hasattr(annotation, "__metadata__") else annotation


def is_figure(asked: Asked) -> bool:
    """Whether it is asked in two steps: whether there is a value, and which."""
    return asked.shape in _FIGURES


def has_aim(asked: Asked) -> bool:
    """Whether it is also asked what is aimed at."""
    return asked.figure is not None and issubclass(asked.figure, TimeLimit) and asked.figure.aims_at_once


def usual_rule(asked: Asked) -> str:
    """How a time is counted when nobody says: a notice backwards, everything else as its unit is."""
    return RULES[Rule.AT_LEAST_BEFORE] if asked.figure is Notice else ""
