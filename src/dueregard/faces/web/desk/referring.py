"""Referring: to whom, in what words; and what became of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....ground.kernel.moments import Moment
from ....work.casework.models import Concern, Referral, Triage
from ....work.casework.operations import referring
from ....work.casework.operations.reading import File
from ....work.casework.queries.ways_out import WayOut, addressee_of, ways_out
from ....work.casework.rules.facts import facts_of_concern
from ....work.casework.rules.stages import may_follow
from ....work.casework.vocabulary import Stage
from ..scope import Visit
from .forms import ReferralForm, StageForm
from .governing import procedure_of
from .pages import on_concern
from .steps import step, when_said


@require_http_methods(["GET", "POST"])
def refer(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Prepare a referral."""
    seen, _page = on_concern(request, concern_id)
    concern = Concern.objects.get(pk=concern_id)
    sorted_as = Triage.objects.filter(concern=concern).known(seen.moment.as_at).first()
    ways = {way.key: way for way in ways_out(facts_of_concern(concern, sorted_as), seen.moment)}
    form = ReferralForm(request.POST or None, ways=[(key, _said(way)) for key, way in ways.items()])

    def do(visit: Visit) -> None:
        chosen = ways[form.cleaned_data["to"]]
        referring.prepare_referral(
            concern_id=concern_id,
            route=chosen.path.block.route,
            governed_by=chosen.path.source,
            to=chosen.to,
            words={"account": form.cleaned_data["words"]},
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    return step(request, concern_id, "desk/step.html", form, do, title=_("Prepare a referral"))


def _said(way: WayOut) -> str:
    said = _("%(to)s, by way of %(via)s") % {"to": way.title, "via": way.via} if way.via else way.title
    return said if way.fits else _("%(to)s (our policy has this for other matters)") % {"to": said}


@require_http_methods(["GET", "POST"])
def stage(request: HttpRequest, concern_id: UUID, referral_id: UUID) -> HttpResponse:
    """Record that a referral went on."""
    seen, _page = on_concern(request, concern_id)
    referral = Referral.objects.filter(pk=referral_id, concern_id=concern_id).first()
    stages = may_follow(referring.stage_of(referral, seen.moment.as_at)) if referral else frozenset[Stage]()
    form = StageForm(request.POST or None, stages=stages)

    def do(visit: Visit) -> None:
        referring.move_referral(
            referral_id=referral_id,
            stage=Stage(form.cleaned_data["stage"]),
            happened_at=when_said(form, visit).at,
            words=form.cleaned_data["words"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    return step(request, concern_id, "desk/step.html", form, do, title=_("What happened to the referral"))


def shown(file: File, seen: Visit, at: Moment) -> list[tuple[Referral, str, Stage, str]]:
    """Each referral of a record: whom it is for, where it stands, and the procedure it follows."""
    rows = [worded.row for worded in file.record if isinstance(worded.row, Referral)]
    return [
        (
            row,
            addressee_of(row.governed_by, row.to, at),
            referring.stage_of(row, seen.moment.as_at),
            procedure_of(row.governed_by, at),
        )
        for row in rows
    ]
