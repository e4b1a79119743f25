"""Support plans beside a record: what was agreed, when it is looked at again, and what a colleague may know of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ....authority.access.powers import post_titles
from ....authority.access.queries import holders
from ....authority.identity.queries import details
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import NothingHere
from ....work.casework.queries.seeing import is_theirs
from ....work.support.facts import NAMES, facts_of
from ....work.support.models import PlanNote, SupportPlan
from ....work.support.operations.notes import read_notes, share_note, take_back_note
from ....work.support.operations.planning import Agreed, begin_plan, read_plans, review_plan
from ....work.support.vocabulary import Goes
from ..forms.fields import Line, Narrative, OneOf, Pick
from ..forms.questions import Questions
from ..forms.times import Day
from ..scope import Visit
from ..writing import filled
from .care_facts import SAID_BY
from .pages import on_concern, shared

_NOBODY = "nobody"
_NONE = "none"


class PlanForm(forms.Form):
    """What was agreed."""

    goals = Narrative(
        label=gettext_lazy("What do they want to be different?"),
        help_text=gettext_lazy("In their own words. A plan nobody asked them about is no plan."),
        rows=4,
        max_length=10_000,
    )
    offered = Narrative(
        label=gettext_lazy("What is offered, by whom, and from when?"),
        help_text=gettext_lazy("Name people by their post. Mentoring belongs here too."),
        rows=4,
        max_length=10_000,
    )
    adjustments = Narrative(
        label=gettext_lazy("What is done differently for them?"),
        help_text=gettext_lazy(
            "Reasonable adjustments for a disability or condition, such as more time or another way."
        ),
        rows=3,
        max_length=10_000,
        required=False,
    )
    offer = Pick(label=gettext_lazy("Which offer of your policies is it?"))
    named_adult = Pick(label=gettext_lazy("Who keeps an eye on it?"))
    began_on = Day(label=gettext_lazy("From which day?"))
    review_by = Day(
        label=gettext_lazy("By which day is it looked at with them again?"),
        help_text=gettext_lazy("Without a day nobody is late, and nobody looks."),
        required=False,
    )

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], offers: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["named_adult"].choices = [(_NOBODY, _("Nobody yet")), *people]  # type: ignore[attr-defined]
        self.fields["offer"].choices = [(_NONE, _("None of them")), *offers]  # type: ignore[attr-defined]


class ReviewForm(Questions):
    """What was found when it was looked at."""

    held_on = Day(label=gettext_lazy("On which day did you look at it with them?"))
    words = Narrative(
        label=gettext_lazy("What has changed for them?"),
        help_text=gettext_lazy("What they say themselves, and what others see."),
        rows=4,
        max_length=10_000,
    )
    goes = OneOf(
        label=gettext_lazy("Does it go on?"),
        choices=[(Goes.ON, gettext_lazy("It goes on")), (Goes.ENDED, gettext_lazy("It ends"))],
        reveals={Goes.ON: "review_by"},
    )
    review_by = Day(label=gettext_lazy("By which day is it looked at again?"), required=False)


class NoteForm(forms.Form):
    """What a colleague needs to know."""

    name = Line(
        label=gettext_lazy("Which colleague?"),
        help_text=gettext_lazy("Their whole name, as the directory has it."),
    )
    words = Narrative(
        label=gettext_lazy("What do they need to know to help?"),
        help_text=gettext_lazy("What to do and look out for. Not what happened, and not why."),
        rows=4,
        max_length=5000,
    )
    last_day = Day(
        label=gettext_lazy("Until which day may they read it?"),
        help_text=gettext_lazy("At most three months."),
    )


class BackForm(forms.Form):
    """Why a note is taken back."""

    reason = Narrative(
        label=gettext_lazy("Why is it taken back?"),
        help_text=gettext_lazy("This stays with the plan. Whoever could read the note is told nothing."),
        rows=3,
        max_length=5000,
    )


@require_GET
def plans(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """The support plans of a concern."""
    seen, page = _on(request, concern_id)
    found = read_plans(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
    people = {one.row.named_adult_id for one in found} | {n.person_id for one in found for n, _w in one.notes}
    known = details({one for one in people if one}, seen.moment)
    offers = {one.source: one.block.offer for one in in_force("support", seen.moment)}
    page |= {
        "facts": facts_of(concern_id, seen.moment),
        "situations": NAMES,
        "said_by": SAID_BY,
        "found": found,
        "names": {person: row.full_name for person, row in known.items()},
        "offers": offers,
        "today": london_day(seen.moment.as_at),
    }
    return render(request, "desk/plans.html", page)


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Write down the support that was agreed."""
    seen, page = _on(request, concern_id)
    held = {row.person_id for row in holders(post_titles(seen.moment), seen.moment)}
    known = details(held, seen.moment)
    people = sorted(((str(one), row.full_name) for one, row in known.items()), key=lambda pair: pair[1])
    offers = [(one.source, one.block.offer) for one in in_force("support", seen.moment)]
    begun = {"began_on": london_day(seen.moment.as_at)}
    form = PlanForm(request.POST or None, people=people, offers=offers, initial=begun)

    def write() -> None:
        said = form.cleaned_data
        agreed = Agreed(
            goals=said["goals"],
            offered=said["offered"],
            adjustments=said["adjustments"],
            began_on=said["began_on"],
            review_by=said["review_by"],
            named_adult=None if said["named_adult"] == _NOBODY else UUID(said["named_adult"]),
            governed_by="" if said["offer"] == _NONE else said["offer"],
        )
        begin_plan(concern_id=concern_id, agreed=agreed, actor=seen.actor, now=seen.moment.as_at)

    return _step(request, page, form, write, concern_id, _("Agree support"))


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, concern_id: UUID, plan_id: UUID) -> HttpResponse:
    """Write down that a plan was looked at, or ended."""
    seen, page = _on(request, concern_id, plan_id)
    form = ReviewForm(request.POST or None, initial={"held_on": london_day(seen.moment.as_at)})

    def write() -> None:
        said = form.cleaned_data
        review_plan(
            plan_id=plan_id,
            held_on=said["held_on"],
            goes=Goes(said["goes"]),
            review_by=said["review_by"],
            words=said["words"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    return _step(request, page, form, write, concern_id, _("Look at the plan again"))


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, concern_id: UUID, plan_id: UUID) -> HttpResponse:
    """Share a note with a colleague."""
    seen, page = _on(request, concern_id, plan_id)
    form = NoteForm(request.POST or None)

    def write() -> None:
        said = form.cleaned_data
        share_note(
            plan_id=plan_id,
            name=said["name"],
            last_day=said["last_day"],
            words=said["words"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    lead = _(
        "They read this note and nothing else: not the record, not the plan, and not that there is a concern."
    )
    return _step(request, page, form, write, concern_id, _("Share a note with a colleague"), lead)


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, concern_id: UUID, note_id: UUID) -> HttpResponse:
    """Take back a note that was shared."""
    seen, page = _on(request, concern_id)
    if not PlanNote.objects.filter(pk=note_id, plan__concern=concern_id).exists():
        raise NothingHere
    form = BackForm(request.POST or None)

    def write() -> None:
        take_back_note(
            note_id=note_id,
            reason=form.cleaned_data["reason"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    page["button"] = _("Take it back")
    lead = _("They can no longer read it from now on. That they have read it stays in the audit record.")
    return _step(request, page, form, write, concern_id, _("Take back this note"), lead)


@require_GET
def notes(request: HttpRequest) -> HttpResponse:
    """What colleagues shared with this reader, as long as they may read it."""
    seen, page = shared(request, "support-notes")
    found = read_notes(actor=seen.actor, now=seen.moment.as_at)
    return render(request, "desk/support_notes.html", page | {"found": found})


def _on(request: HttpRequest, concern_id: UUID, plan_id: UUID | None = None) -> tuple[Visit, dict[str, Any]]:
    """The visit of a handler, to a plan of this concern if one is named; in an emergency there is none."""
    seen, page = on_concern(request, concern_id)
    theirs = is_theirs(concern_id, seen.who, seen.moment)
    known = plan_id is None or SupportPlan.objects.filter(pk=plan_id, concern=concern_id).exists()
    if not (theirs and known):
        raise NothingHere
    return seen, page | {"concern_id": concern_id}


def _step(
    request: HttpRequest,
    page: dict[str, Any],
    form: forms.Form,
    write: Callable[[], object],
    concern_id: UUID,
    title: str,
    lead: str = "",
) -> HttpResponse:
    """Show a form, or do what it says; a refusal lands beside it with nothing lost."""
    if filled(request, form, write):
        return redirect("plans", concern_id=concern_id)
    page |= {"form": form, "title": title, "lead": lead}
    return render(request, "desk/plan_step.html", page, status=422 if form.errors else 200)
