"""A blank question is drawn once and looks the same for everybody; one with an answer in it is drawn anew. So is a
button, and whatever else looks alike on every page.

GOV.UK's macros take more than a millisecond a question, and the form for reporting has forty. Nothing that somebody
wrote is ever kept: only questions of forms nobody has sent yet, with no answer or one of the few on offer.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.translation import get_language
from markupsafe import Markup

_MOST = 500
"""Drawings kept at a time."""
_FEW = 30
"""Answers to choose from. A longer list is of people or places and changes as they do."""
_drawn: dict[Hashable, Markup] = {}


def drawn(bound: BoundField, legend_size: str, draw: Callable[[BoundField, str], Markup]) -> Markup:
    """What `draw` makes of a question, from memory when it is blank and was drawn before."""
    if not _is_blank(bound):
        return draw(bound, legend_size)
    look = (get_language(), legend_size, *_looks(bound))
    return _kept(look, lambda: draw(bound, legend_size))


def whole(form: Any, draw: Callable[[Any], Markup]) -> Markup:
    """What `draw` makes of all questions of a form, from memory when it says that it is blank, by its `blank_look`."""
    if form.blank_look is None:
        return draw(form)
    look = (get_language(), type(form), form.blank_look)
    return _kept(look, lambda: draw(form))


def once(macro: Callable[[Mapping[str, Any]], Markup], given: Mapping[str, Any]) -> Markup:
    """What a macro makes of words of ours: never give it any that somebody wrote."""
    look = (get_language(), macro.name, repr(given))  # type: ignore[attr-defined]
    return _kept(look, lambda: macro(given))


def _kept(look: Hashable, make: Callable[[], Markup]) -> Markup:
    known = _drawn.get(look)
    if known is None:
        known = make()
        if len(_drawn) >= _MOST:
            _drawn.clear()
        _drawn[look] = known
    return known


def _is_blank(bound: Any) -> bool:
    if bound.form.is_bound or bound.component == "hidden":
        return False
    choices = [str(key) for key, _text in getattr(bound.field, "choices", ())]
    answer = bound.value()
    return (
        len(choices) <= _FEW
        and (answer in (None, "", [], False) or str(answer) in choices)
        and all(_is_blank(further) for further in bound.revealed.values())
    )


def _looks(bound: Any) -> tuple[Hashable, ...]:
    """Everything that the drawing of a blank question depends on."""
    field = bound.field
    return (
        bound.component,
        bound.auto_id,
        bound.html_name,
        str(bound.label),
        str(bound.help_text),
        str(bound.value()),
        field.required,
        bound.html_name in (getattr(bound.form, "wanted", None) or ()),
        getattr(field, "rows", None),
        getattr(field.widget, "input_type", None),
        tuple(sorted((key, str(value)) for key, value in field.widget.attrs.items())),
        tuple((str(key), str(text)) for key, text in getattr(field, "choices", ())),
        tuple((str(key), str(text)) for key, text in getattr(field, "hints", {}).items()),
        tuple((choice, _looks(further)) for choice, further in bound.revealed.items()),
    )
