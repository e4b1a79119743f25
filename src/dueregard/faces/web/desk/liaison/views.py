"""Every body outside and when somebody was last in touch, the same as a list, one body, and writing down a time."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from .....authority.access.powers import post_titles
from .....authority.access.queries import holders
from .....authority.identity.queries import details
from .....ground.kernel.moments import london_day
from .....ground.kernel.refusals import NothingHere, NotPermitted
from .....work.liaison.models import Exchange, Undertaking
from .....work.liaison.operations.writing import (
    Said,
    fulfil,
    say_upshot,
    take_back,
    undertake,
    write_exchange,
)
from .....work.liaison.queries import sees_to, words_of
from .....work.liaison.vocabulary import Came, Way
from ...drawings import Figure
from ...scope import Visit
from ...spreadsheets import csv_answer
from ...writing import filled
from ..governance.keeping import WHO_CAN_HELP, writes
from ..governance.words import names_of
from ..pages import shared
from .finding import Kept, Line, days_since, kept, line, of_exchange
from .forms import (
    CAME,
    SORTS,
    STATES,
    WAYS,
    ExchangeForm,
    FulfilmentForm,
    RetractionForm,
    UndertakingForm,
    UpshotForm,
)

_HERE = "policies"


@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """Every body that a policy names: when somebody was last in touch, and what posts of ours still have to do."""
    seen, page = shared(request, _HERE)
    found, today = kept(seen.moment), london_day(seen.moment.as_at)
    points = days_since(found, today)
    title = _("How many days ago somebody was last in touch")
    titles = post_titles(seen.moment)
    page |= {
        "kept": found,
        "figure": Figure(title, _("Body"), _("Days"), points) if points else None,
        "open": [
            (one, titles.get(one.post, one.post), _opened(of, one, seen))
            for of in found
            for one in of.log.open()
        ],
        "sorts": SORTS,
        "states": STATES,
        "came": CAME,
        "today": today,
    }
    return render(request, "desk/liaison/every.html", page)


@require_GET
def sheet(request: HttpRequest) -> HttpResponse:
    """The same as a list to take away; without what somebody wrote."""
    seen, _page = shared(request, _HERE)
    head = (
        _("Policy"), _("Body"), _("Sort"), _("Day"), _("How"), _("What changed here"), _("Things agreed"), _("Done"),
    )  # fmt: skip
    rows = [
        _as_row(one, body, row) for one in kept(seen.moment) for body in one.lines for row in body.exchanges
    ]
    return csv_answer("working-with", head, rows)


def _as_row(of: Kept, found: Line, row: Exchange) -> tuple[object, ...]:
    agreed, upshot = of.log.undertakings.get(row.id, ()), of.log.upshots.get(row.id)
    return (
        of.policy,
        found.body.title,
        SORTS[found.body.sort],
        row.happened_on.isoformat(),
        WAYS[Way(row.way)],
        CAME[Came(upshot.came)] if upshot else _("not known yet"),
        len(agreed),
        sum(one.id in of.log.fulfilled for one in agreed),
    )


@require_http_methods(["GET", "POST"])
def body(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """One body: every time somebody was in touch, and one more by whoever may write it down."""
    seen, page = shared(request, _HERE)
    of, found = line(body_id, seen.moment)
    may = _may_write(of, seen)
    if request.method == "POST" and not may:
        raise NotPermitted("Your post does not keep in touch with them.", who_can_help=WHO_CAN_HELP)
    begun = {"happened_on": london_day(seen.moment.as_at), "ours": str(seen.who.person_id)}
    form = ExchangeForm(request.POST or None, people=_people(seen), initial=begun)
    if filled(request, form, lambda: _write(found, form, seen)):
        return redirect("liaison-body", body_id=body_id)
    rows = [
        {
            "row": row,
            "upshot": of.log.upshots.get(row.id),
            "agreed": [(one, of.log.fulfilled.get(one.id)) for one in of.log.undertakings.get(row.id, ())],
        }
        for row in found.exchanges
    ]
    page |= {
        "of": of,
        "line": found,
        "form": form,
        "writes": may,
        "rows": rows,
        "words": lambda one, row: words_of(one, row) if may else {},
        "names": names_of(
            [back.by for _row, back in found.taken_back],
            seen.moment,
            [row.ours_id for row in (*found.exchanges, *(row for row, _back in found.taken_back))],
        ),
        "titles": post_titles(seen.moment),
        "by_way": WAYS,
        "came": CAME,
        "sorts": SORTS,
        "states": STATES,
    }
    return render(request, "desk/liaison/body.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def upshot(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    """Say what changed because of it, or why nothing did."""
    seen, page, found = _of_exchange(request, exchange_id)
    form = UpshotForm(request.POST or None)

    def write() -> None:
        came, words = form.upshot()
        if came:
            say_upshot(
                exchange_id=exchange_id, came=came, words=words, actor=seen.actor, now=seen.moment.as_at
            )

    return _step(request, page, form, write, found, _("What changed here because of it"))


@require_http_methods(["GET", "POST"])
def mistake(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    """Say that it was written down by mistake."""
    seen, page, found = _of_exchange(request, exchange_id)
    form = RetractionForm(request.POST or None)

    def write() -> None:
        take_back(exchange_id=exchange_id, actor=seen.actor, now=seen.moment.as_at, **form.cleaned_data)

    return _step(request, page, form, write, found, _("It was written down by mistake"))


@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    """Write down what a post of ours is to do."""
    seen, page, found = _of_exchange(request, exchange_id)
    titles = sorted(post_titles(seen.moment).items(), key=lambda pair: pair[1])
    form = UndertakingForm(request.POST or None, posts=titles)

    def write() -> None:
        undertake(exchange_id=exchange_id, actor=seen.actor, now=seen.moment.as_at, **form.cleaned_data)

    return _step(request, page, form, write, found, _("Write down what was agreed"))


@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, undertaking_id: UUID) -> HttpResponse:
    """Write down that it was done, by whoever keeps in touch or holds the post that was to do it."""
    seen, page = shared(request, _HERE)
    one = Undertaking.objects.known(seen.moment.known_at).filter(pk=undertaking_id).first()
    if one is None:
        raise NothingHere
    of, found, row = of_exchange(one.exchange_id, seen.moment)
    if not (_may_write(of, seen) or one.post in seen.who.roles):
        raise NotPermitted("This is for another post to do.", who_can_help=WHO_CAN_HELP)
    page["lead"] = words_of(one, row).get("words", "")
    form = FulfilmentForm(request.POST or None, initial={"done_on": london_day(seen.moment.as_at)})

    def write() -> None:
        fulfil(undertaking_id=undertaking_id, actor=seen.actor, now=seen.moment.as_at, **form.cleaned_data)

    return _step(request, page, form, write, found, _("Write down that it was done"))


def _opened(of: Kept, one: Undertaking, seen: Visit) -> str:
    """What is to be done, for whoever keeps in touch and whoever is to do it."""
    if not (_may_write(of, seen) or one.post in seen.who.roles):
        return ""
    row = next(row for row in of.log.exchanges if row.id == one.exchange_id)
    return words_of(one, row).get("words", "")


def _write(found: Line, form: ExchangeForm, seen: Visit) -> None:
    said = form.cleaned_data
    came, words = form.upshot()
    written = Said(
        happened_on=said["happened_on"],
        way=Way(said["way"]),
        ours=UUID(said["ours"]),
        theirs=said["theirs"],
        about=said["about"],
        said=said["said"],
        came=came,
        came_words=words,
    )
    write_exchange(
        address=found.control.address,
        body=found.body.id,
        said=written,
        actor=seen.actor,
        now=seen.moment.as_at,
    )


def _people(seen: Visit) -> list[tuple[str, str]]:
    """Everybody who holds a post, by name."""
    people = {row.person_id for row in holders(post_titles(seen.moment), seen.moment)}
    known = details(people, seen.moment)
    return sorted(((str(one), row.full_name) for one, row in known.items()), key=lambda pair: pair[1])


def _may_write(of: Kept, seen: Visit) -> bool:
    """As the operation judges it: who keeps policies, and who holds the post that keeps in touch."""
    return writes(seen) or sees_to(seen.who, of.control)


def _of_exchange(request: HttpRequest, exchange_id: UUID) -> tuple[Visit, dict[str, Any], Line]:
    seen, page = shared(request, _HERE)
    of, found, _row = of_exchange(exchange_id, seen.moment)
    if not _may_write(of, seen):
        raise NotPermitted("Your post does not keep in touch with them.", who_can_help=WHO_CAN_HELP)
    return seen, page, found


def _step(
    request: HttpRequest,
    page: dict[str, Any],
    form: forms.Form,
    write: Callable[[], object],
    found: Line,
    title: str,
) -> HttpResponse:
    """Show a form about a time somebody was in touch, or do what it says."""
    if filled(request, form, write):
        return redirect("liaison-body", body_id=found.id)
    page |= {"form": form, "title": title, "line": found}
    return render(request, "desk/liaison/step.html", page, status=422 if form.errors else 200)
