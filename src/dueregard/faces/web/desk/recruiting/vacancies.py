"""The vacancies, and one of them: its panel, what is said of it, and its candidates."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from .....authority.identity.queries import details
from .....ground.kernel.moments import Moment
from .....ground.kernel.refusals import BadInput, NothingHere
from .....work.training.controls.candidates_kept import kept_until, whose_time_is_over
from .....work.training.controls.recruiting import RECRUITMENT, rules_in_force, still_lacking
from .....work.training.operations.candidates import dispose_of_candidates, note_candidate
from .....work.training.operations.vacancies import (
    note_of_vacancy,
    open_vacancy,
    read_vacancy,
    seat,
    unseat,
)
from .....work.training.queries.central_record import grid
from .....work.training.queries.judging_vacancies import elsewhere, trained
from .....work.training.queries.vacancies import interviews_on, vacancies, vacancy
from .....work.training.recruiting import IN_WORDS, Noted
from ...forms.fields import Line, Narrative, Pick
from ...forms.times import Day
from ...scope import Visit
from ...writing import once
from ..central_record import keeper
from ..paper import foot
from .words import HINTS, NOTES, OUTCOMES, asked_of, how_it_stands


class VacancyForm(forms.Form):
    """A post to be filled."""

    title = Line(label=_("What is the post called?"), max_length=120)


class SeatForm(forms.Form):
    """Somebody more on the panel."""

    person = Pick(label=_("Who sits on the panel too?"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined]


class CandidateForm(forms.Form):
    """Somebody asked to an interview."""

    name = Line(
        label=_("Name of a candidate"),
        help_text=_("Those asked to an interview, and their name only. It is kept encrypted."),
        max_length=200,
    )


class NoteForm(forms.Form):
    """Something said of a vacancy: its day, and words where words are wanted."""

    said_of = Day(label=_("On which day?"))
    words = Narrative(label=_("In words"), rows=3, max_length=2000)

    def __init__(self, *args: Any, what: Noted, **options: Any) -> None:
        super().__init__(*args, **options)
        if what in IN_WORDS:
            self.fields["words"].help_text = HINTS.get(what, "")
        else:
            del self.fields["words"]
            self.fields["said_of"].help_text = HINTS.get(what, "")


@require_http_methods(["GET", "POST"])
def every(request: HttpRequest) -> HttpResponse:
    """Every vacancy and how it stands; open one."""
    seen, page = keeper(request)
    form = VacancyForm(request.POST or None)
    if form.is_valid():
        with once(request):
            made = open_vacancy(title=form.cleaned_data["title"], actor=seen.actor, now=seen.moment.as_at)
            return redirect("vacancy", vacancy_id=made.id)
        return redirect("recruitment")
    rules = rules_in_force(seen.moment)
    found = [
        (one, how_it_stands(one, rules, seen.moment), len(whose_time_is_over(one, seen.moment)))
        for one in vacancies(seen.moment)
    ]
    page |= foot(seen) | {
        "form": form,
        "found": found,
        "asked": [(rule.control.clause, RECRUITMENT.words(rule.control.block)) for rule in rules],
    }
    return render(request, "desk/recruiting/vacancies.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """One vacancy. Its candidates' names are opened only with an entry that they were read."""
    seen, page = keeper(request)
    if vacancy(vacancy_id, seen.moment) is None:
        raise NothingHere
    which = request.POST.get("form")
    sits = SeatForm(request.POST if which == "seat" else None, people=_people(seen.moment))
    waits = CandidateForm(request.POST if which == "candidate" else None)
    by: dict[str, Any] = {"vacancy_id": vacancy_id, "actor": seen.actor, "now": seen.moment.as_at}
    asked: dict[str, tuple[forms.Form | None, Callable[[], object]]] = {
        "seat": (sits, lambda: seat(person_id=UUID(sits.cleaned_data["person"]), **by)),
        "candidate": (waits, lambda: note_candidate(name=waits.cleaned_data["name"], **by)),
        "unseat": (None, lambda: unseat(member_id=_id(request.POST.get("member", "")), **by)),
        "dispose": (None, lambda: dispose_of_candidates(**by)),
    }
    if which in asked and done(request, *asked[which]):
        return redirect("vacancy", vacancy_id=vacancy_id)
    page |= foot(seen) | _shown(vacancy_id, seen) | {"seat": sits, "candidate": waits}
    wrong = bool(sits.errors or waits.errors)
    return render(request, "desk/recruiting/vacancy.html", page, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, vacancy_id: UUID, what: str) -> HttpResponse:
    """Say something of a vacancy, or say it anew."""
    seen, page = keeper(request)
    found = vacancy(vacancy_id, seen.moment)
    if found is None or what not in list(Noted):
        raise NothingHere
    noted = Noted(what)
    form = NoteForm(request.POST or None, what=noted)

    def write() -> None:
        note_of_vacancy(
            vacancy_id=vacancy_id,
            what=noted,
            said_of=form.cleaned_data["said_of"],
            words=form.cleaned_data.get("words", ""),
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if done(request, form, write):
        return redirect("vacancy", vacancy_id=vacancy_id)
    lead = _("What was said before stays beneath.") if noted in found.notes else ""
    page |= {
        "form": form,
        "title": f"{found.row.title}: {NOTES[noted]}",
        "lead": lead,
        "vacancy_id": vacancy_id,
    }
    return render(request, "desk/recruiting/step.html", page, status=422 if form.errors else 200)


def done(request: HttpRequest, form: forms.Form | None, write: Callable[[], object]) -> bool:
    """Whether what was asked for is done; else the form, if there is one, says why not."""
    if form is not None and not form.is_valid():
        return False
    try:
        with once(request):
            write()
    except BadInput as refusal:
        if form is None:
            raise
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return False
    return True


def _shown(vacancy_id: UUID, seen: Visit) -> dict[str, Any]:
    opened = read_vacancy(vacancy_id=vacancy_id, actor=seen.actor, now=seen.moment.as_at)
    found, moment = opened.of, seen.moment
    rules, by = rules_in_force(moment), interviews_on(opened.of, moment)
    courses = dict.fromkeys(course for rule in rules for course in rule.wanted.courses)
    known = elsewhere([found], courses, (), moment)
    people = {member.person_id for member in found.panel} | {row.person_id for row in found.taken_on.values()}
    return {
        "vacancy": found,
        "opened": opened,
        "names": {person: row.full_name for person, row in details(people, moment).items()},
        "trained": {course: trained(found, course, by, moment, known) for course in courses},
        "asked": asked_of(found, rules, moment),
        "kept_until": {row.id: kept_until(found, row, moment) for row in found.candidates},
        "lacking": still_lacking(found, rules, moment),
        "over": len(whose_time_is_over(found, moment)),
        "notes": NOTES,
        "outcomes": OUTCOMES,
    }


def _people(moment: Moment) -> list[tuple[str, str]]:
    return [(str(line.person), line.name) for line in grid(moment).lines]


def _id(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise NothingHere from None
