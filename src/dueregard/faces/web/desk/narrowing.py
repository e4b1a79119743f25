"""Narrowing the list of concerns: by closed words only, because what is asked for stands in the address."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from ....ground.kernel.refusals import BadInput
from ....work.casework.vocabulary import UNFINISHED, State, Strand
from ..forms.fields import Pick

_ANY = "any"


class NarrowForm(forms.Form):
    """How far a concern has come, and what it falls under; raises `BadInput` for an answer that no page offers."""

    state = Pick(
        label=_("How far has it come?"),
        choices=[
            (_ANY, _("Everything that is not closed")),
            (State.NEW, _("Not opened")),
            (State.OPENED, _("Opened, not sorted")),
            (State.TRIAGED, _("Sorted, not decided")),
            (State.DECIDED, _("Decided")),
            (State.REFERRED, _("Referred")),
            (State.CLOSED, _("Closed")),
        ],
    )
    strand = Pick(
        label=_("What does it fall under?"),
        choices=[
            (_ANY, _("Everything")),
            (Strand.SAFEGUARDING, _("Safeguarding")),
            (Strand.PREVENT, _("Prevent")),
            (Strand.NON_ENGAGEMENT, _("Not taking part")),
            (Strand.COMPLAINT, _("A complaint or grievance")),
            (Strand.UNKNOWN, _("Not clear yet")),
        ],
    )

    def __init__(self, asked: Mapping[str, str]) -> None:
        super().__init__({name: asked.get(name, _ANY) for name in self.base_fields})
        if not self.is_valid():
            raise BadInput("The list cannot be shown like this. Start again from its beginning.")

    def asks(self) -> dict[str, Any]:
        """What `queue` is asked for."""
        state, strand = self.cleaned_data["state"], self.cleaned_data["strand"]
        return {
            "states": UNFINISHED if state == _ANY else (State(state),),
            "strand": "" if strand == _ANY else strand,
        }

    def kept(self) -> str:
        """What is asked for, as it stands in an address; empty for the whole list."""
        return urlencode({name: said for name, said in self.cleaned_data.items() if said != _ANY})
