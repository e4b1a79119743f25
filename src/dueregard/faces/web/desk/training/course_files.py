"""Completions from a learning system's export: chosen, planned, looked at, then taken in as planned.

The plan is carried by the page itself, signed, as ids and days: until it is taken in nothing of the file is kept.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from .....authority.people.imports.dates import Order
from .....authority.people.imports.files import receive
from .....authority.policy.queries import in_force
from .....ground.kernel.moments import Moment
from .....ground.kernel.refusals import BadInput
from .....work.training.operations.course_files import take_in_courses
from .....work.training.queries.course_files import Done, Plan, plan_courses
from .....work.training.vocabulary import Result
from ...forms.fields import Pick
from ...reading import LARGEST, reads_files
from ...scope import Visit
from ...writing import once
from ..pages import shared
from .keeping import keeps_training
from .mine import titles
from .sheet import RESULTS

_SALT = "dueregard.training.course-file"
_KEPT = timedelta(days=1)
_SHOWN = 200


class FileForm(forms.Form):
    """A file, and what it does not say of itself."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "CSV or Excel. A column each for the payroll number, ULN or e-mail, the course, and the day."
        ),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("There is nothing in this file."),
            "invalid": _("Choose a file."),
        },
    )
    course = Pick(label=_("Which course is it of?"), required=False)
    finished = Pick(
        label=_("What does “completed” stand for?"),
        choices=[(one, RESULTS[one]) for one in (Result.ATTENDED, Result.PASSED, Result.CERTIFICATE)],
    )
    dates = Pick(
        label=_("How are dates written?"),
        choices=[
            ("", _("The file shows it")),
            (Order.DAY_FIRST, _("Day first: 04/03 is 4 March")),
            (Order.MONTH_FIRST, _("Month first: 04/03 is 3 April")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, moment: Moment, **options: Any) -> None:
        super().__init__(*args, **options)
        courses = {one.id: one.block.title for one in in_force("course", moment)}
        self.fields["course"].choices = [("", _("A column says it")), *courses.items()]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """Refuse what would keep a page waiting for minutes."""
        if self.cleaned_data["file"].size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 10 MB. Send it in parts."))
        return self.cleaned_data["file"]


@reads_files
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is read and compared at once, and nothing is changed."""
    seen, page = shared(request, "training")
    keeps_training(seen)
    form = FileForm(request.POST or None, request.FILES or None, moment=seen.moment)
    if form.is_valid():
        try:
            plan = _plan(form.cleaned_data, seen)
            return render(request, "desk/training/course_plan.html", page | _shown(plan, seen))
        except BadInput as refusal:
            form.add_error("file", refusal.sentence)
    return render(
        request, "desk/training/course_file.html", page | {"form": form}, status=422 if form.errors else 200
    )


def _plan(said: dict[str, Any], seen: Visit) -> Plan:
    return plan_courses(
        received=receive(said["file"]),
        moment=seen.moment,
        course=said["course"],
        finished=Result(said["finished"]),
        dates=Order(said["dates"]) if said["dates"] else None,
    )


def _shown(plan: Plan, seen: Visit) -> dict[str, Any]:
    called = titles(seen.moment)
    by_course: dict[str, int] = {}
    for _person, course, _day, _result in plan.new:
        by_course[course] = by_course.get(course, 0) + 1
    return {
        "plan": plan,
        "by_course": [(called.get(course, course), number) for course, number in sorted(by_course.items())],
        "problems": plan.problems[:_SHOWN],
        "more": max(0, len(plan.problems) - _SHOWN),
        "signed": "" if plan.stops or not plan.new else _signed(plan.new, seen),
    }


def _whose(seen: Visit) -> list[str]:
    return [str(seen.provider.id), str(seen.who.person_id)]


def _signed(rows: list[Done], seen: Visit) -> str:
    written = [[person.hex, course, day.isoformat(), result.value] for person, course, day, result in rows]
    return signing.dumps([_whose(seen), written], salt=_SALT, compress=True)


@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in exactly what was shown, to whom it was shown."""
    seen, _page = shared(request, "training")
    keeps_training(seen)
    with once(request):
        take_in_courses(planned=_read(request, seen), actor=seen.actor, now=seen.moment.as_at)
    return redirect("training")


def _read(request: HttpRequest, seen: Visit) -> list[Done]:
    try:
        whose, rows = signing.loads(request.POST.get("plan", ""), salt=_SALT, max_age=_KEPT)
    except signing.BadSignature:
        raise BadInput(
            "This plan is not one of ours, or is older than a day. Choose the file again."
        ) from None
    if whose != _whose(seen):
        raise BadInput("This plan was shown to somebody else. Choose the file again.")
    return [
        (UUID(person), course, date.fromisoformat(day), Result(result))
        for person, course, day, result in rows
    ]
