"""On the check page: which of the posts the policy offers the person who reports would like to tell."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ....work.casework.queries.picking import Post
from ....work.casework.reports import Picked
from ..forms.fields import Line, OneOf

NOBODY = "nobody"


class PickForm(forms.Form):
    """Nobody has to choose; the report goes the same way, and to the chosen post as well."""

    pick = OneOf(
        label=_("Would you like to tell one of these people?"),
        help_text=_(
            "They read it as well as the people it goes to anyway, who see whom you chose. Somebody you ticked as "
            "involved does not get it."
        ),
        initial=NOBODY,
        required=False,
    )
    pick_why = Line(label=_("If you like, say why you chose them"), max_length=300, required=False)

    def __init__(self, *args: Any, posts: Iterable[Post], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["pick"].choices = [  # type: ignore[attr-defined]
            (NOBODY, _("No, whoever it goes to anyway")),
            *((post.role, post.title) for post in posts),
        ]

    def picked(self) -> Picked | None:
        """What was chosen. An answer the page did not offer chooses nobody: a report is not stopped by it."""
        self.is_valid()
        role = self.cleaned_data.get("pick") or NOBODY
        return None if role == NOBODY else Picked(role, self.cleaned_data.get("pick_why", ""))
