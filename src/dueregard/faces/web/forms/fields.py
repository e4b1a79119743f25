"""The kinds of question a page may ask. Each knows its GOV.UK component; what it yields is plain and typed.

Days and times come from `times.py`. Text refuses the null character, which no database of ours keeps.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .times import Day, LondonMoment

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

__all__ = [
    "Day",
    "Line",
    "LondonMoment",
    "Narrative",
    "OneOf",
    "Pick",
    "RequestId",
    "Secret",
    "SomeOf",
    "Tick",
]

_Messages = dict[str, "str | StrPromise"]
REQUIRED = _("This needs an answer.")
"""What a question says that was left empty, unless it has words of its own."""
_REQUIRED: _Messages = {"required": REQUIRED}
_CHOICE: _Messages = {
    **_REQUIRED,
    "invalid_choice": _("Choose one of the answers on the page."),
    "invalid_list": _("Choose from the answers on the page."),
}


class _Text(forms.CharField):
    """Text with plain sentences for what cannot be kept; refuses what is empty but for spaces."""

    default_error_messages = {
        **_REQUIRED,
        "null": _("This holds a character that cannot be kept. Delete it, or write the text anew."),
        "long": _("This is longer than %(limit)s characters. Shorten it, or send the rest separately."),
    }

    def __init__(self, *, longest: int, **options: Any) -> None:
        self.longest = options.pop("max_length", None) or longest
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        """The text with one kind of line break, and nothing but spaces counted as nothing."""
        text = (super().to_python(value) or "").replace("\r\n", "\n")
        if "\0" in text:
            raise ValidationError(self.error_messages["null"], "null")
        if len(text) > self.longest:
            raise ValidationError(self.error_messages["long"], "long", {"limit": f"{self.longest:,}"})
        return text if text.strip() else ""


class Line(_Text):
    """One line, without spaces around it; 200 characters unless told."""

    component = "input"

    def __init__(self, **options: Any) -> None:
        super().__init__(longest=200, **options)


class Narrative(_Text):
    """Somebody's words, kept as they were written, spaces too; 100,000 characters (30 pages) unless told."""

    component = "textarea"
    widget = forms.Textarea

    def __init__(self, *, rows: int = 6, **options: Any) -> None:
        self.rows = rows
        super().__init__(longest=100_000, strip=False, **options)


class Secret(_Text):
    """A password, never shown again; spaces belong to it."""

    component = "password"
    widget = forms.PasswordInput

    def __init__(self, *, autocomplete: str = "current-password", **options: Any) -> None:
        super().__init__(longest=200, strip=False, **options)
        self.widget.attrs["autocomplete"] = autocomplete


class OneOf(forms.ChoiceField):
    """One answer of a few, as radios.

    `hints` explains a choice beneath it. `reveals` names the field that is asked only when a choice is made; use it in
    a `Questions` form, which then also drops the answer to a question that was not asked.
    """

    component = "radios"
    widget = forms.RadioSelect
    default_error_messages = _CHOICE

    def __init__(
        self,
        *,
        reveals: Mapping[str, str] | None = None,
        hints: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        self.reveals, self.hints = dict(reveals or {}), dict(hints or {})
        super().__init__(**options)


class SomeOf(forms.MultipleChoiceField):
    """Any number of a few answers, as checkboxes; `hints` explains a choice beneath it."""

    component = "checkboxes"
    widget = forms.CheckboxSelectMultiple
    default_error_messages = _CHOICE

    def __init__(self, *, hints: Mapping[str, Any] | None = None, **options: Any) -> None:
        self.hints = dict(hints or {})
        super().__init__(**options)


class Pick(forms.ChoiceField):
    """One answer of many, from a list that opens. `blank`: it stands at nothing until somebody chooses, so that nobody
    says by forgetting it what weighs on a person. Where there is one answer alone, it stands there."""

    component = "select"
    default_error_messages = _CHOICE

    def __init__(self, *, blank: bool = False, **options: Any) -> None:
        self.blank = blank
        super().__init__(**options)


class Tick(forms.BooleanField):
    """One thing to agree to, or not."""

    component = "tick"
    default_error_messages = _REQUIRED


class RequestId(forms.UUIDField):
    """Born with the form, so that sending twice is one request; random, so that it does not tell when.

    One that cannot be read is replaced by a new one.
    """

    component = "hidden"
    default_error_messages = {
        "required": _("This page was incomplete. Check your answers and send them again."),
        "invalid": _("This page was incomplete. Check your answers and send them again."),
    }

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, initial=uuid4)

    def prepare_value(self, value: Any) -> UUID:
        """The id the page carries."""
        try:
            return UUID(str(value))
        except ValueError:
            return uuid4()
