"""How a Django form becomes a page: every question is drawn once, in `templates/components/fields.html`.

`{{ form }}` draws all questions; `{{ form["name"].gds() }}` draws one. A stock Django field works too: its widget tells
which component it is.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

from .fields import REQUIRED
from .times import TWICE

_BY_WIDGET: dict[type[forms.Widget], str] = {
    forms.HiddenInput: "hidden",
    forms.PasswordInput: "password",
    forms.Textarea: "textarea",
    forms.CheckboxSelectMultiple: "checkboxes",  # Django counts it among the radios
    forms.RadioSelect: "radios",
    forms.CheckboxInput: "tick",
    forms.Select: "select",
}


class GovukBoundField(BoundField):
    """A question of one form with its answer, ready to be drawn."""

    @property
    def component(self) -> str:
        """The name of the component that draws it."""
        if named := getattr(self.field, "component", None):
            return named
        widget = self.field.widget
        return next((name for kind, name in _BY_WIDGET.items() if isinstance(widget, kind)), "input")

    @property
    def first_id(self) -> str:
        """The id of the box to put right first: where the error summary's link leads."""
        if self.asks_which:
            return f"{self.auto_id}-which"
        return f"{self.auto_id}-day" if self.component in {"date", "moment"} else self.auto_id

    @property
    def asks_which(self) -> bool:
        """Whether the time given came twice, so that the page must ask which one; stays once it was answered."""
        answer = self.value() if self.component == "moment" else None
        answered = bool(answer and answer.get("which"))
        return answered or any(error.code == TWICE for error in self.errors.as_data())

    @property
    def revealed(self) -> dict[str, BoundField]:
        """For each choice that asks a further question: that question."""
        return {choice: self.form[name] for choice, name in getattr(self.field, "reveals", {}).items()}

    @property
    def problems(self) -> list[str]:
        """What the error summary says of it; there a missing answer needs the question beside it."""
        label = str(self.label).removesuffix(".")
        asked = label if label.endswith("?") else f"{label}:"
        return [f"{asked} {error}" if error == str(REQUIRED) else str(error) for error in self.errors]

    def gds(self, legend_size: str = "s") -> SafeString:
        """The whole question: label, hint, error and boxes."""
        context: dict[str, Any] = {"field": self, "legend_size": legend_size}
        return self.render("forms/field.html", context)


class GovukRenderer(TemplatesSetting):
    """Draws forms from our templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = GovukBoundField
