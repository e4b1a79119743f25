"""A sign-in sheet: one thing that many people did together, written down at once or not at all."""

from collections.abc import Collection
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from .....authority.people.imports.rows import Scheme
from .....authority.people.models import Number, Span
from .....authority.people.naming import alike, meant_by
from .....authority.policy.answers import Basis
from .....authority.policy.queries import in_force
from .....ground.kernel.moments import Moment
from .....ground.kernel.refusals import BadInput
from .....work.training.operations.completing import record_completions
from .....work.training.vocabulary import Mode, Result
from ...forms.fields import Narrative, OneOf, Pick
from ...forms.times import Day
from ...scope import Visit
from ...writing import once
from ..pages import shared
from .keeping import keeps_training

MOST_LINES = 500
_ASKED_AT_ONCE = 20
"""Lines of which it is asked at once who is meant."""
BASES = {
    Basis.DOCUMENT_SEEN: _("The sheet they signed, or a certificate"),
    Basis.SOMEBODYS_WORD: _("Somebody told me"),
}
RESULTS = {
    Result.ATTENDED: _("They were there"),
    Result.PASSED: _("They passed"),
    Result.CERTIFICATE: _("They passed, and a certificate was seen"),
    Result.DISCUSSED: _("It was talked through with them"),
    Result.FAILED: _("They did not pass"),
}
MODES = {
    Mode.FACE_TO_FACE: _("Face to face"),
    Mode.DISTANCE: _("At a distance"),
    Mode.CERTIFIED: _("On their own, with a test at the end"),
}


class OfPeople(forms.Form):
    """Everybody on a sheet, a line each. A form that asks more takes `moment` as well."""

    people = Narrative(
        label=_("Who?"),
        help_text=_("One person on each line: the name in full, a part of it, or the payroll number."),
        rows=10,
        max_length=60_000,
    )

    def __init__(self, *args: Any, moment: Moment, **options: Any) -> None:
        super().__init__(*args, **options)
        self.moment = moment

    def clean(self) -> dict[str, Any]:
        """Everybody on the sheet. Of each line that is not one person it is said why, and asked who of those who are
        called something like it is meant; until that is settled nothing is kept."""
        said: dict[str, Any] = super().clean() or {}
        typed = [" ".join(line.split()) for line in said.get("people", "").splitlines()]
        numbered = [(number, line) for number, line in enumerate(typed, start=1) if line]
        if len(numbered) > MOST_LINES:
            most = _("These are more than %(most)s lines. Send them in parts.") % {"most": MOST_LINES}
            self.add_error("people", most)
            return said
        meant = meant_by({line for _number, line in numbered}, self.moment)
        people: dict[UUID, None] = {}
        wrong = []
        for number, line in numbered:
            one = self._one(number, line, meant.get(line, frozenset()))
            if one is None:
                wrong.append(_wrong(number, line, len(meant.get(line, ()))))
            else:
                people[one] = None
        if wrong:
            nothing = _("Nothing was kept. Put these lines right, or choose below, and send it again.")
            self.add_error("people", forms.ValidationError([*wrong, nothing]))
        return said | {"people": list(people)}

    def _one(self, number: int, line: str, meant: frozenset[UUID]) -> UUID | None:
        """Whom a line means: by itself, or by what was chosen of it; else it is asked, where anybody comes near."""
        if len(meant) == 1:
            return next(iter(meant))
        name = f"who-{sha256(line.encode()).hexdigest()[:12]}"
        near = {str(row.person_id): row for row in alike(line, self.moment)}
        if (chosen := self.data.get(name, "")) in near:
            return UUID(chosen)
        if near and sum(one.startswith("who-") for one in self.fields) < _ASKED_AT_ONCE:
            label = _("Line %(number)s: “%(line)s”. Whom do you mean?")
            hints = self._hints(near)
            self.fields[name] = OneOf(
                label=label % {"number": number, "line": line[:80]},
                choices=[(person, row.full_name) for person, row in near.items()],
                hints=hints,
                required=False,
            )
        return None

    def _hints(self, near: Collection[str]) -> dict[str, str]:
        """What tells people of one name apart: what they are here, and their payroll number."""
        people = [UUID(person) for person in near]
        found: dict[str, list[str]] = {person: [] for person in near}
        for span in Span.objects.holding(self.moment).filter(person_id__in=people).order_by("since", "pk"):
            words_of_it = span.position or span.standing.replace("-", " ")
            found[str(span.person_id)].append(words_of_it[:1].upper() + words_of_it[1:])
        numbers = Number.objects.known(self.moment.known_at).filter(
            scheme=Scheme.PAYROLL, person_id__in=people
        )
        for person, number in numbers.values_list("person_id", "number"):
            found[str(person)].append(number)
        return {person: ", ".join(dict.fromkeys(some)) for person, some in found.items() if some}


class SheetForm(OfPeople):
    """What was done, when, how, and by whom."""

    course = Pick(label=_("What did they do?"))
    done_on = Day(label=_("On which day?"))
    result = Pick(label=_("What came of it?"), choices=list(RESULTS.items()))
    mode = Pick(label=_("How was it given?"), choices=[("", _("Not said")), *MODES.items()], required=False)
    basis = OneOf(label=_("What do we have it from?"), choices=list(BASES.items()))
    field_order = ("course", "done_on", "result", "mode", "basis", "people")

    def __init__(self, *args: Any, moment: Moment, **options: Any) -> None:
        super().__init__(*args, moment=moment, **options)
        courses = [(one.id, one.block.title) for one in in_force("course", moment)]
        self.fields["course"].choices = list(dict(courses).items())  # type: ignore[attr-defined]


def _wrong(number: int, line: str, people: int) -> str:
    if not people:
        said = _("Line %(number)s: nobody here is known as “%(line)s”.")
    else:
        said = _("Line %(number)s: %(people)s people here are called “%(line)s”. Write the payroll number.")
    return str(said) % {"number": number, "line": line[:80], "people": people}


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """Write down a course that many people did on one day."""
    seen, page = shared(request, "training")
    keeps_training(seen)
    form = SheetForm(request.POST or None, moment=seen.moment)
    if form.is_bound and form.is_valid():
        try:
            with once(request):
                _record(form.cleaned_data, seen)
            return redirect("training")
        except BadInput as refusal:
            form.add_error("done_on", refusal.sentence)
    page |= {"form": form, "title": _("Write down who did a course")}
    return render(request, "desk/training/step.html", page, status=422 if form.errors else 200)


def _record(said: dict[str, Any], seen: Visit) -> None:
    day: date = said["done_on"]
    record_completions(
        person_ids=said["people"],
        course=said["course"],
        done_on=day,
        result=Result(said["result"]),
        mode=Mode(said["mode"]) if said["mode"] else None,
        basis=Basis(said["basis"]),
        actor=seen.actor,
        now=seen.moment.as_at,
    )
