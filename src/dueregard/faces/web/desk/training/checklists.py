"""Checklists: how one person stands to each item, ticking items with them, and ticking from a sheet for many."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from .....authority.access.queries import rows_of
from .....authority.identity.queries import details
from .....authority.policy.answers import Basis, InForce
from .....ground.kernel.moments import Moment, london_day
from .....ground.kernel.refusals import NothingHere
from .....work.training.controls.checklist import ChecklistBlock, checklist_at, items_of
from .....work.training.controls.in_force import required_at
from .....work.training.models import Completion
from .....work.training.operations.ticking import tick
from .....work.training.queries.persons import done_of, line_of
from .....work.training.vocabulary import Result
from ...forms.fields import OneOf, SomeOf
from ...forms.times import Day
from ...scope import Visit
from ...writing import done
from ..pages import shared
from .keeping import keeper_about, keeps_training
from .sheet import BASES, OfPeople
from .stepping import asked

_BASES = {Basis.HAPPENED_HERE: _("I went through it with them"), **BASES}


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item of a checklist as one person stands to it: the row that ticks it, and who wrote that, by name."""

    name: str
    """What the record calls it."""
    words: str
    row: Completion | None
    by: str


def items_with(
    control: InForce[ChecklistBlock], rows: frozenset[UUID], moment: Moment
) -> tuple[ItemLine, ...]:
    """Every item of a checklist, in the order of the policy, as one person stands to it by any of their rows."""
    items = items_of(control)
    found: dict[str, Completion] = {}
    for row in done_of(rows, moment):
        if row.course in items and row.result == Result.TICKED:
            found.setdefault(row.course, row)
    writers = {UUID(row.by.removeprefix("person:")) for row in found.values() if row.by.startswith("person:")}
    known = {f"person:{person}": one.full_name for person, one in details(writers, moment).items()}
    return tuple(
        ItemLine(name, words, it := found.get(name), known.get(it.by, "") if it else "")
        for name, words in items.items()
    )


class TickForm(forms.Form):
    """Which items, on which day, and how it is known."""

    items = SomeOf(label=_("What was gone through?"))
    done_on = Day(label=_("On which day?"))
    basis = OneOf(label=_("What do we have it from?"), choices=list(_BASES.items()))

    def __init__(self, *args: Any, items: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["items"].choices = list(items.items())  # type: ignore[attr-defined]


class TickSheetForm(TickForm, OfPeople):
    """The same for everybody on a sheet."""

    field_order = ("items", "done_on", "basis", "people")


@require_http_methods(["GET", "POST"])
def of_person(request: HttpRequest, person_id: UUID, address: str) -> HttpResponse:
    """Tick what one person was taken through; what is ticked already is not asked again."""
    seen, page, known = keeper_about(request, person_id)
    control, rows = checklist_at(address, seen.moment), rows_of(person_id, seen.moment)
    here = required_at(address, seen.moment)
    line = line_of(rows, here.asked.requirement, here.asked.audience, seen.moment)
    left = {one.name: one.words for one in items_with(control, rows, seen.moment) if one.row is None}
    if line is None or not left:
        raise NothingHere
    form = TickForm(request.POST or None, items=left, initial={"done_on": london_day(seen.moment.as_at)})
    if form.is_valid() and done(request, form, lambda: _tick(address, [line.person_id], form, seen)):
        return redirect("training-person", person_id=person_id)
    title = _("%(name)s: %(what)s") % {"name": known.full_name, "what": control.block.title}
    lead = _("It is done when every item is ticked. Your name and the day stand beside each.")
    return asked(request, page, form, title, lead, person_id=person_id)


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, policy: str, control: str) -> HttpResponse:
    """Tick what many people were taken through together."""
    seen, page = shared(request, "training")
    keeps_training(seen)
    one = checklist_at(f"{policy}/{control}", seen.moment)
    form = TickSheetForm(request.POST or None, items=items_of(one), moment=seen.moment)
    back = reverse("training-of", args=[policy, control])
    if form.is_valid() and done(
        request, form, lambda: _tick(one.address, form.cleaned_data["people"], form, seen)
    ):
        return redirect(back)
    title = _("Tick for several people: %(what)s") % {"what": one.block.title}
    lead = _("What is ticked of somebody already stays as it is.")
    return asked(request, page, form, title, lead, back=back, back_to=one.block.title)


def _tick(address: str, people: list[UUID], form: TickForm, seen: Visit) -> None:
    said = form.cleaned_data
    tick(
        checklist=address,
        person_ids=people,
        items=said["items"],
        done_on=said["done_on"],
        basis=Basis(said["basis"]),
        actor=seen.actor,
        now=seen.moment.as_at,
    )
