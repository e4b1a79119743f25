"""Narrowing the pages of training: a day, a site, what people are here. Closed words and ids only, because what is
asked for stands in the address."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from .....authority.identity.models import Organisation
from .....authority.people.vocabulary import Standing, Work
from .....ground.kernel.moments import Moment, london_day
from .....ground.tenancy.models import Site
from .....work.training.queries.lists import Narrowed
from .....work.training.queries.whose import Whose
from ...forms.fields import Line, Pick

ANY, NONE = "", "none"
EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What was asked for: when, and of whom."""

    moment: Moment
    only: Narrowed
    is_past: bool


class _Date(forms.DateInput):
    input_type = "date"


class NarrowForm(forms.Form):
    """Which day, which site, whom."""

    at = Line(
        label=_("As it stood at the end of a day"),
        help_text=_("With what was known then. Leave empty for now."),
        widget=_Date,
        required=False,
    )
    site = Pick(label=_("Site"), required=False)
    standing = Pick(
        label=_("What they are here"),
        choices=[(ANY, _("Anybody")), *((one.value, one.value.replace("-", " ").capitalize()) for one in Standing)],
        required=False,
    )  # fmt: skip
    work = Pick(
        label=_("What they do"),
        choices=[
            (ANY, _("Anything")),
            (Work.DELIVERY, _("Teaches, assesses or coaches")),
            (Work.SUPPORT, _("Supports")),
            (Work.MANAGEMENT, _("Manages")),
            (Work.IT, _("Looks after IT")),
            (NONE, _("Not known")),
        ],
        required=False,
    )

    def __init__(self, asked: Mapping[str, str], today: Moment) -> None:
        super().__init__(
            {name: asked.get(name, "") for name in (*self.base_fields, "programme", "organisation")}
        )
        self.today = today
        sites = Site.objects.holding(today).order_by("name").values_list("id", "name")
        choices = [(ANY, _("Any")), *((str(id_), name) for id_, name in sites), (NONE, _("None given"))]
        self.fields["site"].choices = choices  # type: ignore[attr-defined]
        self.programme = asked.get("programme", "")[:60].replace("\0", "")
        """From a link in the page; there is no list of them to choose from."""
        self.organisation = _organisation(asked.get("organisation", ""))
        """As the programme: an id, or that none is given."""

    def clean_at(self) -> date | None:
        """A day that has come."""
        written = self.cleaned_data["at"]
        if not written:
            return None
        try:
            day = date.fromisoformat(written)
        except ValueError:
            raise forms.ValidationError(_("This is not a day. Write it like 2026-03-27.")) from None
        if day > london_day(self.today.as_at):
            raise forms.ValidationError(_("That day has not come yet. Give a day up to today."))
        if day < EARLIEST:
            raise forms.ValidationError(_("Write the year in full, like 2026."))
        return day

    def narrowing(self, whose: Whose) -> Narrowing:
        """What the queries are asked for, once valid."""
        said = self.cleaned_data
        span: dict[str, Any] = {}
        if said["site"]:
            span["site_id"] = None if said["site"] == NONE else UUID(said["site"])
        if said["standing"]:
            span["standing"] = said["standing"]
        if said["work"]:
            span["work"] = "" if said["work"] == NONE else said["work"]
        if self.programme:
            span["programme"] = "" if self.programme == NONE else self.programme
        if self.organisation:
            span["organisation_id"] = None if self.organisation == NONE else UUID(self.organisation)
        day = said["at"]
        is_past = day is not None and day < london_day(self.today.as_at)
        moment = Moment.end_of(day) if day and is_past else self.today
        return Narrowing(moment, Narrowed(whose.people, span), is_past)

    def kept(self, **without: None) -> str:
        """What is asked for, as it stands in an address."""
        return urlencode({name: said for name, said in self._said().items() if name not in without})

    def _said(self) -> dict[str, str]:
        said = {name: self.data[name] for name in self.base_fields if self.data.get(name)}
        linked = {"programme": self.programme, "organisation": self.organisation}
        return said | {name: of for name, of in linked.items() if of}

    def words(self) -> list[str]:
        """The same as the page says it, the day apart."""
        found = [
            str(dict(field.choices)[self.cleaned_data[name]])  # type: ignore[arg-type]  # a list, as given
            for name, field in self.fields.items()
            if isinstance(field, Pick) and self.cleaned_data[name]
        ]
        programme = str(_("programme not known")) if self.programme == NONE else self.programme
        return [*found, *filter(None, (programme, self._organisation_name()))]

    def _organisation_name(self) -> str:
        if self.organisation in (ANY, NONE):
            return str(_("no employer or subcontractor given")) if self.organisation == NONE else ""
        rows = Organisation.objects.filter(pk=self.organisation)
        return rows.values_list("name", flat=True).first() or str(_("an organisation that is not known here"))


def _organisation(asked: str) -> str:
    """An id, `none`, or nothing where it is neither."""
    with suppress(ValueError):
        return str(UUID(asked))
    return NONE if asked == NONE else ANY
