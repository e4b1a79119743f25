"""What a form sends back, as plain values of a block; and what the gate says of them, at the question it is about."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ..problems import Problem, Severity
from ..values.figure import AT_ONCE, Given
from ..values.figures import Day, Least
from .asking import Asked, Shape, has_aim, is_figure

Sent = Mapping[str, Sequence[str]]
"""Texts by the names of a form's boxes: `key`, of a figure `key-given` beside it, of a time `key-rule`, and of a time
with an aim `key-aim` and `key-aim-rule`."""
_BESIDE = ("", "-given", "-rule", "-aim", "-aim-rule")


def sent(asked: Iterable[Asked]) -> dict[str, list[str]]:
    """What a form sends when nobody changes anything."""
    found: dict[str, list[str]] = {}
    for one in asked:
        found[one.key] = ["\n".join(one.said)] if one.shape is Shape.LIST else list(one.said)
        if is_figure(one):
            found[f"{one.key}-given"] = [one.given]
        if one.shape is Shape.TIME:
            found[f"{one.key}-rule"] = [one.rule]
        if has_aim(one):
            found[f"{one.key}-aim"], found[f"{one.key}-aim-rule"] = [one.aim], [one.aim_rule]
    return found


def answered(
    asked: Iterable[Asked], form: Sent, before: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The values the form says, and a sentence for each key that cannot be read.

    What was left as it was shown stays as it was written: `before` has it. So do keys nobody is asked about.
    """
    asked = list(asked)
    unchanged = sent(asked)
    known = {one.key for one in asked}
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for one in asked:
        boxes = [f"{one.key}{beside}" for beside in _BESIDE]
        if all(_texts(form, box) == _texts(unchanged, box) for box in boxes):
            values |= {one.key: before[one.key]} if one.key in before else {}
            continue
        try:
            values |= _read(one, form)
        except ValueError as fault:
            wrong[one.key] = str(fault)
    return values | {key: value for key, value in before.items() if key not in known}, wrong


def at_questions(problems: Iterable[Problem], name: str) -> dict[str, list[str]]:
    """What keeps a file out because of one control, by key; under an empty key what is about the whole of it."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        control, _, path = problem.key[len(name) :].partition(".")
        if problem.severity is Severity.ERROR and problem.key.startswith(name) and not control:
            found.setdefault(path.split(".")[0], []).append(problem.message)
    return found


def _texts(form: Sent, box: str) -> list[str]:
    """What a box says: a browser ends lines in its own way, and sends what was not ticked as nothing."""
    said = [text.replace("\r\n", "\n").strip() for text in form.get(box, ())]
    return [text for text in said if text]


def _read(asked: Asked, form: Sent) -> dict[str, Any]:
    said = _texts(form, asked.key)
    if is_figure(asked):
        return _read_figure(asked, form, said)
    if asked.shape is Shape.FLAG:
        return {asked.key: bool(said)}
    if not said:
        return {}
    match asked.shape:
        case Shape.WHO:
            return {asked.key: said[0] if len(said) == 1 else {"any_of": said}}
        case Shape.RUNGS | Shape.CHOICES:
            return {asked.key: said}
        case Shape.LIST:
            return {asked.key: [line.strip() for line in said[0].split("\n") if line.strip()]}
        case Shape.CHOICE if asked.choices == ("true", "false"):
            return {asked.key: said[0] == "true"}
        case Shape.WRITTEN:
            return _read_written(asked.key, said[0])
    return {asked.key: said[0]}


def _read_figure(asked: Asked, form: Sent, said: list[str]) -> dict[str, Any]:
    given = next(iter(_texts(form, f"{asked.key}-given")), "")
    if not given and not said:
        if has_aim(asked) and _texts(form, f"{asked.key}-aim"):
            raise ValueError(
                "Give the limit too, or choose why there is none: what is aimed at stands beside it."
            )
        return {}
    if given and given != Given.VALUE:
        return {asked.key: _with_aim(asked, form, given)}
    if not said:
        raise ValueError("Give the value, or choose why there is none.")
    value: Any = said[0]
    if asked.shape is Shape.YES_NO:
        value = value == "true"
    elif asked.figure and issubclass(asked.figure, Least):
        if not value.isdecimal() or len(value) > 9:
            raise ValueError("Write a whole number, in figures.")
        value = int(value)
    elif asked.figure is Day:
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise ValueError("Write the day as year, month and day: 2026-04-30.") from None
    return {asked.key: _with_aim(asked, form, _counted(form, f"{asked.key}-rule", value))}


def _with_aim(asked: Asked, form: Sent, limit: Any) -> Any:
    aim = next(iter(_texts(form, f"{asked.key}-aim")), "") if has_aim(asked) else ""
    if not aim:
        return limit
    # "At once" is counted in no way, whatever was chosen beside it.
    counted = aim if aim == AT_ONCE else _counted(form, f"{asked.key}-aim-rule", aim)
    return {"limit": limit, "aim": counted}


def _counted(form: Sent, box: str, time: Any) -> Any:
    rule = next(iter(_texts(form, box)), "")
    return {rule: time} if rule else time


def _read_written(key: str, said: str) -> dict[str, Any]:
    try:
        read = tomllib.loads(said)
    except (ValueError, RecursionError):
        raise ValueError(
            "This cannot be read as it is written. Compare it with how it stood before."
        ) from None
    if read.keys() - {key}:
        raise ValueError(f"Only {key!r} is written here; everything else has a box of its own.")
    return read
