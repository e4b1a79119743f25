"""One concern: a first page that identifies nobody, the record behind a deliberate step, and what a handler does."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....assurance.disclosure.queries.sheets import copies_given
from ....assurance.rights.queries.holds import holds_on, is_told
from ....assurance.rights.queries.keeping import decides_on_keeping
from ....assurance.transfer.models import Export
from ....authority.access.emergencies import uses_of
from ....authority.access.powers import post_titles
from ....authority.access.queries import holders
from ....authority.access.vocabulary import CONCERNED, Capability, Circle
from ....authority.identity.queries import details
from ....ground.kernel.moments import Moment, london_day
from ....ground.kernel.refusals import BadInput
from ....mechanisms.notifications.queries import state_of
from ....work.casework.models import Action, Decision
from ....work.casework.operations import acting, deciding, handling, stepping_aside
from ....work.casework.operations.names import Names, names_for
from ....work.casework.operations.reading import File, Worded, read_concern
from ....work.casework.queries.acting import no_longer_theirs
from ....work.casework.queries.apart import who_opens_names
from ....work.casework.queries.closing import waits_for_closing
from ....work.casework.queries.conduct import standing_of
from ....work.casework.queries.emergencies import shown
from ....work.casework.queries.granting import grants_of
from ....work.casework.queries.readings import who_looked
from ....work.casework.rules.stages import may_follow
from ....work.casework.vocabulary import EntryKind
from ....work.protection.queries import sees_threats
from ..scope import Visit
from ..writing import once
from .around_them import PARTS
from .attaching import Listed, files_of_record
from .chronology import ChronologyForm
from .conduct import may_write_of_looking_into
from .decisions import waiting
from .due import due_on
from .forms import ActionForm, AsideForm, EntryForm, TriageForm
from .governing import governing, mailboxes
from .groups import group_words
from .joining import joined_with
from .meeting import may_call
from .national import national_figures
from .next_step import next_step
from .pages import for_a_while, on_concern, on_row, shared
from .paper import foot
from .referral import unasked
from .referring import shown as referrals
from .refiling import elsewhere
from .steps import step, when_said


@require_http_methods(["GET", "POST"])
def door(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Before the record: a deliberate step, because somebody may be looking over a shoulder."""
    seen, page = on_concern(request, concern_id, reading=True)
    if request.method == "POST":
        try:
            handling.open_concern(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
        except handling.Disposed:
            return redirect("disposed-of", concern_id=concern_id)
        return redirect("concern", concern_id=concern_id)
    return render(request, "desk/door.html", page | {"concern_id": concern_id})


@require_GET
def record(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """The record, now or as it was known at the end of a past day."""
    seen, page = shared(request)
    at = _past_day(request, seen.moment)
    order = ChronologyForm(request.GET)
    try:
        file = read_concern(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at, moment=at)
    except handling.Disposed:
        return redirect("disposed-of", concern_id=concern_id)
    copies = copies_given(concern_id, seen.who, at)
    rows = [*file.record, *(Worded(row, {}) for row in copies)]
    chronology = {"order": order, "chronology": order.of(rows), "asked_at": request.GET.get("at", "")}
    files = files_of_record(file)
    also = [row.sheet.answerer_id for row in copies]
    context = page | foot(seen, file.concern) | _record(seen, file, files, at, also) | chronology
    context |= for_a_while(seen, concern_id)
    return render(request, "desk/record.html", context)


def _past_day(request: HttpRequest, today: Moment) -> Moment:
    asked = request.GET.get("at", "")
    if not asked:
        return today
    try:
        return Moment.end_of(date.fromisoformat(asked))
    except (ValueError, OverflowError):
        raise BadInput("This is not a day. Write it like 2026-03-04.") from None


def _record(
    seen: Visit, file: File, files: Sequence[Listed], at: Moment, others: Sequence[UUID]
) -> dict[str, Any]:
    used = shown(uses_of(file.concern.id, at), seen.who, seen.moment)
    looked = (one.person_id for each in files for one in each.opened)
    opened = who_looked(file.concern.id, together=Export.objects.all()) if at == seen.moment else ()
    also = (*(one.row.person_id for one in used), *looked, *others, *(one.person_id for one in opened))
    names: Names = names_for(file, seen.moment, also)
    told = state_of(file.concern.id) if at == seen.moment else ()
    made = {w.row.id: deciding.is_made(w.row) for w in file.record if isinstance(w.row, Decision)}
    sent = referrals(file, seen, at)
    stages = {row.id: stage for row, _to, stage, _procedure in sent}
    untold = at == seen.moment and waits_for_closing(file.concern, at)
    rows = [worded.row for worded in file.record]
    return _to_do(file, seen, at) | {
        "file": file,
        "files": files,
        "used": used,
        "opened": opened,
        "shown": grants_of(file.concern.id, at) if at == seen.moment else (),
        "next": next_step(
            file.concern,
            rows,
            made=made,
            stages=stages,
            untold=untold,
            unasked=unasked(file, at),
            conduct=standing_of(file.concern, at) if file.concern.circle == Circle.SEALED else None,
        ),
        "national": national_figures(file, at),
        "today": london_day(seen.moment.as_at),
        "names": names,
        "past": at.known_at if at != seen.moment else None,
        "decisions": made,
        "referrals": sent,
        "can_follow": may_follow,
        "governing": governing(file.deliveries, at),
        "group": group_words(file, at),
        "waiting": waiting(file, seen) if at == seen.moment else (),
        "posts": post_titles(seen.moment),
        "told": told,
        "mailboxes": mailboxes(told, seen.moment),
        "parts": PARTS,
        "untold": untold,
        "references": elsewhere([file], seen),
        "joined": joined_with(file.concern.id, seen, at),
        "openers": who_opens_names(at) if file.concern.raiser_apart else (),
        "held": [
            (hold, is_told(hold, seen.who, seen.moment))
            for hold in holds_on({file.concern.id: _linked(file)}, seen.moment).get(file.concern.id, ())
        ],
        "decides_keeping": decides_on_keeping(seen.who),
        "may_call": may_call(file.concern, seen),
        "sees_threats": sees_threats(seen.who, file.concern.id, seen.moment),
        "may_open_name": Capability.OPEN_RAISER in seen.who.capabilities,
        "due": due_on(file.concern.id, seen.moment) if at == seen.moment else (),
    }


def _to_do(file: File, seen: Visit, at: Moment) -> dict[str, Any]:
    """What somebody was asked to do and has not done, and what nobody can be asked for any longer."""
    to_do = [w for w in file.record if isinstance(w.row, Action) and not w.row.done_at]
    asked = [w.row for w in to_do if isinstance(w.row, Action)] if at == seen.moment else []
    return {"to_do": to_do, "in_vain": [row.id for row in no_longer_theirs(asked, seen.moment)]}


def _linked(file: File) -> list[UUID]:
    return [one.row.person_id for one in file.people if one.row.person_id and one.row.part in CONCERNED]


@require_http_methods(["GET", "POST"])
def triage(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Sort a concern."""
    form = TriageForm(request.POST or None)

    def do(seen: Visit) -> None:
        handling.triage(
            concern_id=concern_id, sorted_as=form.sorted_as(), actor=seen.actor, now=seen.moment.as_at
        )

    return step(request, concern_id, "desk/step.html", form, do, title="Sort this concern")


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Add to the chronology."""
    seen, _page = on_concern(request, concern_id)
    form = EntryForm(request.POST or None, into_it=may_write_of_looking_into(concern_id, seen, request.POST))

    def do(visit: Visit) -> None:
        kind = form.cleaned_data["kind"]
        handling.add_entry(
            concern_id=concern_id,
            kind=kind,
            words=form.cleaned_data["words"],
            happened=when_said(form, visit),
            for_reporter=kind == EntryKind.TOLD_REPORTER,
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    return step(request, concern_id, "desk/step.html", form, do, title="Add to the record")


@require_http_methods(["GET", "POST"])
def action(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Give somebody something to do."""
    seen, _page = on_concern(request, concern_id)
    people = {row.person_id for row in holders(post_titles(seen.moment), seen.moment)}
    known = details(people, seen.moment)
    owners = sorted(((str(person), row.full_name) for person, row in known.items()), key=lambda pair: pair[1])
    # Most people write down what they do themselves; somebody else may not be allowed to open this record.
    mine = {"owner": str(seen.who.person_id)}
    form = ActionForm(request.POST or None, owners=owners, initial=mine)

    def do(visit: Visit) -> None:
        acting.set_action(
            concern_id=concern_id,
            what=form.cleaned_data["what"],
            owner_id=UUID(form.cleaned_data["owner"]),
            due_on=form.cleaned_data["due_on"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    return step(request, concern_id, "desk/step.html", form, do, title="Set an action")


@require_POST
def done(request: HttpRequest, concern_id: UUID, action_id: UUID) -> HttpResponse:
    """An action is done."""
    seen = on_row(request, concern_id, Action, action_id)
    with once(request):
        acting.finish_action(
            action_id=action_id,
            how=request.POST.get("how", "")[:500] or "Done.",
            actor=seen.actor,
            now=seen.moment.as_at,
        )
    return redirect("concern", concern_id=concern_id)


@require_http_methods(["GET", "POST"])
def step_aside(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Step aside from a matter."""
    form = AsideForm(request.POST or None)

    def do(visit: Visit) -> None:
        stepping_aside.step_aside(
            concern_id=concern_id,
            reason=form.cleaned_data["reason"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    return step(
        request,
        concern_id,
        "desk/step.html",
        form,
        do,
        title=_("Step aside from this?"),
        lead=_(
            "If this touches you, step aside. Your access ends at once, and why you did stands in the record. Where "
            "nobody else has it in hand, the next on its way gets it and is told."
        ),
        button=_("Step aside"),
    )
