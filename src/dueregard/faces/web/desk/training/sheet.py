"""A sign-in sheet: one thing that many people did together, written down at once or not at all."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from .....authority.access.vocabulary import Capability
from .....authority.people.naming import meant_by
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

MOST_LINES = 500
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


class SheetForm(forms.Form):
    """What was done, when, how, and by whom."""

    course = Pick(label=_("What did they do?"))
    done_on = Day(label=_("On which day?"))
    result = Pick(label=_("What came of it?"), choices=list(RESULTS.items()))
    mode = Pick(label=_("How was it given?"), choices=[("", _("Not said")), *MODES.items()], required=False)
    basis = OneOf(label=_("What do we have it from?"), choices=list(BASES.items()))
    people = Narrative(
        label=_("Who?"),
        help_text=_("One person on each line: the name in full, or the payroll number."),
        rows=10,
        max_length=60_000,
    )

    def __init__(self, *args: Any, moment: Moment, **options: Any) -> None:
        super().__init__(*args, **options)
        self.moment = moment
        courses = [(one.id, one.block.title) for one in in_force("course", moment)]
        self.fields["course"].choices = list(dict(courses).items())  # type: ignore[attr-defined]

    def clean_people(self) -> list[UUID]:
        """Everybody on the sheet; every line that is not one person is said, and then nothing is kept."""
        typed = [" ".join(line.split()) for line in self.cleaned_data["people"].splitlines()]
        numbered = [(number, line) for number, line in enumerate(typed, start=1) if line]
        if len(numbered) > MOST_LINES:
            raise forms.ValidationError(
                _("These are more than %(most)s lines. Send them in parts.") % {"most": MOST_LINES}
            )
        meant = meant_by({line for _number, line in numbered}, self.moment)
        wrong = [
            _wrong(number, line, len(meant.get(line, ())))
            for number, line in numbered
            if len(meant.get(line, ())) != 1
        ]
        if wrong:
            raise forms.ValidationError(
                [*wrong, _("Nothing was kept. Put these lines right, and send it again.")]
            )
        return list(dict.fromkeys(person for _number, line in numbered for person in meant[line]))


def _wrong(number: int, line: str, people: int) -> str:
    if not people:
        said = _("Line %(number)s: nobody here is known as “%(line)s”.")
    else:
        said = _("Line %(number)s: %(people)s people here are called “%(line)s”. Write the payroll number.")
    return str(said) % {"number": number, "line": line[:80], "people": people}


def keeps_training(seen: Visit) -> None:
    """Refuse whoever does not look after everybody's training: a manager looks, and writes nothing down."""
    seen.who.may(Capability.MANAGE_REGISTERS).enforce(
        who_can_help="Whoever looks after training here writes it down. Tell them what is missing or wrong."
    )


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
