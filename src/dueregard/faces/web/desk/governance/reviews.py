"""When a policy was looked at, when it is again and why; writing down a review, and what happened that asks for one."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from .....authority.access.vocabulary import OPENS_PAGES, Capability
from .....authority.policy.queries import in_force, shelf
from .....authority.policy.sentences import sentence
from .....ground.crypto.operations import Shut, unseal
from .....ground.kernel.moments import Moment, london_day
from .....ground.kernel.refusals import NothingHere
from .....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from .....work.governance.models import PolicyReview
from .....work.governance.operations.reviewing import note_event, record_review
from .....work.governance.queries.reviews import events, looked, owed, reviews
from .....work.governance.rules.blocks import REVIEW
from .....work.governance.vocabulary import SAID_OF, Event, Found
from ...forms.fields import Narrative, OneOf, Pick
from ...forms.times import Day
from ...writing import filled
from ..pages import shared
from .keeping import WHO_CAN_HELP, writes
from .words import FOUND, names_of

_HERE, _EVERY = "here", "every"


class ReviewForm(forms.Form):
    """Somebody looked whether a policy still stands."""

    done_on = Day(label=_("On which day was it looked at?"))
    found = OneOf(label=_("What came of it?"), choices=list(FOUND.items()))
    words = Narrative(
        label=_("What was looked at, and why it stands or what is to change"), rows=5, max_length=10_000
    )


class EventForm(forms.Form):
    """Something happened after which policies are looked at again."""

    event = Pick(
        label=_("What happened?"),
        choices=[(one.value, SAID_OF[one][:1].upper() + SAID_OF[one][1:]) for one in Event],
    )
    happened_on = Day(label=_("On which day?"))
    whose = OneOf(
        label=_("Which policies does it touch?"),
        choices=[(_HERE, _("Only this one")), (_EVERY, _("Every policy that asks for it"))],
    )


@require_http_methods(["GET", "POST"])
def of_policy(request: HttpRequest, policy: str) -> HttpResponse:
    """When one policy was looked at, and when it is again."""
    seen, page = shared(request, "policies")
    edition_id, pack = next(
        ((id_, one) for id_, one in shelf(seen.moment).editions if one.policy == policy), (None, None)
    )
    if pack is None:
        raise NothingHere
    which = request.POST.get("form")
    review = ReviewForm(request.POST if which == "review" else None)
    event = EventForm(request.POST if which == "event" else None)

    if request.method == "POST":
        seen.who.may(Capability.ADOPT_POLICY).enforce(who_can_help=WHO_CAN_HELP)
    by: dict[str, Any] = {"actor": seen.actor, "now": seen.moment.as_at}

    def write_review() -> None:
        said = review.cleaned_data
        record_review(
            policy=policy, done_on=said["done_on"], found=Found(said["found"]), words=said["words"], **by
        )

    def write_event() -> None:
        said = event.cleaned_data
        touched = policy if said["whose"] == _HERE else ""
        note_event(event=Event(said["event"]), happened_on=said["happened_on"], policy=touched, **by)

    if (which == "review" and filled(request, review, write_review)) or (
        which == "event" and filled(request, event, write_event)
    ):
        return redirect("policy-reviews", policy=policy)
    # That something happened, and on which day, is not for everybody to know.
    tells = writes(seen) or bool(seen.who.capabilities & OPENS_PAGES)
    page |= _shown(policy, seen.moment, own_words=writes(seen), tells=tells) | {
        "pack": pack,
        "edition_id": edition_id,
        "review": review,
        "event": event,
        "wrong": next((form for form in (review, event) if form.errors), None),
        "writes": writes(seen),
        "asked": [sentence(pack, control) for control in pack.of_kind(REVIEW)],
    }
    return render(request, "desk/governance/reviews.html", page, status=422 if page["wrong"] else 200)


def _shown(policy: str, moment: Moment, *, own_words: bool, tells: bool) -> dict[str, Any]:
    control = next((one for one in in_force(REVIEW, moment) if one.policy == policy), None)
    rows, unknown = reviews(policy, moment), False
    try:
        again = owed(control, moment) if control else []
    except (HoursNotSet, TermsNotSet):
        again, unknown = [], True
    return {
        "looked": looked(control.policy, moment) if control else None,
        "again": [one for one in again if tells or not one.after_event],
        "unknown": unknown,
        "today": london_day(moment.as_at),
        "rows": [(row, _words(row) if own_words else "") for row in rows],
        "found": FOUND,
        "events": [row for row in events(moment) if row.policy in ("", policy)] if tells else [],
        "said_of": SAID_OF,
        "names": names_of([row.by for row in rows], moment),
    }


def _words(row: PolicyReview) -> str:
    try:
        return unseal(row, "words", row.key)
    except Shut:
        return ""
