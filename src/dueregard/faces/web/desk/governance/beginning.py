"""The policies on their way, and beginning one: of a policy in force, from one that ships, or from words of one's
own."""

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from .....authority.policy.archetypes import ARCHETYPES, archetype
from .....authority.policy.gate import judge_once
from .....authority.policy.grammar.bounds import MOST_BYTES
from .....authority.policy.queries import pack_of, shelf
from .....ground.kernel.moments import Moment
from .....ground.kernel.refusals import NotPermitted
from .....work.governance.models import Draft
from .....work.governance.operations.drafting import begin_draft
from .....work.governance.queries.drafts import DraftStands, drafts
from .....work.governance.queries.waiting import asked_as, has_a_say
from ...forms.fields import Line, Narrative, Pick
from ...writing import filled
from ..pages import shared
from .keeping import WHO_CAN_HELP, keeper, writes
from .words import STAGES, names_of, naming

_OWN_ID = re.compile(r"^policy\s*=\s*[\"']([a-z0-9-]+)[\"']\s*$", re.MULTILINE)


class InForceForm(forms.Form):
    """A policy in force that is to be changed."""

    policy = Pick(label=_("Which policy is to be changed?"))

    def __init__(self, *args: Any, policies: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["policy"].choices = [("", _("Choose")), *policies]  # type: ignore[attr-defined]


class ShippedForm(forms.Form):
    """A policy that ships and is not in force."""

    shipped = Pick(label=_("Which one do you begin from?"))

    def __init__(self, *args: Any, shipped: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["shipped"].choices = [("", _("Choose")), *shipped]  # type: ignore[attr-defined]


class OwnForm(forms.Form):
    """Words of one's own."""

    text = Narrative(label=_("The text of the policy, as a file of ours"), rows=12, max_length=MOST_BYTES)
    policy = Line(
        label=_("What is it called in addresses?"),
        help_text=_(
            "Small letters, digits and hyphens, like safeguarding. Leave it empty if the text says it itself."
        ),
        max_length=60,
        required=False,
    )

    def called(self) -> str:
        """The id that was typed, or that the text gives itself."""
        said = _OWN_ID.search(self.cleaned_data["text"])
        return self.cleaned_data["policy"] or (said[1] if said else "")


@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """Every policy on its way that the reader may read, how far it is, and whose turn it is."""
    seen, page = shared(request, "policies")
    found = [one for one in drafts(seen.moment) if writes(seen) or has_a_say(one, seen.who.roles)]
    if not found and not writes(seen):
        raise NotPermitted(
            "Nothing waits for a word of yours. Policies on their way are shown to whoever writes or signs them.",
            who_can_help=WHO_CAN_HELP,
        )
    page |= {
        "rows": [
            (
                one,
                title_of(one),
                STAGES[one.stage],
                whose_turn(one, seen.moment),
                asked_as(one, seen.who.person_id, seen.moment),
            )
            for one in found
        ],
        "names": names_of({one.row.by for one in found}, seen.moment),
        "writes": writes(seen),
    }
    return render(request, "desk/governance/drafts.html", page)


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft."""
    seen, page = keeper(request)
    which = request.POST.get("form")
    asked: dict[str, forms.Form] = {
        "in-force": InForceForm(
            request.POST if which == "in-force" else None, policies=_in_force(seen.moment)
        ),
        "shipped": ShippedForm(request.POST if which == "shipped" else None, shipped=_shipped(seen.moment)),
        "own": OwnForm(request.POST if which == "own" else None),
    }
    made: list[Draft] = []

    def write() -> None:
        policy, text = _said(form)
        made.append(begin_draft(policy=policy, text=text, actor=seen.actor, now=seen.moment.as_at))

    form = asked.get(which or "", asked["in-force"])
    if filled(request, form, write):
        return redirect("draft", begun=made[0].begun) if made else redirect("drafts")
    page |= {"asked": asked, "wrong": (wrong := form if form.errors else None)}
    return render(request, "desk/governance/begin.html", page, status=422 if wrong else 200)


def title_of(found: DraftStands) -> str:
    """What the policy of a draft is called: by its own text; while that has faults, by the edition in force or its
    id."""
    pack = found.judgement.pack or (pack_of(found.row.base_id) if found.row.base_id else None)
    return pack.header.title if pack else found.row.policy.replace("-", " ").capitalize()


def whose_turn(found: DraftStands, moment: Moment) -> list[str]:
    """Who could bring a draft on now, as people call them."""
    turn = found.standing.turn_of if found.standing else None
    name = naming(moment)
    return [name(one) for one in turn.meeting.lacking] if turn else []


def _said(form: forms.Form) -> tuple[str, str]:
    if isinstance(form, OwnForm):
        return form.called(), form.cleaned_data["text"]
    if isinstance(form, ShippedForm):
        name = form.cleaned_data["shipped"]
        return _policy_of(name), archetype(name).decode()
    return form.cleaned_data["policy"], ""


def _in_force(moment: Moment) -> list[tuple[str, str]]:
    return [(pack.policy, pack.header.title) for _edition, pack in shelf(moment).editions]


def _shipped(moment: Moment) -> list[tuple[str, str]]:
    here = {policy for policy, _title in _in_force(moment)}
    packs = ((name, judge_once(archetype(name), f"{name}.md").pack) for name in ARCHETYPES)
    return [(name, pack.header.title) for name, pack in packs if pack and pack.policy not in here]


def _policy_of(name: str) -> str:
    pack = judge_once(archetype(name), f"{name}.md").pack
    return pack.policy if pack else name
