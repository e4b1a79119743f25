"""Handing in pictures and files to a report that was sent: by its receipt, or signed in."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ....ground.kernel.moments import Moment, utc_now
from ....ground.tenancy.models import Provider
from ....mechanisms.files.queries import size_limit
from ....work.casework.operations.attaching import Handed, attach_by_receipt, attach_to_own
from ....work.casework.operations.receipts import recognise
from ....work.casework.queries.reporter import own_report
from ..around import shared as shared_at_desk
from ..handing_in import hand_in
from ..uploads import takes_files
from .keeping import has_key, not_now
from .numbers import numbers
from .receipt import ReceiptForm, found_again
from .views import open_to_all, shared


@takes_files
@open_to_all
@require_http_methods(["GET", "POST"])
def by_receipt(request: HttpRequest, provider: Provider) -> HttpResponse:
    """For whoever has reference and code; the page carries them on, and looked at plainly it asks for them."""
    now = utc_now()
    page: dict[str, Any] = shared(provider)
    if not has_key():
        return not_now(request, page, Moment.now(now))
    form = ReceiptForm(request.POST or None)
    if not form.is_valid():
        return redirect("report-again", short_code=provider.short_code)

    def show(receipt: dict[str, str]) -> HttpResponse:
        own = receipt | {"ticket": recognise(**receipt, now=now)}

        def keep(handed: Handed) -> None:
            attach_by_receipt(**own, handed=handed, now=now)

        step = hand_in(request, limit=size_limit(Moment.now(now)), keep=keep)
        return render(request, "report/files.html", page | {"step": step, "receipt": own}, status=step.status)

    return found_again(request, page, form, show)


@takes_files
@require_http_methods(["GET", "POST"])
def to_own(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """For whoever reported while signed in, or wrote it down for somebody."""
    seen, page = shared_at_desk(request, "my-reports")
    standing = own_report(concern_id, seen.who.person_id, seen.moment)

    def keep(handed: Handed) -> None:
        attach_to_own(concern_id=concern_id, handed=handed, actor=seen.actor, now=seen.moment.as_at)

    step = hand_in(request, limit=size_limit(seen.moment), keep=keep)
    page |= {"step": step, "standing": standing, "helplines": numbers(seen.provider, seen.moment)}
    return render(request, "report/own_files.html", page, status=step.status)
