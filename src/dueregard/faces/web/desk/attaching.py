"""The files of a concern at the desk: put with the record, opened as a safe copy, and kept from being opened."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....ground.kernel.refusals import NothingHere
from ....mechanisms.files.queries import Shown, size_limit
from ....mechanisms.files.vocabulary import State
from ....work.casework.models import Entry
from ....work.casework.operations.attaching import Handed, attach_to_record
from ....work.casework.operations.reading import File, Worded
from ....work.casework.operations.withholding import open_attached, police_said, withhold
from ....work.casework.queries.attached import Opening, attached, openings
from ....work.casework.vocabulary import EntryKind
from ..file_states import FILE_STATES
from ..forms.fields import Line, Narrative, OneOf
from ..handing_in import hand_in
from ..listings import Standing
from ..scope import Visit
from ..uploads import hand_out, takes_files
from .pages import on_concern
from .steps import step

WHAT_IT_IS = [
    ("picture-of-a-child", _("A sexual picture or film of somebody under 18, or it may be one")),
    ("terrorist-material", _("Material of terrorists, or it may be")),
    ("other-crime", _("Something else that only the police should look at")),
]

_OF_THE_POLICE = frozenset({EntryKind.NOT_OPENED, EntryKind.POLICE_SAID})


@dataclass(frozen=True, slots=True)
class Listed:
    """One file on the record: how it stands, what was said of it, and who opened it."""

    file: Shown
    standing: Standing
    came: Worded
    said: tuple[Worded, ...]
    """That it must not be opened, and what the police said; oldest first."""
    opened: tuple[Opening, ...]


def files_of_record(file: File) -> tuple[Listed, ...]:
    """The files that the record tells of, as it was known at its moment; how each stands is always of today."""
    told: dict[UUID, list[tuple[Entry, Worded]]] = {}
    for worded in file.record:
        if isinstance(worded.row, Entry) and worded.row.file_id:
            told.setdefault(worded.row.file_id, []).append((worded.row, worded))
    if not told:
        return ()
    there, looked = attached(file.concern.id), openings(file.concern)
    return tuple(
        Listed(
            there[file_id],
            FILE_STATES[there[file_id].state],
            each[0][1],
            tuple(worded for row, worded in each if row.kind in _OF_THE_POLICE),
            looked.get(file_id, ()),
        )
        for file_id, each in told.items()
        if file_id in there
    )


@takes_files
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Put files with the record, after what nobody may put there."""
    seen, page = on_concern(request, concern_id)

    def keep(handed: Handed) -> None:
        attach_to_record(concern_id=concern_id, handed=handed, actor=seen.actor, now=seen.moment.as_at)

    now = hand_in(request, limit=size_limit(seen.moment), keep=keep)
    page |= {"step": now, "concern_id": concern_id}
    return render(request, "desk/files.html", page, status=now.status)


@require_GET
def open_(request: HttpRequest, concern_id: UUID, file_id: UUID) -> HttpResponseBase:
    """The copy that is safe to open; that it was opened is written down first."""
    seen, _page = on_concern(request, concern_id, reading=True)
    copy = open_attached(concern_id=concern_id, file_id=file_id, actor=seen.actor, now=seen.moment.as_at)
    return hand_out(copy)


class WithholdForm(forms.Form):
    """What it seems to be, without a description, and the reference of the police."""

    what = OneOf(label=_("What is it, or what may it be?"), choices=WHAT_IT_IS)
    reason = Narrative(
        label=_("How do you know?"),
        help_text=_("In a sentence. Do not open it to make sure, and do not describe it."),
        rows=2,
    )
    reference = Line(label=_("The reference the police gave you, if you have it"), required=False)


class PoliceForm(forms.Form):
    """What the police said about it."""

    words = Narrative(
        label=_("What did the police say?"), help_text=_("Who said it, when, and what happens next.")
    )
    reference = Line(label=_("Their reference"), required=False)


@require_http_methods(["GET", "POST"])
def must_not_be_opened(request: HttpRequest, concern_id: UUID, file_id: UUID) -> HttpResponse:
    """Say that nobody opens a file any more; the police step stands beside it."""
    there = _there(request, concern_id, file_id)
    form = WithholdForm(request.POST or None)

    def do(seen: Visit) -> None:
        said = form.cleaned_data
        what = str(dict(WHAT_IT_IS)[said["what"]])
        withhold(
            concern_id=concern_id,
            file_id=file_id,
            reason=f"{what}. {said['reason']}",
            reference=said["reference"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    return step(request, concern_id, "desk/must_not_be_opened.html", form, do, file=there)


@require_http_methods(["GET", "POST"])
def police(request: HttpRequest, concern_id: UUID, file_id: UUID) -> HttpResponse:
    """Write down what the police said about such a file."""
    there = _there(request, concern_id, file_id)
    if there.state is not State.MUST_NOT_BE_OPENED:
        raise NothingHere
    form = PoliceForm(request.POST or None)

    def do(seen: Visit) -> None:
        said = form.cleaned_data
        police_said(
            concern_id=concern_id,
            file_id=file_id,
            words=said["words"],
            reference=said["reference"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    return step(request, concern_id, "desk/step.html", form, do, title=_("What the police said about a file"))


def _there(request: HttpRequest, concern_id: UUID, file_id: UUID) -> Shown:
    """A file of this concern, for a reader who may see it; raises `NothingHere`."""
    on_concern(request, concern_id)
    found = attached(concern_id).get(file_id)
    if found is None:
        raise NothingHere
    return found
