"""Reminding people of what they owe, and the page of a line manager: each of their people, and what waits for them."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from .....authority.identity.queries import details
from .....ground.kernel.moments import Moment
from .....ground.kernel.refusals import BadInput, NothingHere
from .....work.training.controls.owing import Owes, owed_by
from .....work.training.operations.reminding import remind
from .....work.training.vocabulary import State
from ...listings import Column, Listing, Standing
from ...writing import once
from .overview import entered
from .states import WORDS

MOST = 500
_LATE = (State.LATE, State.GRACE)


@require_GET
def team(request: HttpRequest) -> HttpResponse:
    """Each of the people the reader manages, by name, and what waits for them."""
    seen, page, whose = entered(request)
    owed = owed_by(whose.managed, seen.moment)
    people = _by_name(whose.managed, seen.moment)
    shown = {
        "listing": _listing(people, owed),
        "late": [person for person, _name in people if _is_late(owed.get(person))],
        "told": told(request),
    }
    return render(request, "desk/training/team.html", page | shown)


def _by_name(people: frozenset[UUID], moment: Moment) -> list[tuple[UUID, str]]:
    known = details(people, moment)
    return [(person, row.full_name) for person, row in sorted(known.items(), key=lambda pair: pair[1].folded)]


def _listing(people: list[tuple[UUID, str]], owed: dict[UUID, Owes]) -> Listing:
    return Listing(
        _("By name"),
        [
            Column(_("Name"), lambda one: one[1], link=lambda one: reverse("training-person", args=[one[0]])),
            Column(_("What waits for them"), lambda one: _standings(owed.get(one[0])), "status"),
        ],
        people,
        _("Nobody is written down as managed by you. Whoever looks after people here can put that right."),
        hide_caption=True,
    )


def _standings(owes: Owes | None) -> list[Standing]:
    if owes is None:
        return [Standing("good", _("Everything is done"))]
    return [
        Standing(WORDS[line.state][0], f"{one.title[:1].upper()}{one.title[1:]}: {WORDS[line.state][1]}")
        for one, line in owes.things
    ]


def _is_late(owes: Owes | None) -> bool:
    return owes is not None and any(line.state in _LATE for _one, line in owes.things)


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Remind the people whose boxes are ticked, and go back to where that was asked."""
    seen, _page, _whose = entered(request)
    people = _ticked(request)
    sent = 0
    with once(request):
        sent = remind(
            person_ids=people,
            control=request.POST.get("control", ""),
            actor=seen.actor,
            now=seen.moment.as_at,
        )
    return redirect(f"{_back(request)}&{urlencode({'told': sent, 'of': len(people)})}")


def _ticked(request: HttpRequest) -> list[UUID]:
    written = request.POST.getlist("person")
    if not written:
        raise BadInput("Nobody was ticked. Go back, and tick whoever is to be reminded.")
    if len(written) > MOST:
        raise BadInput("These are too many people at once. Remind them page by page.")
    try:
        return [UUID(one) for one in written]
    except ValueError:
        raise NothingHere from None


def _back(request: HttpRequest) -> str:
    """The page that asked: one of three of ours, with nothing in its address but what we put there."""
    control, page, people = request.POST.get("control", ""), request.POST.get("page", ""), _ticked(request)
    policy, _slash, rest = control.partition("/")
    if page == "list" and policy and rest:
        kept = request.POST.get("kept", "")[:500]
        return f"{reverse('training-of', args=[policy, rest])}?{kept}"
    if page == "person":
        return f"{reverse('training-person', args=[people[0]])}?"
    return f"{reverse('training-team')}?"


def told(request: HttpRequest) -> dict[str, Any]:
    """What came of reminding, for the page one is led back to; nothing where nobody was reminded."""
    numbers = [request.GET.get(name, "") for name in ("told", "of")]
    if not all(number.isdecimal() and len(number) < 5 for number in numbers):
        return {}
    sent, of = map(int, numbers)
    return {"sent": sent, "others": max(of - sent, 0)}
