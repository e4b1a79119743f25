"""Deciding: first which question, then the sheet its policies ask for; and joining what others began."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ....authority.access.powers import post_titles
from ....authority.access.vocabulary import Circle
from ....authority.policy.queries import shelf
from ....ground.kernel.moments import Moment
from ....work.casework.models import Concern, Decision, Triage
from ....work.casework.operations import deciding
from ....work.casework.operations.reading import File
from ....work.casework.queries.conduct import standing_of
from ....work.casework.rules.deciding import Demand, Seat
from ....work.casework.rules.facts import facts_of_concern
from ....work.casework.rules.grounds import asks_grounds
from ....work.casework.vocabulary import Question
from ..scope import Visit
from ..writing import once
from .forms import DecisionForm, QuestionForm
from .pages import on_concern, on_row
from .steps import step

BOXES = ("reasons", "alternatives", "consulted", "told")


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Decide. What is asked depends on the question, so the question comes first, on a page of its own."""
    seen, page = on_concern(request, concern_id)
    said = request.POST or request.GET
    concern = Concern.objects.get(pk=concern_id)
    restricted = concern.circle == Circle.SEALED
    begun = {"question": said.get("question", ""), "replaces": said.get("replaces", "")}
    first = QuestionForm(begun, restricted=restricted)
    if not first.is_valid():
        asks = first if request.POST else QuestionForm(initial=begun, restricted=restricted)
        context = page | {"form": asks, "concern_id": concern_id}
        return render(request, "desk/question.html", context, status=422 if request.POST else 200)
    question = Question(first.cleaned_data["question"])
    sorted_as = Triage.objects.filter(concern=concern).known(seen.moment.as_at).first()
    demand = deciding.demand_at(concern, sorted_as, seen.who, question, seen.moment)
    grounds = asks_grounds(question, facts_of_concern(concern, sorted_as))
    kind = standing_of(concern, seen.moment).kind if restricted else None
    form = DecisionForm(
        request.POST or None,
        demand=demand,
        question=question,
        kind=kind or "",
        grounds=grounds,
        initial=first.cleaned_data,
    )

    def do(visit: Visit) -> None:
        answered = form.cleaned_data
        deciding.decide(
            concern_id=concern_id,
            question=question,
            outcome=answered["outcome"],
            words={box: answered[box] for box in (*BOXES, *form.records)}
            | ({"grounds": " ".join(answered["grounds"])} if grounds else {}),
            next_date=answered["next_date"],
            replaces=answered["replaces"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    title = str(dict(first.fields["question"].choices)[question])  # type: ignore[attr-defined]
    return step(request, concern_id, "desk/step.html", form, do, title=title, lead=_lead(demand, seen.moment))


@require_POST
def join(request: HttpRequest, concern_id: UUID, decision_id: UUID) -> HttpResponse:
    """Join a decision somebody else has written."""
    seen = on_row(request, concern_id, Decision, decision_id)
    with once(request):
        deciding.join_decision(decision_id=decision_id, words="", actor=seen.actor, now=seen.moment.as_at)
    return redirect("concern", concern_id=concern_id)


def waiting(file: File, seen: Visit) -> list[str]:
    """For each decision that is not made, whom it waits for, and for which policy each of them is wanted."""
    rows = (worded.row for worded in file.record)
    open_ = [row for row in rows if isinstance(row, Decision) and not deciding.is_made(row)]
    seats = (deciding.waiting_for(row, file.concern, seen.who, seen.moment) for row in open_)
    return [
        _("A decision waits for %(whom)s.") % {"whom": _and(_named(some, seen.moment))}
        for some in seats
        if some
    ]


def _lead(demand: Demand, moment: Moment) -> str:
    if not demand.governed_by:
        return _("No policy in force says who decides this. Whoever has been given the power to decide may.")
    said = _("Decided by %(whom)s.") % {"whom": _and(_named(demand.seats, moment))}
    first = _("Your policy asks for a consultation first: add it to the record, then decide.")
    return f"{said} {first}" if demand.consult_first else said


def _named(seats: Iterable[Seat], moment: Moment) -> Iterator[str]:
    """Each seat as people say it: the posts that may fill it, and the policies that ask for it."""
    titles = post_titles(moment)
    policies = {pack.policy: pack.header.title for _edition, pack in shelf(moment).editions}
    for seat in seats:
        posts = _(" or ").join(sorted(titles.get(role, role) for role in seat.roles))
        asked = _and(f"“{policies[policy]}”" for policy in sorted(seat.serves))
        yield _("%(posts)s (for %(policies)s)") % {"posts": posts, "policies": asked} if asked else posts


def _and(parts: Iterable[str]) -> str:
    said = list(parts)
    return _(" and ").join(filter(None, (", ".join(said[:-1]), said[-1] if said else "")))
