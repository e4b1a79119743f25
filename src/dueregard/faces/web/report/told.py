"""For somebody signed in: writing down what one was told, and one's own reports with what was answered and added."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ....authority.access.vocabulary import Part
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ....work.casework.operations.adding import add_to_own
from ....work.casework.operations.reading import read_for_own
from ....work.casework.operations.reporting import report_concern
from ....work.casework.operations.thanking import thank_for_own
from ....work.casework.queries.attached import handed_in
from ....work.casework.queries.groups import groups
from ....work.casework.queries.ladder_end import end_of_ladders
from ....work.casework.queries.readers import who_reads
from ....work.casework.queries.reporter import own_part, own_report
from ....work.casework.vocabulary import AboutKind
from ..around import shared
from ..scope import Visit
from .looking import looking_at
from .numbers import numbers
from .told_forms import AddForm, AddToldForm, ToldForm


@require_http_methods(["GET", "POST"])
def told(request: HttpRequest) -> HttpResponse:
    """The first line of what one was told; saved, it shows the receipt and asks for the rest."""
    seen, page = shared(request, "somebody-told")
    if seen.provider.live_since is None:
        resort = end_of_ladders(seen.moment)
        return render(request, "report/told_not_open.html", page | {"resort": resort})
    readers = {reader.person_id: f"{reader.name}, {reader.title}" for reader in who_reads(seen.moment)}
    form = ToldForm(request.POST or None, readers=readers, groups=groups(seen.moment))
    if form.is_bound and form.is_valid():
        now = seen.moment.as_at
        try:
            receipt = report_concern(
                report=form.report(now),
                request_id=form.cleaned_data["request_id"],
                actor=seen.actor,
                now=now,
            )
        except BadInput as refusal:
            form.add_error("told", refusal.sentence)
        else:
            page |= own_page(seen, receipt.concern_id) | {"receipt": receipt}
            page["danger"] = form.cleaned_data["danger"] == "yes"
            return render(request, "report/mine.html", page | {"form": AddToldForm()})
    return render(request, "report/told.html", page | {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """One's own report: how it stands, what was answered, and room for more. Nothing else of the matter."""
    seen, page = shared(request, "my-reports")
    if request.POST.get("step") == "thank":
        with suppress(OutOfTurn):  # the page says how it stands
            thank_for_own(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
        return redirect("my-report", concern_id=concern_id)
    typed = own_part(concern_id, seen.who.person_id, seen.moment) is Part.TYPIST
    form: AddForm | AddToldForm = (AddToldForm if typed else AddForm)(request.POST or None)
    if form.is_bound and form.is_valid():
        about = AboutKind(own_report(concern_id, seen.who.person_id, seen.moment).about)
        more = form.more(about) if isinstance(form, AddToldForm) else form.more()
        try:
            add_to_own(
                concern_id=concern_id,
                more=more,
                request_id=form.cleaned_data["request_id"],
                actor=seen.actor,
                now=seen.moment.as_at,
            )
            return redirect("my-report", concern_id=concern_id)
        except BadInput as refusal:
            form.add_error(None, refusal.sentence)
    page |= own_page(seen, concern_id) | {"form": form}
    return render(request, "report/mine.html", page, status=422 if form.errors else 200)


def own_page(seen: Visit, concern_id: UUID) -> dict[str, Any]:
    """What the page of one's own report shows: how it stands, and what was answered."""
    return {
        "standing": own_report(concern_id, seen.who.person_id, seen.moment),
        "typed": own_part(concern_id, seen.who.person_id, seen.moment) is Part.TYPIST,
        "told": read_for_own(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at),
        "helplines": numbers(seen.provider, seen.moment),
        "files": handed_in(concern_id, seen.moment),
    } | looking_at(concern_id, seen.provider, seen.moment.as_at)
