"""Reporting: the first screen, the form, check answers, the receipt; and finding a report again by its receipt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment, utc_now
from ....ground.kernel.refusals import BadInput
from ....ground.tenancy.models import Provider
from ....work.casework.operations.reporting import report_concern
from ....work.casework.queries.apart import who_opens_names
from ....work.casework.queries.asking import sheet
from ....work.casework.queries.looking import numbers as numbers_given
from ....work.casework.queries.picking import posts_to_pick
from ....work.casework.queries.readers import who_reads
from ....work.casework.queries.reporter import is_sent
from ....work.casework.queries.signs import offered
from ..scope import by_short_code, signed_in_person
from .answers import answers
from .forms import ReportForm
from .keeping import NOT_KEPT, can_keep, not_kept, not_now
from .looking import looking_at
from .numbers import numbers
from .others import ANOTHER, MOST, one_more
from .picking import PickForm
from .steering import REMINDERS
from .suggesting import suggested

_NOT_KEPT = {"step", *PickForm.base_fields}
"""What the check page asks itself, and so does not carry along."""


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for everybody, inside the provider of its short address.

    Without a CSRF token: nobody's authority is used here that a forged request could misuse, and its cookie would be
    a cookie, which an anonymous report promises not to set. A signed-in session is SameSite=Lax: no other site posts.
    """
    inside: Callable[..., HttpResponse] = login_not_required(csrf_exempt(by_short_code(view)))
    return inside


def shared(provider: Provider) -> dict[str, Any]:
    """What every page of a reporter shows: whose it is, and whom to ring."""
    return {"provider": provider, "helplines": numbers(provider, Moment.now(utc_now()))}


def not_open(request: HttpRequest, provider: Provider) -> HttpResponse:
    """Nobody is there yet to read what is written, so nobody is let write it: whom to ring, and whom to talk to."""
    return render(request, "report/not_open.html", shared(provider))


@open_to_all
@require_GET
def first(request: HttpRequest, provider: Provider) -> HttpResponse:
    """Are you safe; who will read this; what can and cannot be kept secret; rather talk."""
    moment = Moment.now(utc_now())
    if provider.live_since is None:
        return not_open(request, provider)
    if not can_keep():
        return not_now(request, shared(provider), moment)
    context = shared(provider) | {"readers": who_reads(moment), "ring": numbers_given(moment)}
    return render(request, "report/first.html", context)


@open_to_all
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, provider: Provider) -> HttpResponse:
    """The form; then check answers; then the receipt."""
    if provider.live_since is None:
        return not_open(request, provider)
    now = utc_now()
    moment = Moment.now(now)
    asked = sheet(moment)
    steering: Any = {
        "readers": {reader.person_id: f"{reader.name}, {reader.title}" for reader in who_reads(moment)},
        "sheet": asked,
        "signs": offered(moment),
        "openers": who_opens_names(moment),
    }
    page = shared(provider) | {
        "reminders": [REMINDERS[one] for one in asked.reminders],
        "most_others": MOST,
    }
    if request.method == "GET":
        if not can_keep():
            return not_now(request, page, moment)
        chosen = {name: request.GET[name] for name in ("about", "reporter") if name in request.GET}
        return render(request, "report/form.html", page | {"form": ReportForm(initial=chosen, **steering)})
    form = ReportForm(request.POST, **steering)
    if _gone_back(request, form):
        return render(request, "report/already.html", page)
    if request.POST.get("step") == ANOTHER:
        longer = ReportForm(one_more(request.POST), **steering)
        longer.errors.clear()  # nobody has said that they are done
        return render(request, "report/form.html", page | {"form": longer})
    if not form.is_valid() or request.POST.get("step") == "change":
        status = 200 if form.is_valid() else 422
        return render(request, "report/form.html", page | {"form": form}, status=status)
    return _checked_or_sent(request, page, form, now)


def _checked_or_sent(
    request: HttpRequest, page: dict[str, Any], form: ReportForm, now: datetime
) -> HttpResponse:
    """What was written, to be checked; or the receipt, once Send was pressed."""
    moment = Moment.now(now)
    person_id = signed_in_person(request, page["provider"])
    actor = Actor.person(person_id) if person_id else Actor.outsider()
    if form.cleaned_data["reporter"] == "anonymous":
        actor = Actor.outsider()
    written = form.report(actor, now)
    posts = posts_to_pick(written, moment)
    if request.POST.get("step") != "send":
        checked = {
            "answers": answers(form),
            "left_out": list(form.left_out()),
            "posted": posted(request),
            "pick": PickForm(posts=posts) if posts else None,
        }
        return render(request, "report/check.html", page | {"form": form} | checked)
    written = replace(written, picked=PickForm(request.POST, posts=posts).picked())
    try:
        receipt = report_concern(
            report=written, request_id=form.cleaned_data["request_id"], actor=actor, now=now
        )
    except BadInput as refusal:
        form.add_error("seen", refusal.sentence)
        return render(request, "report/form.html", page | {"form": form}, status=422)
    except NOT_KEPT:
        return not_kept(request, page | {"form": form})
    shown = (
        page
        | {
            "receipt": receipt,
            "danger": form.cleaned_data["danger"] == "yes",
            "suggested": suggested(written),
            "own": actor.person_id is not None,
        }
        | looking_at(receipt.concern_id, page["provider"], now)
    )
    return render(request, "report/sent.html", shown)


def _gone_back(request: HttpRequest, form: ReportForm) -> bool:
    """Whether somebody came back, by the back button, to a step of a report that was sent since."""
    if request.POST.get("step") == "send" or "request_id" in form.errors:
        return False
    return is_sent(form.cleaned_data["request_id"])


def posted(request: HttpRequest) -> list[tuple[str, str]]:
    """Every answer as it came, to be sent again from the check page: nothing is kept on our side until Send."""
    return [
        (name, value) for name, values in request.POST.lists() for value in values if name not in _NOT_KEPT
    ]
