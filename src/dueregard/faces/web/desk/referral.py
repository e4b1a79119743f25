"""One referral: what is asked before it is sent, and everything written down about it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....authority.access.vocabulary import Capability
from ....authority.people.rules import is_adult
from ....ground.kernel.moments import Moment, london_day
from ....ground.kernel.refusals import NothingHere
from ....work.casework.models import Checklist, Consent, Copy, Paper, Referral, Share, Told
from ....work.casework.models.about_referrals import OfReferral
from ....work.casework.operations.checking import check_referral
from ....work.casework.operations.names import names_for
from ....work.casework.operations.papers import begun_from, born_of, copy_paper, write_paper
from ....work.casework.operations.reading import File, Worded, read_concern
from ....work.casework.operations.referring import stage_of
from ....work.casework.queries.before_sending import in_danger
from ....work.casework.queries.chasing import months_of_looks
from ....work.casework.queries.ways_out import addressee_of
from ....work.casework.rules.ages import both_ages
from ....work.casework.rules.checking import Answer, Check, blank, why
from ....work.casework.rules.papers import NOT_KNOWN, Template, blank_boxes, template, template_for
from ....work.casework.rules.reviews import Review, reviews
from ....work.casework.rules.stages import may_follow
from ....work.casework.vocabulary import PaperForm, Stage
from ..forms.fields import Narrative, OneOf
from ..scope import Visit
from .governing import procedure_of
from .pages import on_concern
from .steps import step

ASKS = {
    Check.BEHAVIOUR: gettext_lazy(
        "Did somebody see or hear behaviour that worries them, and not only an opinion or a belief?"
    ),
    Check.LAWFUL: gettext_lazy("Have you considered whether what was said or done is lawful or protected?"),
    Check.ADJUSTMENTS: gettext_lazy(
        "Have you considered reasonable adjustments: autism, learning disability, mental health?"
    ),
    Check.ANOTHER_WAY: gettext_lazy("Could another route meet the need, instead of this or beside it?"),
    Check.ANYBODY: gettext_lazy("Would you refer anybody else on these facts?"),
}
ANSWERS = {
    Answer.YES: gettext_lazy("Yes"),
    Answer.NO: gettext_lazy("No"),
    Answer.NOT_KNOWN: gettext_lazy("Not known"),
}

_TYPES = {
    PaperForm.PDF: "application/pdf",
    PaperForm.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Unfinished(forms.Form):
    """A form that may be kept half filled in: every box is wanted, and an empty one is no fault yet."""

    def clean(self) -> dict[str, Any]:
        """What was filled in, and nothing for the rest."""
        for name in [name for name in self.errors if self.has_error(name, "required")]:
            del self.errors[name]
            self.cleaned_data[name] = ""
        return self.cleaned_data


class CheckForm(Unfinished):
    """The five questions, each with its reason. Any may be left for later; all are wanted before it is sent."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number, check in enumerate(Check, start=1):
            self.fields[check.value] = OneOf(label=ASKS[check], choices=list(ANSWERS.items()))
            self.fields[why(check)] = Narrative(
                label=_("Your reason for answer %(number)s") % {"number": number}, rows=2, max_length=5000
            )


class BoxesForm(Unfinished):
    """What a template asks, box by box."""

    def __init__(self, *args: Any, asked: Template, **options: Any) -> None:
        super().__init__(*args, **options)
        for box in asked.boxes:
            self.fields[box.id] = Narrative(label=box.ask, help_text=box.hint, rows=2, max_length=20_000)


@require_GET
def referral(request: HttpRequest, concern_id: UUID, referral_id: UUID) -> HttpResponse:
    """Everything about one referral, for whoever may refer; that was read, so the reading is written down."""
    seen, page = on_referral(request, concern_id, referral_id)
    file = read_concern(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
    (own,) = [w for w in file.record if w.row.id == referral_id]
    stage = stage_of(own.row, seen.moment.as_at)  # type: ignore[arg-type]
    context = page | _shown(file, own.row, seen) | {"own": own, "stage": stage, "concern_id": concern_id}
    context["can_go_on"] = bool(may_follow(stage))
    context["drafted"] = stage is Stage.DRAFTED
    return render(request, "desk/referral.html", context)


def _shown(file: File, row: Any, seen: Visit) -> dict[str, Any]:
    checklist, paper = latest(file, Checklist, row.id), latest(file, Paper, row.id)
    asked: Any = template(paper.row.template, paper.row.edition) if paper else None  # type: ignore[attr-defined]
    every = [
        w for w in (*file.replaced, *file.record) if isinstance(w.row, Paper) and w.row.referral_id == row.id
    ]
    papers = {w.row.id for w in every}
    born, today = born_of(file, seen.moment), london_day(seen.moment.as_at)
    then = london_day(file.concern.happened_at or file.concern.received_at)
    return {
        "reviews": _reviews(file, row.id, seen.moment),
        "today": today,
        "ages": [both_ages(day, then, today) for day in born],
        "grown_up": bool(born) and all(is_adult(day, today) for day in born),
        "told": {
            w.row.whom: w for w in file.record if isinstance(w.row, Told) and w.row.referral_id == row.id
        },
        "consent": latest(file, Consent, row.id),
        "shares": [w for w in file.record if isinstance(w.row, Share) and w.row.referral_id == row.id],
        "paper": paper,
        "asked": asked,
        "blank_boxes": blank_boxes(asked, paper.words) if paper else (),
        "copies": [w for w in file.record if isinstance(w.row, Copy) and w.row.paper_id in papers],
        "addressee": addressee_of(row.governed_by, row.to, seen.moment),
        "procedure": procedure_of(row.governed_by, seen.moment),
        "checklist": checklist,
        "blank": blank(checklist.words if checklist else {}),
        "danger": in_danger(file.concern, seen.moment),
        "names": names_for(file, seen.moment),
        "asks": ASKS,
        "answers": ANSWERS,
        "why": why,
        "stages": [one for one in file.stages if one.row.referral_id == row.id],
        "concern": file.concern,
    }


def _reviews(file: File, referral_id: UUID, moment: Moment) -> tuple[Review, ...]:
    reached = [
        (Stage(one.row.stage), london_day(one.row.happened_at))
        for one in file.stages
        if one.row.referral_id == referral_id
    ]
    return reviews(reached, months=months_of_looks(moment))


def unasked(file: File, at: Moment) -> frozenset[UUID]:
    """The referrals of a record that cannot be sent yet, because of what is asked before something is blank."""
    if in_danger(file.concern, at):
        return frozenset()
    answered = {
        row.id: latest(file, Checklist, row.id) for w in file.record if isinstance(row := w.row, Referral)
    }
    return frozenset(id_ for id_, found in answered.items() if blank(found.words if found else {}))


def latest(file: File, model: type[OfReferral], referral_id: UUID) -> Worded | None:
    """What stands of one sort about a referral."""
    found = [w for w in file.record if isinstance(w.row, model) and w.row.referral_id == referral_id]
    return found[-1] if found else None


def on_referral(request: HttpRequest, concern_id: UUID, referral_id: UUID) -> tuple[Visit, dict[str, Any]]:
    """As `on_concern`, for a page about one of its referrals and for nobody but who may refer."""
    seen, page = on_concern(request, concern_id)
    if "emergency" in page or not Referral.objects.filter(pk=referral_id, concern_id=concern_id).exists():
        raise NothingHere
    seen.who.may(Capability.REFER).enforce(who_can_help=_("Your designated safeguarding lead can."))
    return seen, page


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, concern_id: UUID, referral_id: UUID) -> HttpResponse:
    """Answer what is asked before it is sent; what was answered before is in the boxes."""
    seen, _page = on_referral(request, concern_id, referral_id)
    before: Worded | None = None
    if request.method == "GET":
        file = read_concern(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
        before = latest(file, Checklist, referral_id)
    form = CheckForm(request.POST or None, initial=dict(before.words) if before else {})

    def do(visit: Visit) -> None:
        check_referral(
            referral_id=referral_id, words=form.cleaned_data, actor=visit.actor, now=visit.moment.as_at
        )

    lead = _(
        "They are kept with the record. No answer stops a referral: one that is missing does. You can save some now "
        "and come back. In immediate danger ring 999; nothing here is asked first."
    )
    title = _("Before you send it: five questions")
    return step(request, concern_id, "desk/step.html", form, do, title=title, lead=lead)


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, concern_id: UUID, referral_id: UUID) -> HttpResponse:
    """Write what they are told: begun from the record, read and changed box by box."""
    seen, _page = on_referral(request, concern_id, referral_id)
    asked = template_for(Referral.objects.get(pk=referral_id).route)
    begun: dict[str, str] = {}
    if request.method == "GET":
        file = read_concern(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
        before = latest(file, Paper, referral_id)
        begun = dict(before.words) if before else begun_from(file, referral_id, seen.actor, seen.moment)
    form = BoxesForm(request.POST or None, asked=asked, initial=begun)

    def do(visit: Visit) -> None:
        write_paper(
            referral_id=referral_id, words=form.cleaned_data, actor=visit.actor, now=visit.moment.as_at
        )

    lead = _(
        "Where the record says something, it stands in the box already. Read and change each. What you do not know, "
        "write as: %(not_known)s. Say what they need to know to help, and no more. You can save and come back."
    ) % {"not_known": NOT_KNOWN}
    return step(request, concern_id, "desk/step.html", form, do, title=_("What they are told"), lead=lead)


@require_POST
def copy(request: HttpRequest, concern_id: UUID, referral_id: UUID) -> HttpResponse:
    """Make a file of it, to be sent by hand. Each file that is made is written down."""
    seen, _page = on_referral(request, concern_id, referral_id)
    form = PaperForm.WORD if request.POST.get("form") == PaperForm.WORD else PaperForm.PDF
    made = copy_paper(referral_id=referral_id, form=form, actor=seen.actor, now=seen.moment.as_at)
    answer = HttpResponse(made.data, content_type=_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer
