"""The second person's page, what is left of a record that went, and its certificate as a file."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from .....assurance.rights.disposing import agree, disagree
from .....assurance.rights.filing import LONGEST
from .....assurance.rights.keeping_words import RecordClass, Why
from .....assurance.rights.models import Disposal, LooseDisposal
from .....assurance.rights.queries.disposals import disposal_of, entry_of
from .....assurance.rights.queries.keeping import schedule
from .....assurance.rights.reading import read_kept
from .....assurance.rights.rules.keeping import in_words
from .....assurance.rights.rules.schedule import SCHEDULE
from .....authority.access.powers import post_titles, powers_in_force
from .....authority.access.queries import reader
from .....ground.kernel.moments import Moment
from .....ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from .....mechanisms.documents.pdf_out import pdf_file
from .....mechanisms.documents.sheets import Paragraph, Run, Sheet
from .....work.casework.operations.disposing import things_in
from .....work.casework.operations.handling import Disposed
from ...environment import day, london
from ...forms.fields import Narrative, OneOf
from ...scope import Visit
from ...writing import done, refused
from ..pages import on_concern
from .one import said_of
from .words import ANCHORS, CLASSES, WHY


class AnswerForm(forms.Form):
    """Whether it goes; which decision that answers is carried along, so that no other is answered by mistake."""

    look = forms.UUIDField(widget=forms.HiddenInput)
    answer = OneOf(
        label=gettext_lazy("What do you say?"),
        choices=[
            ("goes", gettext_lazy("I agree: dispose of it now, for good")),
            ("stays", gettext_lazy("It stays")),
        ],
    )
    reason = Narrative(label=gettext_lazy("If it stays: why?"), rows=3, max_length=LONGEST, required=False)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """What goes and what stays, and the second person's answer."""
    seen, page = on_concern(request, concern_id)
    by: dict[str, Any] = {"concern_id": concern_id, "actor": seen.actor, "now": seen.moment.as_at}
    try:
        opened = read_kept(**by)
    except Disposed:
        return redirect("disposed-of", concern_id=concern_id)
    waiting = opened.kept.waiting
    form = AnswerForm(request.POST or None, initial={"look": waiting.id if waiting else None})
    if form.is_bound and form.is_valid():
        try:
            if done(request, form, lambda: _do(form.cleaned_data, by)):
                return redirect(
                    "disposed-of" if form.cleaned_data["answer"] == "goes" else "kept", concern_id=concern_id
                )
        except Disposed:
            return redirect("disposed-of", concern_id=concern_id)
        except (OutOfTurn, NotPermitted) as refusal:
            refused(form, refusal)
    page |= said_of(opened, seen) | {
        "form": form,
        "things": things_in(concern_id),
        "own": bool(waiting and waiting.looker_id == seen.who.person_id),
    }
    return render(request, "desk/keeping/answer.html", page, status=422 if form.errors else 200)


def _do(said: dict[str, Any], by: dict[str, Any]) -> None:
    if said["answer"] == "goes":
        agree(look_id=said["look"], **by)
    elif said["reason"]:
        disagree(look_id=said["look"], reason=said["reason"], **by)
    else:
        raise BadInput(_("Say why it stays."), field="reason")


@require_GET
def gone(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """What is left of a record that was disposed of: its certificate."""
    _seen, page, row = _gone(request, concern_id)
    page |= {"rows": certified(row), "left": LEFT, "row": row}
    return render(request, "desk/keeping/gone.html", page)


@require_GET
def certificate(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """The certificate as a file: a PDF with its headings and reading order marked."""
    seen, _page, row = _gone(request, concern_id)
    sheet = sheet_of(certified(row), LEFT)
    answered = HttpResponse(pdf_file(sheet, now=seen.moment.as_at), content_type="application/pdf")
    answered["Content-Disposition"] = f'attachment; filename="certificate-{row.concern.reference}.pdf"'
    return answered


def sheet_of(rows: Iterable[tuple[str, str]], left: Iterable[object]) -> Sheet:
    """A certificate as a document: what it says, and what is left."""
    return Sheet(
        title=_("Certificate of disposal"),
        facts=tuple(rows),
        signed=(),
        unsigned=_("Two different people decided it, each signed in; the audit record has both."),
        against="",
        blocks=tuple(Paragraph((Run(str(sentence)),)) for sentence in left),
    )


def _gone(request: HttpRequest, concern_id: UUID) -> tuple[Visit, dict[str, Any], Disposal]:
    seen, page = on_concern(request, concern_id)
    row = disposal_of(concern_id, seen.moment)
    if row is None:
        raise NothingHere
    return seen, page, row


LEFT = (
    gettext_lazy(
        "The words, the names, the files and what opened them are gone. Nobody can bring them back."
    ),
    gettext_lazy(
        "What is left: this certificate; the audit record, which has no name and no word of anybody's; rows without "
        "words that say when something was done and by whom here; a keyed mark by which whoever was kept from the "
        "record is kept from this; and the figures of past days."
    ),
    gettext_lazy("What others were given is theirs to keep or to dispose of."),
)


def certified(row: Disposal) -> list[tuple[str, str]]:
    """What a certificate says, in rows; no name and no word of anybody the record was about."""
    entry, which = entry_of(row), RecordClass(row.record_class)
    return [
        (_("Record"), row.concern.reference),
        (_("What it was"), str(CLASSES[which])),
        (_("Entries that went"), str(row.entries)),
        (_("Files that went"), str(row.files)),
        (_("Letters and copies that went"), str(row.letters)),
        (_("People who were named in it"), str(row.people)),
        (_("When"), london(row.disposed_at)),
        (_("Its time was over"), day(row.due_on) if row.due_on else _("no day was set")),
        (_("Why"), str(WHY[Why(row.why)])),
        (_("Period"), period_then(which, row)),
        (_("Decided by"), posts_then(row.first_id, row)),
        (_("Agreed by"), posts_then(row.second_id, row)),
        (_("A backup may hold it"), backup_words(row)),
        (_("Entry in the audit record"), f"{entry.seq} ({entry.stream})"),
    ]


def backup_words(row: Disposal | LooseDisposal) -> str:
    """Until when a backup may hold what went."""
    if row.held_until:
        return _("until %(day)s, and anything copied elsewhere for as long as it lies there") % {
            "day": day(row.held_until)
        }
    return _("not set: no backups are made by themselves here, so nobody can name a day")


def posts_then(person_id: UUID, row: Disposal | LooseDisposal) -> str:
    """Which posts somebody held when something went."""
    then = _then(row)
    titles, who = post_titles(then), reader(person_id, powers_in_force(then), then)
    return ", ".join(sorted(titles.get(role, role) for role in who.roles)) or _(
        "somebody who held no post any more"
    )


def period_then(which: RecordClass, row: Disposal | LooseDisposal) -> str:
    """How long such a record was kept when it went, and why."""
    lasts = schedule(_then(row))[which]
    runs = "; ".join(f"{in_words(run.months)} {ANCHORS[run.anchor]}" for run in lasts.runs)
    return f"{runs}: {lasts.own.reason if lasts.own else SCHEDULE[which].basis}"


def _then(row: Disposal | LooseDisposal) -> Moment:
    return Moment(row.disposed_at, max(row.disposed_at, row.recorded_at))
