"""What a handler writes down of a concern about somebody who works here: whom they work with, what was heard from
outside, who manages it. Every page of it is a restricted matter's."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ....authority.access.vocabulary import Circle
from ....authority.identity.queries import details
from ....ground.kernel.refusals import NothingHere
from ....ground.tenancy.vocabulary import Nation
from ....work.casework.models import Concern
from ....work.casework.operations.conduct import appoint_manager, describe_work, note_advice, note_removal
from ....work.casework.queries.conduct import who_may_manage
from ....work.casework.queries.seeing import seen_by
from ....work.casework.rules.conduct import AdviceFrom, AdviceStep, EmployedBy, Removed, WorksIn, WorksWith
from ..forms.fields import Line, LondonMoment, Narrative, OneOf, Pick
from ..scope import Visit
from .pages import on_concern
from .steps import step, when_said

WITH = {
    WorksWith.CHILDREN: gettext_lazy("People under 18"),
    WorksWith.ADULTS_AT_RISK: gettext_lazy("Adults who may be at risk"),
    WorksWith.BOTH: gettext_lazy("Both"),
    WorksWith.NEITHER: gettext_lazy("Neither"),
}
WHERE = {
    WorksIn.ENGLAND: gettext_lazy("In England"),
    WorksIn.WALES: gettext_lazy("In Wales"),
    WorksIn.BOTH: gettext_lazy("In both"),
}
EMPLOYERS = {
    EmployedBy.US: gettext_lazy("We do, or they volunteer for us"),
    EmployedBy.AGENCY: gettext_lazy("An agency"),
    EmployedBy.SUBCONTRACTOR: gettext_lazy("A subcontractor"),
    EmployedBy.EMPLOYER: gettext_lazy("An employer of learners"),
    EmployedBy.OTHERS: gettext_lazy("Somebody else"),
}
SOURCES = {
    AdviceFrom.LADO: gettext_lazy("The council's designated officer (LADO)"),
    AdviceFrom.PIPOT: gettext_lazy("The council's lead for people in positions of trust (PIPOT)"),
    AdviceFrom.WALES: gettext_lazy("The council, by section 5 of the Wales Safeguarding Procedures"),
}
STEPS = {
    AdviceStep.ASKED: gettext_lazy("We asked them, and wait for their advice"),
    AdviceStep.GIVEN: gettext_lazy("They advised"),
    AdviceStep.NOT_ASKED: gettext_lazy("We do not ask them"),
}

REMOVED = {
    Removed.REMOVED: gettext_lazy("They were removed from work with children or adults at risk"),
    Removed.WOULD_HAVE: gettext_lazy("They would have been removed, had they not left or moved first"),
}


class WorkForm(forms.Form):
    """Whom they work with, where, and for whom."""

    works_with = OneOf(label=gettext_lazy("Whom do they work with?"), choices=list(WITH.items()))
    works_in = OneOf(label=gettext_lazy("Where?"), choices=list(WHERE.items()))
    employed_by = OneOf(label=gettext_lazy("Who employs them?"), choices=list(EMPLOYERS.items()))
    words = Narrative(label=gettext_lazy("How do you know?"), rows=3, max_length=10_000)


class AdviceForm(forms.Form):
    """Whom, how far, when, and what was said."""

    source = OneOf(label=gettext_lazy("Who outside?"), choices=list(SOURCES.items()))
    step = OneOf(label=gettext_lazy("What happened?"), choices=list(STEPS.items()))
    who = Line(label=gettext_lazy("Which post of which body"), max_length=500, required=False)
    happened = LondonMoment(
        label=gettext_lazy("When?"), help_text=gettext_lazy("Leave empty for now."), required=False
    )
    said = Narrative(
        label=gettext_lazy("What they advised; or why you do not ask them"),
        rows=4,
        max_length=10_000,
        required=False,
    )


class RemovalForm(forms.Form):
    """How, when, and why."""

    how = OneOf(label=gettext_lazy("What happened?"), choices=list(REMOVED.items()))
    happened = LondonMoment(
        label=gettext_lazy("When?"), help_text=gettext_lazy("Leave empty for now."), required=False
    )
    words = Narrative(label=gettext_lazy("From what work, by whom, and why"), rows=4, max_length=10_000)


class ManagerForm(forms.Form):
    """Who, and why."""

    person = Pick(label=gettext_lazy("Who manages this?"), blank=True)
    reason = Narrative(label=gettext_lazy("Why them?"), rows=3, max_length=10_000)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


def on_restricted(request: HttpRequest, concern_id: UUID) -> tuple[Visit, Concern]:
    """The visit to a restricted matter this reader may see, and the matter; raises `NothingHere` for every other."""
    seen, _page = on_concern(request, concern_id)
    concern = seen_by(seen.who, concern_id, seen.moment)
    if concern is None or concern.circle != Circle.SEALED:
        raise NothingHere
    return seen, concern


@require_http_methods(["GET", "POST"])
def their_work(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Write down whom they work with."""
    seen, _concern = on_restricted(request, concern_id)
    begun = {"works_in": WorksIn(Nation(seen.provider.nation).value)}
    form = WorkForm(request.POST or None, initial=begun)

    def do(visit: Visit) -> None:
        said: Mapping[str, Any] = form.cleaned_data
        describe_work(
            concern_id=concern_id,
            works_with=WorksWith(said["works_with"]),
            works_in=WorksIn(said["works_in"]),
            employed_by=EmployedBy(said["employed_by"]),
            words=said["words"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    lead = _("Here and elsewhere: paid work, and volunteering. It says who outside is asked for advice.")
    return _step(request, concern_id, form, do, _("Whom they work with"), lead)


@require_http_methods(["GET", "POST"])
def advice(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Write down what was heard from outside."""
    on_restricted(request, concern_id)
    asked = request.GET.get("from", "")
    form = AdviceForm(request.POST or None, initial={"source": asked} if asked in list(AdviceFrom) else {})

    def do(visit: Visit) -> None:
        said: Mapping[str, Any] = form.cleaned_data
        note_advice(
            concern_id=concern_id,
            source=AdviceFrom(said["source"]),
            step=AdviceStep(said["step"]),
            happened_at=when_said(form, visit).at,
            words={box: said[box] for box in ("who", "said")},
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    lead = _(
        "Ask by telephone first. Say the post and the body, and no name of theirs. Nothing is sent from here."
    )
    return _step(request, concern_id, form, do, _("Advice from outside"), lead)


@require_http_methods(["GET", "POST"])
def removal(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Write down that they were removed from their work."""
    on_restricted(request, concern_id)
    form = RemovalForm(request.POST or None)

    def do(visit: Visit) -> None:
        said: Mapping[str, Any] = form.cleaned_data
        note_removal(
            concern_id=concern_id,
            how=Removed(said["how"]),
            happened_at=when_said(form, visit).at,
            words=said["words"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    lead = _("Of somebody in regulated activity, who harmed somebody or may. Suspending is not removing.")
    return _step(request, concern_id, form, do, _("Removed from their work"), lead)


@require_http_methods(["GET", "POST"])
def manager(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Appoint who manages it."""
    seen, concern = on_restricted(request, concern_id)
    known = details(who_may_manage(concern, seen.moment), seen.moment)
    names = sorted(((str(one), row.full_name) for one, row in known.items()), key=lambda pair: pair[1])
    form = ManagerForm(request.POST or None, people=names)

    def do(visit: Visit) -> None:
        appoint_manager(
            concern_id=concern_id,
            person_id=UUID(form.cleaned_data["person"]),
            reason=form.cleaned_data["reason"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    lead = _(
        "One person answers for what happens. Whoever is named here, close to them, or raised it is not offered."
    )
    return _step(request, concern_id, form, do, _("Appoint a case manager"), lead)


def _step(
    request: HttpRequest,
    concern_id: UUID,
    form: forms.Form,
    do: Callable[[Visit], object],
    title: str,
    lead: str,
) -> HttpResponse:
    return step(
        request, concern_id, "desk/conduct_step.html", form, do, then="conduct", title=title, lead=lead
    )
