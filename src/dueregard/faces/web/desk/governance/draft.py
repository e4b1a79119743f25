"""One draft: how far it is, what is still open, what it will read like; leaving a value open, calling back, giving
up."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .....authority.policy.pack import Pack
from .....authority.policy.sentences import on_screen, sentence
from .....authority.policy.values.who import Named
from .....ground.kernel.refusals import NothingHere
from .....mechanisms.signoff.queries import words_of
from .....work.governance.operations.drafting import LONGEST_WHY, drop_draft, leave_open
from .....work.governance.operations.signing import call_back
from .....work.governance.queries.drafts import DraftStands
from .....work.governance.queries.editions import said_of
from .....work.governance.queries.waiting import asked_as
from .....work.governance.vocabulary import Change, Stage
from ...forms.fields import Narrative
from ...policy_text import sections
from ...scope import Visit
from ...writing import filled, once
from .beginning import title_of, whose_turn
from .keeping import keeper, keeper_on_draft, on_draft
from .words import BASES, CHANGES, METS, STAGES, VERBS, names_of, naming


class GapForm(forms.Form):
    """Why a value stays open."""

    why = Narrative(
        label=_("Why does it stay open?"),
        help_text=_("Whoever signs reads it. For example: the board decides in May."),
        rows=3,
        max_length=LONGEST_WHY,
    )


@require_GET
def one(request: HttpRequest, begun: UUID) -> HttpResponse:
    """A draft."""
    seen, page, found = on_draft(request, begun)
    page |= (
        how_far(found, seen)
        | reads(found.row.text, found.judgement.pack)
        | {
            "problems": found.judgement.problems,
            "gaps": [(address, called(address, found.judgement.pack)) for address in found.open_gaps],
            "left": [(gap, called(gap.address, found.judgement.pack)) for gap in found.gaps],
            "changeable": found.stage in (Stage.DRAFTING, Stage.REFUSED),
        }
    )
    return render(request, "desk/governance/draft.html", page)


@require_http_methods(["GET", "POST"])
def gap(request: HttpRequest, begun: UUID, address: str) -> HttpResponse:
    """Say that a value stays open, and why; or say it anew."""
    seen, page, found = keeper_on_draft(request, begun)
    before = next((gap for gap in found.gaps if gap.address == address), None)
    if before is None and address not in found.open_gaps:
        raise NothingHere
    form = GapForm(request.POST or None, initial={"why": before.why if before else ""})

    def write() -> None:
        leave_open(
            begun=begun,
            address=address,
            why=form.cleaned_data["why"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if filled(request, form, write):
        return redirect("draft", begun=begun)
    lead = _("The policy gives no value here. Fill it in in the text, or say why it stays open.")
    page |= {
        "form": form,
        "title": called(address, found.judgement.pack),
        "lead": lead,
        "button": _("Leave it open"),
    }
    return render(request, "desk/governance/step.html", page, status=422 if form.errors else 200)


@require_POST
def back(request: HttpRequest, begun: UUID) -> HttpResponse:
    """Call a draft back to change it."""
    seen, _page, _found = keeper_on_draft(request, begun)
    with once(request):
        call_back(begun=begun, actor=seen.actor, now=seen.moment.as_at)
    return redirect("draft", begun=begun)


@require_POST
def drop(request: HttpRequest, begun: UUID) -> HttpResponse:
    """Give a draft up."""
    seen, _page = keeper(request)
    with once(request):
        drop_draft(begun=begun, actor=seen.actor, now=seen.moment.as_at)
    return redirect("drafts")


def how_far(found: DraftStands, seen: Visit) -> dict[str, Any]:
    """How far a draft came: its steps, what was said to each, whose turn it is and whether it is the reader's."""
    said = said_of(found.matter, seen.moment) if found.matter else ()
    name = naming(seen.moment)
    return {
        "title": title_of(found),
        "stage": STAGES[found.stage],
        "stands": found.stage,
        "change": CHANGES[Change(found.putting.change)] if found.putting else "",
        "turn": whose_turn(found, seen.moment),
        "mine": asked_as(found, seen.who.person_id, seen.moment),
        "steps": [
            (
                step,
                step.step.by.words(name),
                VERBS[step.step.verb],
                METS[step.meeting.met],
                [row for row in said if row.step == step.number],
            )
            for step in (found.standing.steps if found.standing else ())
        ],
        "posts": {row.capacity: name(Named.read(row.capacity)) for row in said},
        "said_words": {row.id: words_of(row) for row in said},
        "bases": BASES,
        "names": names_of(
            {row.by for row in (*said, found.row)}, seen.moment, [row.person_id for row in said]
        ),
        "me": seen.actor.written,
    }


def reads(text: str, pack: Pack | None) -> dict[str, Any]:
    """What a text says to people, and under each clause what it makes happen, where it has no faults."""
    runs: dict[str, list[str]] = {}
    if pack:
        for control in pack.controls:
            runs.setdefault(control.clause, []).append(sentence(pack, control))
    return {"sections": sections(text), "runs": runs, "judged": pack is not None}


def called(address: str, pack: Pack | None) -> str:
    """What a value is called that a policy does not give: `care/review.yearly.within` by its kind, id and key."""
    policy, slash, rest = address.partition("/")
    if not slash:
        return policy.partition(".")[2].replace("_", " ").capitalize()
    kind, _dot, named = rest.partition(".")
    id_, _dot, key = named.partition(".")
    control = pack.control(kind, id_) if pack else None
    if control is None:
        return rest.replace("_", " ").replace(".", ", ")
    said = (id_.replace("-", " "), key.replace("_", " ").replace(".", ", "))
    return f"{said[0][:1].upper()}{said[0][1:]} ({on_screen(control)}): {said[1]}"
