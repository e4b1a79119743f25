"""Learners who do not take part: noting it, trying to reach them, telling whom the policy names, and how it ended."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....authority.identity.queries import details
from ....authority.policy.queries import pack_of
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import NothingHere
from ....mechanisms.clocks.queries.obligations import first_due
from ....work.engagement.models import Episode
from ....work.engagement.operations.handing_over import hand_over
from ....work.engagement.operations.noting import Note, end_episode, flag, keep_step, note_episode
from ....work.engagement.operations.reading import read_episodes
from ....work.engagement.queries import controls, notes_here, visible
from ....work.engagement.vocabulary import EPISODE, CameOfIt, Kept, Outcome, Sort, Topic, Way
from ..scope import Visit
from ..writing import filled, once
from .pages import shared
from .taking_part_forms import (
    CALLED,
    CAME,
    ENDED,
    KEPT_AS,
    TOPICS,
    WAYS,
    EndForm,
    HandOverForm,
    NoteForm,
    StepForm,
    today,
)

_HERE = "taking-part"
_WORDS = {
    "called": CALLED,
    "came": CAME,
    "ended": ENDED,
    "kept_as": KEPT_AS,
    "topics": TOPICS,
    "by_way": WAYS,
}


@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """What this reader noted, and what a post of theirs is told of: what still runs first."""
    seen, page = shared(request, _HERE)
    notes = notes_here(seen.who, seen.moment)
    if not (notes or visible(seen.who, seen.moment).exists()):
        raise NothingHere
    found = read_episodes(actor=seen.actor, now=seen.moment.as_at)
    due = first_due(EPISODE, [one.row.id for one in found if not one.ending])
    page |= {"found": found, "notes": notes, "due": due} | _WORDS
    return render(request, "desk/taking_part.html", page)


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """Note that a learner does not take part."""
    seen, page = shared(request, _HERE)
    if not notes_here(seen.who, seen.moment):
        raise NothingHere
    day = london_day(seen.moment.as_at)
    form = NoteForm(request.POST or None, sorts=controls(seen.moment), initial=today(day))

    def write() -> None:
        said = form.cleaned_data
        noted = Note(
            sort=Sort(said["sort"]),
            noticed_on=said["noticed_on"],
            who=said["who"],
            what=said["what"],
            topics=tuple(Topic(one) for one in said["topics"] or ()),
            back_by=said["back_by"],
        )
        note_episode(note=noted, actor=seen.actor, now=seen.moment.as_at)

    if filled(request, form, write):
        return redirect(_HERE)
    title = _("Note that a learner does not take part")
    lead = _("This asks for somebody to reach them. It is no mark on them: no list of learners shows it.")
    return _form(request, page, form, title=title, lead=lead)


@require_GET
def one(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """One of them: who it is, what was tried, who was told, and how it ended."""
    seen, page = shared(request, _HERE)
    (read,) = read_episodes(actor=seen.actor, now=seen.moment.as_at, episode_id=episode_id)
    writers = {UUID(row.by.partition(":")[2]) for row in (read.row, *(step for step, _words in read.steps))}
    known = details(writers, seen.moment)
    named = controls(seen.moment).get(Sort(read.row.sort), [])
    page |= {
        "read": read,
        "due": first_due(EPISODE, [read.row.id]).get(read.row.id),
        "told": [one.block.tell.words(pack_of(one.edition_id).name_of) for one in named],
        "names": {f"person:{person}": row.full_name for person, row in known.items()},
    }
    return render(request, "desk/episode.html", page | _WORDS)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Write down an attempt, or, of a break, that somebody was in touch."""
    seen, page, row = _theirs(request, episode_id)
    day = london_day(seen.moment.as_at)
    form = StepForm(request.POST or None, sort=Sort(row.sort), initial=today(day))

    def write() -> None:
        said = form.cleaned_data
        keep_step(
            episode_id=episode_id,
            kind=Kept(said["kind"]),
            way=Way(said["way"]),
            came=CameOfIt(said["came"]) if said["came"] else None,
            happened_on=said["happened_on"],
            words=said["words"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    return _step(request, page, form, write, row, _("Write down how you tried to reach them"))


@require_POST
def tell(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Tell whoever the policy names."""
    seen, _page, _row = _theirs(request, episode_id)
    with once(request):
        flag(episode_id=episode_id, actor=seen.actor, now=seen.moment.as_at)
    return redirect("episode", episode_id=episode_id)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Say how it ended."""
    seen, page, row = _theirs(request, episode_id)
    day = london_day(seen.moment.as_at)
    form = EndForm(request.POST or None, sort=Sort(row.sort), initial=today(day))

    def write() -> None:
        said = form.cleaned_data
        end_episode(
            episode_id=episode_id,
            outcome=Outcome(said["outcome"]),
            ended_on=said["ended_on"],
            words=said["words"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    return _step(request, page, form, write, row, _("Say how it ended"))


@require_http_methods(["GET", "POST"])
def hand(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Hand it over as a concern: a report of whoever does it, like any other."""
    seen, page, row = _theirs(request, episode_id)
    if Sort(row.sort) is Sort.NO_ACCESS:
        raise NothingHere
    form = HandOverForm(request.POST or None)

    def write() -> None:
        said = form.cleaned_data
        hand_over(
            episode_id=episode_id,
            seen_words=said["seen"],
            danger=said["danger"],
            request_id=said["request_id"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    lead = _(
        "This goes to the people who handle concerns, as a report of yours: you find it under My reports. Whoever else "
        "sees this page reads only that somebody sees to it. In danger ring 999 first."
    )
    return _step(request, page, form, write, row, _("Report a worry about them"), lead, to="my-reports")


def _theirs(request: HttpRequest, episode_id: UUID) -> tuple[Visit, dict[str, Any], Episode]:
    """The visit to something this reader may see; what is not theirs is as little there as what never was."""
    seen, page = shared(request, _HERE)
    row = visible(seen.who, seen.moment).filter(pk=episode_id).first()
    if row is None:
        raise NothingHere
    return seen, page, row


def _step(
    request: HttpRequest,
    page: dict[str, Any],
    form: forms.Form,
    write: Callable[[], object],
    row: Episode,
    title: str,
    lead: str = "",
    to: str = "",
) -> HttpResponse:
    """Show a form about one, or do what it says."""
    if filled(request, form, write):
        return redirect(to) if to else redirect("episode", episode_id=row.id)
    return _form(request, page | {"episode_id": row.id}, form, title=title, lead=lead)


def _form(request: HttpRequest, page: dict[str, Any], form: forms.Form, **more: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "desk/taking_part_step.html", page | {"form": form} | more, status=status)
