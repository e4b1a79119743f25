"""Paper forms, for wherever there is no screen: printed with numbers, and keyed in later by somebody signed in."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....authority.access.vocabulary import Part
from ....authority.policy.values.when import UNKNOWN
from ....ground.kernel.refusals import BadInput
from ....work.casework.operations.keying_in import key_in
from ....work.casework.papers import make_number
from ....work.casework.queries.asking import sheet
from ....work.casework.queries.groups import groups
from ....work.casework.queries.ladder_end import end_of_ladders
from ....work.casework.queries.readers import who_reads
from ....work.casework.reports import PersonNamed, Report
from ....work.casework.vocabulary import AboutKind, Channel, ReporterKind
from ..around import shared
from ..forms.fields import Line, Narrative, OneOf, Pick
from ..forms.questions import Questions
from .choices import ABOUT
from .forms import ReportForm
from .grouping import WHICH, ask_group, said_group
from .steering import REMINDERS
from .told import own_page
from .told_forms import TELLERS, AddToldForm, ToldTime

MOST_AT_ONCE = 20


class PaperTime(ToldTime):
    """The time on a paper: not in the future."""

    future = _("This is in the future. Write the time that stands on the paper.")


class PaperForm(Questions):
    """What stands on a paper form, as far as it has to be known to send it the right way."""

    number = Line(
        label=_("The number on the form"),
        help_text=_("Capitals, spaces and dashes do not matter."),
        max_length=40,
    )
    written = PaperTime(
        label=_("The day and time on the paper"),
        help_text=_(
            "When it was written. Leave it empty if there is none. The time of keying is kept by itself."
        ),
        required=False,
    )
    reporter = Pick(label=_("Who wrote it?"), choices=TELLERS, initial=ReporterKind.UNKNOWN)
    about = Pick(label=_("Who is it about?"), choices=ABOUT, initial=AboutKind.NOT_SURE)
    danger = OneOf(
        label=_("Is anybody in danger now?"),
        help_text=_("If so, call 999 first."),
        choices=[("no", _("No, or it does not say")), ("yes", _("Yes"))],
    )
    seen = Narrative(
        label=_("What happened, word for word as it stands there"),
        help_text=_("Change nothing and correct nothing. Keep the paper until a handler has it."),
        rows=8,
        error_messages={"required": _("Write what stands on the paper. One sentence is enough.")},
    )
    who = Line(label=_("The name of the person it is about, if it is there"), required=False)
    group = Pick(label=WHICH, initial=UNKNOWN, required=False)
    name = Line(label=_("The name of whoever wrote it, if it is there"), required=False)

    def __init__(self, *args: Any, groups: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        ask_group(self, groups)

    def report(self) -> Report:
        """The typed report, once the form is valid."""
        said = self.cleaned_data
        about = AboutKind(said["about"])
        conduct = about in {AboutKind.COLLEAGUE, AboutKind.SUBCONTRACTOR_STAFF, AboutKind.EMPLOYER_STAFF}
        part = Part.SAID_TO_HAVE_HARMED if conduct else Part.WORRIED_ABOUT
        written: tuple[datetime, str] | None = said["written"]
        group, told = said_group(said)
        return Report(
            reporter=ReporterKind(said["reporter"]),
            about=about,
            account={"seen": said["seen"]} | told,
            population=group,
            raiser={"name": said["name"]} if said["name"] else {},
            channel=Channel.LETTER,
            danger=said["danger"] == "yes",
            people=(PersonNamed(part, {"name": said["who"]}),) if said["who"] else (),
            told_at=written[0] if written else None,
        )


@require_GET
def printed(request: HttpRequest) -> HttpResponse:
    """Forms to print, each with a number that is on no other; nothing is stored until one is keyed in."""
    seen, page = shared(request, "somebody-told")
    asked = sheet(seen.moment)
    form = ReportForm(readers={}, sheet=asked)
    page |= {
        "form": form,
        "numbers": [make_number(secrets.choice) for _one in range(_how_many(request))],
        "most": MOST_AT_ONCE,
        "reminders": [REMINDERS[one] for one in asked.reminders],
        "readers": who_reads(seen.moment),
    }
    return render(request, "report/paper.html", page)


def _how_many(request: HttpRequest) -> int:
    said = request.GET.get("n", "1")
    whole = said.isascii() and said.isdecimal() and len(said) < 4
    return min(max(int(said), 1), MOST_AT_ONCE) if whole else 1


@require_http_methods(["GET", "POST"])
def keyed_in(request: HttpRequest) -> HttpResponse:
    """Key in what stands on a paper form; then the receipt, and room for the rest."""
    seen, page = shared(request, "somebody-told")
    if seen.provider.live_since is None:
        return render(request, "report/told_not_open.html", page | {"resort": end_of_ladders(seen.moment)})
    form = PaperForm(request.POST or None, groups=groups(seen.moment))
    if form.is_bound and form.is_valid():
        number = form.cleaned_data["number"]
        try:
            receipt = key_in(number=number, report=form.report(), actor=seen.actor, now=seen.moment.as_at)
        except BadInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            shown: dict[str, Any] = own_page(seen, receipt.concern_id) | {
                "receipt": receipt,
                "danger": form.cleaned_data["danger"] == "yes",
                "form": AddToldForm(),
            }
            return render(request, "report/mine.html", page | shown)
    return render(request, "report/keyed_in.html", page | {"form": form}, status=422 if form.errors else 200)
