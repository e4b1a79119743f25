"""How long one record is kept and why, and each step: saying what it is, holding it, deciding about it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from .....assurance.rights.choosing import Choice
from .....assurance.rights.filing import LONGEST, Said, file_record
from .....assurance.rights.holding import hold, lift
from .....assurance.rights.keeping_words import HeldOn, StaffMatter, Why
from .....assurance.rights.models import Hold
from .....assurance.rights.queries.holds import is_told
from .....assurance.rights.queries.keeping import kept_of
from .....assurance.rights.reading import Opened, read_kept
from .....assurance.rights.reviewing import look_at_record
from .....assurance.rights.rules.keeping import in_words
from .....assurance.rights.rules.schedule import SCHEDULE
from .....authority.access.powers import post_titles
from .....work.casework.models import Concern
from ...environment import london
from ...forms.fields import Narrative, OneOf, Tick
from ...forms.times import Day
from ...scope import Visit
from ..governance.words import names_of
from ..pages import on_concern
from .stepping import step
from .words import ANCHORS, CAME, CLASSES, MISSING, ON, STAFF, STANDS, WHY

_KEEP = "keep"


def _reason(label: Any, help_text: Any = "") -> Narrative:
    return Narrative(label=label, help_text=help_text, rows=4, max_length=LONGEST)


class FileForm(forms.Form):
    """What only a person can say of a record."""

    staff_matter = OneOf(
        label=_("If it is about somebody who works here: what is it?"),
        help_text=_("Leave it as it is to go by what was decided on the record."),
        choices=[("", _("As the record says")), *STAFF.items()],
        required=False,
    )
    abuse = Tick(label=_("It touches sexual abuse of a child, so it is held for longer"), required=False)
    transferred_on = Day(
        label=_("Day on which the whole file was transferred"),
        help_text=_("Leave it empty if it was not. Once a receipt is written down, this is said by itself."),
        required=False,
    )
    reason = _reason(_("How do you know?"))


class HoldForm(forms.Form):
    """What is held, in which post, until when and why."""

    on = OneOf(label=_("What is held?"), choices=[(on, ON[on]) for on in (HeldOn.CONCERN, HeldOn.PERSON)])
    post = OneOf(label=_("In which of your posts do you do this?"), choices=())
    until = Day(
        label=_("Until when?"), help_text=_("Leave it empty for a hold without an end."), required=False
    )
    reason = _reason(
        _("Why?"),
        _("Whoever decides on a record it lies on reads this. Name no other record, nor anybody in one."),
    )

    def __init__(self, *args: Any, posts: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["post"].choices = list(posts.items())  # type: ignore[attr-defined]


class LiftForm(forms.Form):
    """Which hold is lifted, in which post, and why."""

    hold = OneOf(label=_("Which hold?"), choices=())
    post = OneOf(label=_("In which of your posts do you do this?"), choices=())
    reason = _reason(_("Why?"))

    def __init__(
        self, *args: Any, posts: dict[str, str], holds: list[tuple[str, Any]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["post"].choices = list(posts.items())  # type: ignore[attr-defined]
        self.fields["hold"].choices = holds  # type: ignore[attr-defined]


class LookForm(forms.Form):
    """Keep it until a day, or say that it should go."""

    why = OneOf(
        label=_("What do you decide?"),
        choices=[
            (_KEEP, _("It is kept, until the day below")),
            *((why, format_lazy("{}: {}", _("It goes"), said)) for why, said in WHY.items()),
        ],
    )
    keep_until = Day(
        label=_("Kept until"),
        help_text=_("Only if it is kept. On that day it comes up again."),
        required=False,
    )
    reason = _reason(
        _("Your reasons"), _("A second person reads them before anything goes. They go with the record.")
    )


@require_GET
def one(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Of which class a record is, from when its time runs, what holds it, and what can be decided."""
    seen, page = on_concern(request, concern_id)
    opened = read_kept(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
    return render(request, "desk/keeping/one.html", page | said_of(opened, seen))


def said_of(opened: Opened, seen: Visit) -> dict[str, Any]:
    """What a page about one record says of how long it is kept."""
    found = opened.kept
    line = SCHEDULE[found.lasts.record_class]
    return {
        "kept": found,
        "filing": opened.filing,
        "reasons": opened.reasons,
        "line": line,
        "runs": [(in_words(run.months), ANCHORS[run.anchor]) for run in found.lasts.runs],
        "classes": CLASSES,
        "missing": MISSING,
        "stands": STANDS,
        "came": CAME,
        "why": WHY,
        "on": ON,
        "staff": STAFF,
        "posts": post_titles(seen.moment),
        "names": names_of((row.by for row in (found.look, *found.holds) if row), seen.moment),
    }


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Say what a record is."""
    form = FileForm(request.POST or None)

    def do(seen: Visit) -> None:
        said = form.cleaned_data
        file_record(
            concern_id=concern_id,
            said=Said(
                staff_matter=StaffMatter(said["staff_matter"]) if said["staff_matter"] else None,
                abuse=said["abuse"],
                transferred_on=said["transferred_on"],
                reason=said["reason"],
            ),
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    lead = _("It decides how long the record is kept. What you say here replaces all that was said before.")
    return step(request, concern_id, form, do, title=_("Say what this record is"), lead=lead)


@require_http_methods(["GET", "POST"])
def put_hold(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Put a legal hold on a record, or on everything about its people."""
    seen, _page = on_concern(request, concern_id)
    form = HoldForm(request.POST or None, posts=posts_of(seen))

    def do(visit: Visit) -> None:
        said = form.cleaned_data
        hold(
            concern_id=concern_id,
            on=HeldOn(said["on"]),
            post=said["post"],
            reason=said["reason"],
            until=said["until"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    lead = _(
        "Nothing that is held can be disposed of, whatever a policy or a period says: for a court, the police or an "
        "inquiry."
    )
    return step(request, concern_id, form, do, title=_("Put a legal hold"), lead=lead)


@require_http_methods(["GET", "POST"])
def lift_hold(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Lift a hold that lies on a record."""
    seen, _page = on_concern(request, concern_id)
    found = kept_of(Concern.objects.get(pk=concern_id), seen.moment)
    holds = holds_of([one for one in found.holds if is_told(one, seen.who, seen.moment)], seen)
    form = LiftForm(request.POST or None, posts=posts_of(seen), holds=holds)

    def do(visit: Visit) -> None:
        said = form.cleaned_data
        lift(
            concern_id=concern_id,
            hold_id=UUID(said["hold"]),
            post=said["post"],
            reason=said["reason"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    lead = "" if holds else _("Nothing holds this record now.")
    return step(request, concern_id, form, do, title=_("Lift a legal hold"), lead=lead)


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Decide: kept until a day, or to go once a second person agrees."""
    form = LookForm(request.POST or None)

    def do(seen: Visit) -> None:
        chosen = chosen_in(form.cleaned_data)
        look_at_record(concern_id=concern_id, chosen=chosen, actor=seen.actor, now=seen.moment.as_at)

    lead = _("Nothing goes by itself. If you decide that it goes, somebody else has to agree within 14 days.")
    return step(request, concern_id, form, do, title=_("Decide how long this is kept"), lead=lead)


def chosen_in(said: Mapping[str, Any]) -> Choice:
    """What the form for deciding says."""
    why = None if said["why"] == _KEEP else Why(said["why"])
    return Choice(keep_until=None if why else said["keep_until"], why=why, reason=said["reason"])


def posts_of(seen: Visit) -> dict[str, str]:
    """The posts somebody holds, with their titles."""
    titles = post_titles(seen.moment)
    return {role: titles.get(role, role) for role in sorted(seen.who.roles)}


def holds_of(holds: Iterable[Hold], seen: Visit) -> list[tuple[str, str]]:
    """Holds, to choose one of them."""
    titles = post_titles(seen.moment)
    return [
        (
            str(row.id),
            _("%(on)s, since %(day)s, by %(post)s")
            % {
                "on": ON[HeldOn(row.on)],
                "day": london(row.since, "day"),
                "post": titles.get(row.post, row.post),
            },
        )
        for row in holds
    ]
