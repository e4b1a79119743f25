"""Narrowing the list of concerns: by closed words only, because what is asked for stands in the address."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from ....ground.kernel.refusals import BadInput
from ....work.casework.queries.desk import Narrowed
from ....work.casework.vocabulary import UNFINISHED, Due, State, Strand, Waits
from ..forms.fields import Pick

_ANY = "any"
_MINE = "mine"
_NEW = "new"


class NarrowForm(forms.Form):
    """How far a concern has come, what it falls under, whose move it is, what is due in it, for whom it waits and when
    it came in; raises `BadInput` for an answer that no page offers."""

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

    whose = Pick(
        label=_("Who has something to do?"),
        choices=[(_ANY, _("Anybody")), (_MINE, _("I have something to do, or my post"))],
    )
    due = Pick(
        label=_("What is due?"),
        choices=[
            (_ANY, _("Something, or nothing")),
            (Due.LATE, _("Something is late")),
            (Due.WEEK, _("Something is due in the next 7 days")),
        ],
    )
    waits = Pick(
        label=_("Does it wait for others?"),
        choices=[
            (_ANY, _("It may, or may not")),
            (Waits.OUTSIDE, _("For an answer from outside")),
            (Waits.SECOND, _("For somebody to join a decision")),
        ],
    )
    since = Pick(
        label=_("When did it come in?"),
        choices=[(_ANY, _("At any time")), (_NEW, _("New since I last signed in, or since Friday"))],
    )

    def __init__(self, asked: Mapping[str, str]) -> None:
        super().__init__({name: asked.get(name, _ANY) for name in self.base_fields})
        if not self.is_valid():
            raise BadInput("The list cannot be shown like this. Start again from its beginning.")

    def asks(self, new_since: datetime) -> Narrowed:
        """What `queue` is asked for; concerns received from `new_since` on are the new ones."""
        said = self.cleaned_data
        return Narrowed(
            states=UNFINISHED if said["state"] == _ANY else (State(said["state"]),),
            strand="" if said["strand"] == _ANY else said["strand"],
            mine=said["whose"] == _MINE,
            due=None if said["due"] == _ANY else Due(said["due"]),
            waits=None if said["waits"] == _ANY else Waits(said["waits"]),
            since=new_since if said["since"] == _NEW else None,
        )

    def kept(self) -> str:
        """What is asked for, as it stands in an address; empty for the whole list."""
        return urlencode({name: said for name, said in self.cleaned_data.items() if said != _ANY})

    def said(self) -> list[str]:
        """The same as the page words it."""
        return [
            str(dict(field.choices)[self.cleaned_data[name]])  # type: ignore[arg-type]  # a list, as given
            for name, field in self.fields.items()
            if isinstance(field, Pick) and self.cleaned_data[name] != _ANY
        ]
