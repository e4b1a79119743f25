"""Marking a concern with the signs a policy lists: prompts beside a narrative that is always asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....work.casework.controls.indicators import Column
from ....work.casework.operations.marking import mark_signs
from ....work.casework.operations.reading import read_concern
from ....work.casework.queries.signs import offered
from ....work.casework.rules.signs import Chosen, Marked, SignList
from ..forms.fields import Narrative, SomeOf
from ..scope import Visit
from ..sign_words import COLUMNS, NO_PROOF, hint
from .pages import on_concern
from .steps import step


@dataclass(frozen=True, slots=True)
class Group:
    """One column of one list: its boxes, and what may be said about a sign beside ticking it."""

    of: SignList
    boxes: Any
    details: list[tuple[str, list[Any]]]


class MarkForm(forms.Form):
    """Every list in force, column by column, in the order of the policies; and the words without which none counts."""

    reason = Narrative(
        label=_("What was seen or said that this describes"),
        help_text=_("In your own words. If nothing can be said here, mark nothing."),
        rows=4,
        max_length=10_000,
    )

    def __init__(self, *args: Any, lists: tuple[SignList, ...], marks: tuple[Marked, ...], **options: Any):
        super().__init__(*args, **options)
        self.lists = lists
        said = {one.address: dict(one.details) for one in marks}
        for of, column, signs in self._columns():
            self.fields[_boxes(of, column)] = SomeOf(
                label=COLUMNS[column],
                choices=[(sign.address, sign.item.words) for sign in signs],
                hints={sign.address: text for sign in signs if (text := hint(sign.item))},
                initial=[sign.address for sign in signs if sign.address in said],
                required=False,
            )
            for sign in signs:
                for at, detail in sign.details:
                    self.fields[_answers(sign.address, at)] = SomeOf(
                        label=detail.ask,
                        choices=[(one, one) for one in detail.answers],
                        initial=list(said.get(sign.address, {}).get(detail.ask, ())),
                        required=False,
                    )

    def _columns(self) -> Iterator[tuple[SignList, Column, Any]]:
        for of in self.lists:
            for column in Column:
                if signs := of.of(column):
                    yield of, column, signs

    def groups(self) -> Iterator[Group]:
        """What the page shows, in its order."""
        for of, column, signs in self._columns():
            details = [
                (sign.item.words, [self[_answers(sign.address, at)] for at, _detail in sign.details])
                for sign in signs
                if sign.item.details
            ]
            yield Group(of, self[_boxes(of, column)], details)

    def chosen(self) -> Chosen:
        """What was ticked and answered, once the form is valid."""
        said = self.cleaned_data
        found: dict[str, dict[int, list[str]]] = {}
        for of, column, signs in self._columns():
            found.update({address: {} for address in said[_boxes(of, column)]})
            for sign in signs:
                for at, _detail in sign.details:
                    if answers := said[_answers(sign.address, at)]:
                        found.setdefault(sign.address, {})[at] = answers
        return found


def _boxes(of: SignList, column: Column) -> str:
    return f"signs.{of.address.replace('/', '.')}.{column}"


def _answers(address: str, at: int) -> str:
    return f"said.{address.replace('/', '.')}.{at}"


@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """The lists, with what the concern is marked with now; that was read, so the reading is written down."""
    seen, _page = on_concern(request, concern_id)
    marks: tuple[Marked, ...] = ()
    if request.method == "GET":
        file = read_concern(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
        marks = next((worded.signs for worded in file.record if worded.signs), ())
    form = MarkForm(request.POST or None, lists=offered(seen.moment), marks=marks)

    def do(visit: Visit) -> None:
        mark_signs(
            concern_id=concern_id,
            chosen=form.chosen(),
            reason=form.cleaned_data["reason"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    return step(request, concern_id, "desk/signs.html", form, do, title=_("Mark signs"), no_proof=NO_PROOF)
