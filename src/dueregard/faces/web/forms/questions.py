"""A form whose questions may depend on an answer: what was not asked is neither missed nor kept."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField


class Questions(forms.Form):
    """A form that knows `OneOf(reveals=…)`: a question is required, checked and kept only if its choice was made."""

    def revealed_names(self) -> set[str]:
        """The names of all questions that wait for a choice; they are drawn inside it."""
        return {name for field in self.fields.values() for name in getattr(field, "reveals", {}).values()}

    def top_fields(self) -> Iterator[BoundField]:
        """The questions that stand by themselves, in order."""
        waiting = self.revealed_names()
        return (bound for bound in self if bound.name not in waiting)

    def clean(self) -> dict[str, Any]:
        """Forget the answers, and the errors, of questions that were not asked."""
        said: dict[str, Any] = super().clean() or {}
        for name in self._not_asked(said):
            self.errors.pop(name, None)
            said[name] = self.fields[name].to_python(None)
        return said

    def _not_asked(self, said: dict[str, Any]) -> Iterator[str]:
        for question, field in self.fields.items():
            reveals = getattr(field, "reveals", {})
            asked = reveals.get(said.get(question)) if reveals else None
            yield from (name for name in set(reveals.values()) if name != asked)
