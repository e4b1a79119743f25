"""What was answered, in the words of the page, before it is sent."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from ..environment import day, london
from .forms import ReportForm


def answers(form: ReportForm) -> Iterator[tuple[str, str]]:
    """Question and answer, in the order of the page. A question left empty is left out."""
    for name in (name for _title, names in form.sections() for name in names):
        value = form.cleaned_data.get(name)
        if value not in (None, "", [], False):
            yield str(form[name].label), _said(form[name], value)


def _said(bound: BoundField, value: Any) -> str:
    choices = dict(getattr(bound.field, "choices", []))
    match value:
        case True:
            return _("Yes")
        case list():
            return ", ".join(str(choices.get(one, one)) for one in value)
        case (datetime() as at, to_the):
            return london(at, to_the)
        case date():
            return day(value)
        case _:
            return str(choices.get(value, value))
