"""Threats against whoever spoke up: what was threatened, what protects them, and what the police make of it.

The pages stand beside a concern and are no part of its record: no list, count, print or export of it shows them.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ....authority.identity.queries import details
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import NothingHere
from ....ground.reference.queries import helplines
from ....ground.reference.vocabulary import Purpose
from ....ground.tenancy.vocabulary import Nation
from ....work.casework.operations.reading import read_concern
from ....work.protection.models import ProtectiveMeasure, Threat
from ....work.protection.operations.threats import (
    Threatened,
    keep_measure,
    keep_threat_step,
    log_threat,
    move_measure,
    read_threats,
)
from ....work.protection.queries import sees_threats, threats_seen
from ....work.protection.vocabulary import MAY_FOLLOW, Happened, Measure, Source, Standing, Way
from ..forms.fields import Line, Narrative, OneOf, Pick, Tick
from ..forms.times import Day
from ..scope import Visit
from ..writing import filled
from .pages import on_concern

SOURCES = {
    Source.RECEIVED: gettext_lazy("Somebody was threatened"),
    Source.POLICE_BELIEVE: gettext_lazy("The police believe that somebody may be"),
}
WAYS = {
    Way.IN_PERSON: gettext_lazy("In person"),
    Way.PHONE: gettext_lazy("By telephone"),
    Way.MESSAGE: gettext_lazy("By message or mail"),
    Way.ONLINE: gettext_lazy("Online, where others see it"),
    Way.LETTER: gettext_lazy("By letter"),
    Way.OTHERS: gettext_lazy("Through somebody else"),
    Way.NOT_KNOWN: gettext_lazy("Not known"),
}
HAPPENED = {
    Happened.POLICE_TOLD: gettext_lazy("The police were told"),
    Happened.ASSESSED: gettext_lazy("The risk was weighed, by the police or with them"),
    Happened.SAFEGUARDED: gettext_lazy("Something was done here to keep somebody safe"),
    Happened.WARNED: gettext_lazy("Somebody involved was warned"),
    Happened.INVESTIGATED: gettext_lazy("The police investigate"),
    Happened.ARRESTED: gettext_lazy("Somebody was arrested"),
    Happened.NOTHING_MORE: gettext_lazy("The police do nothing further"),
}
MEASURES = {
    Measure.PHONE_MARKER: gettext_lazy("A mark of the police on a telephone number"),
    Measure.ADDRESS_MARKER: gettext_lazy("A mark of the police on an address"),
    Measure.OTHER: gettext_lazy("Something else"),
}
STANDINGS = {
    Standing.ASKED: gettext_lazy("Asked for"),
    Standing.IN_PLACE: gettext_lazy("In place"),
    Standing.REFUSED: gettext_lazy("Refused"),
    Standing.ENDED: gettext_lazy("Ended"),
}
_WORDS = {
    "sources": SOURCES,
    "by_way": WAYS,
    "happenings": HAPPENED,
    "measures": MEASURES,
    "standings": STANDINGS,
}
_OTHER = "other"


class ThreatForm(forms.Form):
    """What was threatened."""

    source = OneOf(label=gettext_lazy("How do you know?"), choices=list(SOURCES.items()))
    what = Narrative(
        label=gettext_lazy("What was threatened, and against whom?"),
        help_text=gettext_lazy(
            "In the words that were used, as far as you know them. Keep every message as it is."
        ),
        rows=4,
        max_length=10_000,
    )
    threatener = Pick(label=gettext_lazy("Who threatened?"))
    who = Line(
        label=gettext_lazy("If it was somebody else, or you are not sure: who may it be?"),
        max_length=500,
        required=False,
    )
    works_here = Tick(
        label=gettext_lazy("They work here: show this only to whoever sees restricted matters, and to me"),
        required=False,
    )
    way = Pick(label=gettext_lazy("By what way did it come?"), choices=list(WAYS.items()))
    happened_on = Day(label=gettext_lazy("On which day?"))
    police = Line(
        label=gettext_lazy("The police, if they know: which, and their reference"),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        others = (_OTHER, _("Somebody else, or not known"))
        self.fields["threatener"].choices = [others, *people]  # type: ignore[attr-defined]


class HappenedForm(forms.Form):
    """What was done, or came of it."""

    happened = OneOf(label=gettext_lazy("What happened?"), choices=list(HAPPENED.items()))
    happened_on = Day(label=gettext_lazy("On which day?"))
    words = Narrative(
        label=gettext_lazy("Who did it, and what did they say?"),
        help_text=gettext_lazy("With the reference of the police, if they gave one."),
        rows=4,
        max_length=10_000,
    )


class MeasureForm(forms.Form):
    """What protects somebody."""

    kind = OneOf(label=gettext_lazy("What protects them?"), choices=list(MEASURES.items()))
    standing = OneOf(label=gettext_lazy("How does it stand?"), choices=list(STANDINGS.items()))
    since = Day(label=gettext_lazy("Since which day?"))
    words = Narrative(
        label=gettext_lazy("Whom does it protect, and who put it there?"),
        help_text=gettext_lazy("Do not write the number or the address itself."),
        rows=3,
        max_length=5000,
    )

    def __init__(self, *args: Any, before: ProtectiveMeasure | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if before:
            del self.fields["kind"]
            ways = [(one, STANDINGS[one]) for one in MAY_FOLLOW[Standing(before.standing)]]
            self.fields["standing"].choices = ways  # type: ignore[attr-defined]


@require_GET
def protection(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """The threats of a concern, as far as this reader may see them; and whom to ring."""
    seen, page = _on(request, concern_id)
    found = read_threats(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
    rows = [row for one in found for row in (one.row, *(step for step, _w in one.steps))]
    named = any(one.row.threatener_id for one in found)
    known = details({UUID(row.by.partition(":")[2]) for row in rows}, seen.moment)
    page |= {
        "found": found,
        "names": {f"person:{person}": row.full_name for person, row in known.items()},
        "people": {row: said for rows, said in _named(seen, concern_id) for row in rows} if named else {},
        "police": [
            one.content
            for one in helplines(Nation(seen.provider.nation), seen.moment)
            if one.content.purpose in (Purpose.DANGER_NOW, Purpose.POLICE)
        ],
    }
    return render(request, "desk/protection.html", page | _WORDS)


@require_http_methods(["GET", "POST"])
def log(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Write a threat down."""
    seen, page = _on(request, concern_id)
    first = _today(seen) | {"way": Way.NOT_KNOWN}
    form = ThreatForm(request.POST or None, people=_people(seen, concern_id), initial=first)

    def write() -> None:
        said = form.cleaned_data
        chosen = said["threatener"]
        threat = Threatened(
            source=Source(said["source"]),
            way=Way(said["way"]),
            happened_on=said["happened_on"],
            words={box: said[box] for box in ("what", "who", "police")},
            threatener=None if chosen == _OTHER else UUID(chosen),
            works_here=said["works_here"],
        )
        log_threat(concern_id=concern_id, said=threat, actor=seen.actor, now=seen.moment.as_at)

    lead = _("Is anybody in danger now? Ring 999 first. Answer no threat, and delete no message.")
    return _step(request, page, form, write, concern_id, _("Write down a threat"), lead)


@require_http_methods(["GET", "POST"])
def happened(request: HttpRequest, concern_id: UUID, threat_id: UUID) -> HttpResponse:
    """Write down what was done about a threat, or what came of it."""
    seen, page = _on(request, concern_id)
    _threat(seen, concern_id, threat_id)
    form = HappenedForm(request.POST or None, initial=_today(seen))

    def write() -> None:
        said = form.cleaned_data
        keep_threat_step(
            threat_id=threat_id,
            happened=Happened(said["happened"]),
            happened_on=said["happened_on"],
            words=said["words"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    return _step(request, page, form, write, concern_id, _("Write down what happened"))


@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest, concern_id: UUID, threat_id: UUID) -> HttpResponse:
    """Write down what protects somebody."""
    seen, page = _on(request, concern_id)
    _threat(seen, concern_id, threat_id)
    form = MeasureForm(request.POST or None, initial=_today(seen))

    def write() -> None:
        said = form.cleaned_data
        keep_measure(
            threat_id=threat_id,
            kind=Measure(said["kind"]),
            standing=Standing(said["standing"]),
            since=said["since"],
            words=said["words"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    return _step(request, page, form, write, concern_id, _("Write down what protects them"))


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, concern_id: UUID, measure_id: UUID) -> HttpResponse:
    """Say that what protects somebody stands otherwise now."""
    seen, page = _on(request, concern_id)
    before = ProtectiveMeasure.objects.filter(pk=measure_id, threat__concern=concern_id).first()
    if before is None:
        raise NothingHere
    _threat(seen, concern_id, before.threat_id)
    form = MeasureForm(request.POST or None, before=before, initial=_today(seen))

    def write() -> None:
        said = form.cleaned_data
        move_measure(
            measure_id=measure_id,
            standing=Standing(said["standing"]),
            since=said["since"],
            words=said["words"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    return _step(
        request, page, form, write, concern_id, _("How it stands now"), str(MEASURES[Measure(before.kind)])
    )


def _on(request: HttpRequest, concern_id: UUID) -> tuple[Visit, dict[str, Any]]:
    """The visit to what is written of threats; to everybody else it is as little there as what never was."""
    seen, page = on_concern(request, concern_id)
    if not sees_threats(seen.who, concern_id, seen.moment):
        raise NothingHere
    return seen, page | {"concern_id": concern_id}


def _threat(seen: Visit, concern_id: UUID, threat_id: UUID) -> Threat:
    for row in threats_seen(seen.who, concern_id, seen.moment):
        if row.id == threat_id:
            return row
    raise NothingHere


def _named(seen: Visit, concern_id: UUID) -> Iterator[tuple[tuple[str, ...], str]]:
    """Everybody in the concern: their rows, the one that stands first, and how they are named. The concern is read for
    that, and written down as read."""
    file = read_concern(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
    for one in file.people:
        said = one.words.get("name") or next(iter(one.words.values()), "") or _("somebody without a name")
        yield tuple(str(row.id) for row in (one.row, *(each.row for each in one.before))), said


def _people(seen: Visit, concern_id: UUID) -> list[tuple[str, str]]:
    """Everybody in the concern, to choose from."""
    return [(rows[0], said) for rows, said in _named(seen, concern_id)]


def _today(seen: Visit) -> dict[str, date]:
    day = london_day(seen.moment.as_at)
    return {"happened_on": day, "since": day}


def _step(
    request: HttpRequest,
    page: dict[str, Any],
    form: forms.Form,
    write: Callable[[], object],
    concern_id: UUID,
    title: str,
    lead: str = "",
) -> HttpResponse:
    """Show a form, or do what it says; a refusal lands beside it with nothing lost."""
    if filled(request, form, write):
        return redirect("protection", concern_id=concern_id)
    page |= {"form": form, "title": title, "lead": lead}
    return render(request, "desk/protection_step.html", page, status=422 if form.errors else 200)
