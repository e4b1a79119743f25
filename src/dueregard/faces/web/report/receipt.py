"""Finding a report again by its receipt: how it stands, what was answered, and adding more.

The page that shows a report carries the receipt on to the next step: there is no cookie that could.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....ground.kernel.moments import Moment, utc_now
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ....ground.tenancy.models import Provider
from ....ground.tenancy.queries import shut_before
from ....work.casework.operations.guessing import WaitFirst, WrongReceipt
from ....work.casework.operations.receipts import add_by_receipt, show
from ....work.casework.operations.thanking import thank_by_receipt
from ....work.casework.queries.attached import handed_in
from ....work.casework.queries.looking import numbers
from ..forms.fields import Line
from .keeping import has_key, not_now
from .looking import looking_at
from .suggesting import STEP, SuggestedForm, answered
from .told_forms import AddForm
from .views import open_to_all, posted, shared

TOO_MANY = 429


class ReceiptForm(forms.Form):
    """Reference and code, however they are typed."""

    reference = Line(label=_("Reference"), max_length=20)
    code = Line(label=_("Code"), max_length=40)
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)
    """How long this receipt has waited, when somebody tried wrong ones before."""

    def receipt(self) -> dict[str, str]:
        """The receipt, once the form is valid."""
        return {name: self.cleaned_data[name] for name in ("reference", "code", "ticket")}


@open_to_all
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, provider: Provider) -> HttpResponse:
    """Find a report again by reference and code, and add to it."""
    moment = Moment.now(utc_now())
    if not has_key():
        return not_now(request, shared(provider), moment)
    page = shared(provider) | {"shut_before": shut_before(), "ring": numbers(moment)}
    form = ReceiptForm(request.POST or None)
    if not (form.is_bound and form.is_valid()):
        return render(request, "report/again.html", page | {"form": form}, status=422 if form.errors else 200)
    return found_again(request, page, form, lambda receipt: _report(request, page, receipt))


def found_again(
    request: HttpRequest,
    page: dict[str, Any],
    form: ReceiptForm,
    show: Callable[[dict[str, str]], HttpResponse],
) -> HttpResponse:
    """What a receipt shows; where it is wrong or has to wait, the page that asks for it, with nothing typed lost."""
    try:
        return show(form.receipt())
    except WaitFirst as wait:
        waiting = ReceiptForm(initial=form.receipt() | {"ticket": wait.ticket})
        carried = [(name, value) for name, value in posted(request) if name not in form.fields]
        page |= {"form": waiting, "wait": wait.sentence, "carried": carried, "step": request.POST.get("step")}
        return render(request, "report/again.html", page, status=TOO_MANY)
    except WrongReceipt as refusal:
        form.add_error(None, refusal.sentence)
        return render(request, "report/again.html", page | {"form": form}, status=422)


def _report(request: HttpRequest, page: dict[str, Any], receipt: dict[str, str]) -> HttpResponse:
    """The report of a receipt, after adding to it what was posted."""
    now = utc_now()
    step = request.POST.get("step")
    if step == "thank":
        with suppress(OutOfTurn):  # the page below shows how it stands
            thank_by_receipt(**receipt, now=now)
    more: AddForm | SuggestedForm = (
        answered(request.POST) if step == STEP else AddForm(request.POST if step == "add" else None)
    )
    added = False
    if more.is_bound and more.is_valid() and (said := more.more()):
        try:
            request_id = more.cleaned_data["request_id"]
            add_by_receipt(**receipt, more=said, request_id=request_id, now=now)
            added = True
        except WrongReceipt:
            raise
        except BadInput as refusal:
            more.add_error(None, refusal.sentence)
    if more.is_bound and not more.errors:
        more = AddForm()
    shown = show(**receipt, now=now)
    page |= {
        "form": more,
        "step": STEP if isinstance(more, SuggestedForm) else "add",
        "standing": shown.standing,
        "told": shown.answers,
        "receipt": receipt | {"ticket": shown.ticket},
        "added": added,
        "files": handed_in(shown.standing.concern_id, Moment.now(now)),
    } | looking_at(shown.standing.concern_id, page["provider"], now)
    return render(request, "report/receipt.html", page, status=422 if more.errors else 200)
