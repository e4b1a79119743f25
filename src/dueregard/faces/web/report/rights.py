"""*A concern was about me*: what somebody may ask of a provider about what it holds of them, and the way back to it.

The same to everybody: no page here says whether anything is held about anybody.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....assurance.disclosure.operations.ending import letter_by_code, read_letters
from ....assurance.disclosure.operations.giving import copy_by_code, read_copies
from ....assurance.disclosure.rules.copying import NOTHING
from ....assurance.rights.asking import Asking, ask, say_more, show
from ....assurance.rights.queries.answers import answers
from ....assurance.rights.wants import Want
from ....ground.kernel.moments import Moment, utc_now
from ....ground.kernel.refusals import BadInput, NothingHere
from ....ground.tenancy.models import Provider
from ....work.casework.operations.guessing import WaitFirst, WrongReceipt
from ....work.casework.queries.readers import who_reads
from ..forms.fields import Line, Narrative, OneOf, RequestId, SomeOf
from ..rights_words import STEPS, WANTS, owing_them
from .keeping import can_keep, not_now
from .receipt import TOO_MANY, ReceiptForm
from .views import not_open, open_to_all, posted, shared


class AskForm(forms.Form):
    """Which right, for whom, and how to answer."""

    request_id = RequestId()
    want = OneOf(label=_("What do you want?"), choices=list(WANTS.items()))
    words = Narrative(
        label=_("In your own words"),
        help_text=_(
            "Say what it is about, as far as you know, and what you want us to do. You need not know much."
        ),
        rows=8,
        error_messages={"required": _("Write what you ask for. One sentence is enough.")},
    )
    name = Line(
        label=_("Your name"),
        help_text=_("We cannot answer somebody we do not know. Later we may ask you to show who you are."),
        max_length=200,
    )
    reach = Line(
        label=_("How can we reach you, and when is it safe?"),
        help_text=_(
            "You can also come back to this page with a code. If you want nothing else, write: by the code."
        ),
        max_length=300,
    )
    for_whom = Line(
        label=_("If you ask for somebody else: for whom, and why you may"), max_length=300, required=False
    )
    involved = SomeOf(
        label=_("Is it about something one of these people did?"),
        help_text=_("They would normally help to answer you. Whoever you tick will not see this."),
        required=False,
    )

    def __init__(self, *args: Any, readers: Mapping[UUID, str], **options: Any) -> None:
        super().__init__(*args, **options)
        if readers:
            self.fields["involved"].choices = [(str(one), name) for one, name in readers.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["involved"]

    def asking(self) -> Asking:
        """What is asked, once the form is valid."""
        said = self.cleaned_data
        return Asking(
            want=Want(said["want"]),
            words={box: said[box] for box in ("name", "reach", "for_whom", "words") if said[box]},
            kept_from=frozenset(UUID(one) for one in said.get("involved") or ()),
        )


class MoreForm(forms.Form):
    """Words to whoever answers."""

    request_id = RequestId()
    words = Narrative(
        label=_("Write to whoever answers"),
        rows=5,
        error_messages={"required": _("Write what you want to add before you send it.")},
    )


@open_to_all
@require_GET
def about_me(request: HttpRequest, provider: Provider) -> HttpResponse:
    """What we may hold, what anybody may ask, what we may not show, and who helps."""
    said = {question.value: row.value for question, row in answers(Moment.now(utc_now())).items()}
    return render(request, "report/about_me.html", shared(provider) | {"said": said, "wants": WANTS})


@open_to_all
@require_http_methods(["GET", "POST"])
def ask_about_me(request: HttpRequest, provider: Provider) -> HttpResponse:
    """The form, and once it is sent the receipt."""
    if provider.live_since is None:
        return not_open(request, provider)
    now = utc_now()
    moment, page = Moment.now(now), shared(provider)
    if not can_keep():
        return not_now(request, page, moment)
    readers = {one.person_id: f"{one.name}, {one.title}" for one in who_reads(moment)}
    chosen = {"want": request.GET["want"]} if request.GET.get("want") in WANTS else {}
    form = AskForm(request.POST or None, initial=chosen, readers=readers)
    if form.is_bound and form.is_valid():
        try:
            receipt = ask(asking=form.asking(), request_id=form.cleaned_data["request_id"], now=now)
            return render(request, "report/about_me_sent.html", page | {"receipt": receipt})
        except BadInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    return render(
        request, "report/about_me_ask.html", page | {"form": form}, status=422 if form.errors else 200
    )


@open_to_all
@require_http_methods(["GET", "POST"])
def about_me_again(request: HttpRequest, provider: Provider) -> HttpResponse:
    """Find what one asked by reference and code; read what was answered, and write back."""
    page = shared(provider)
    if not can_keep():
        return not_now(request, page, Moment.now(utc_now()))
    form = ReceiptForm(request.POST or None)
    status = 422 if form.errors else 200
    if form.is_bound and form.is_valid():
        try:
            return _asked(request, page, form.receipt())
        except WaitFirst as wait:
            form = ReceiptForm(initial=form.receipt() | {"ticket": wait.ticket})
            carried = [(name, value) for name, value in posted(request) if name not in form.fields]
            page |= {"wait": wait.sentence, "carried": carried, "step": request.POST.get("step")}
            status = TOO_MANY
        except WrongReceipt as refusal:
            form.add_error(None, refusal.sentence)
            status = 422
    return render(request, "report/about_me_again.html", page | {"form": form}, status=status)


def _asked(request: HttpRequest, page: dict[str, Any], receipt: dict[str, str]) -> HttpResponse:
    """What was asked, after adding to it what was posted."""
    now = utc_now()
    if request.POST.get("step") in {"copy", "letter"}:
        return _file(request, page["provider"], receipt)
    more = MoreForm(request.POST if request.POST.get("step") == "add" else None)
    added = False
    if more.is_bound and more.is_valid():
        try:
            say_more(
                **receipt,
                words=more.cleaned_data["words"],
                request_id=more.cleaned_data["request_id"],
                now=now,
            )
            more, added = MoreForm(), True
        except WrongReceipt:
            raise
        except BadInput as refusal:
            more.add_error(None, refusal.sentence)
    shown = show(**receipt, now=now)
    page |= {
        "form": more,
        "added": added,
        "shown": shown,
        "want": WANTS[shown.standing.want],
        "owing": owing_them(shown.standing.now),
        "steps": STEPS,
        "nothing": NOTHING,
        "copies": read_copies(**receipt, now=now),
        "letters": read_letters(**receipt, now=now),
        "receipt": receipt | {"ticket": shown.ticket},
    }
    return render(request, "report/about_me_asked.html", page, status=422 if more.errors else 200)


def _file(request: HttpRequest, provider: Provider, receipt: dict[str, str]) -> HttpResponse:
    """What they were given or told, as a file."""
    now, step = utc_now(), request.POST["step"]
    try:
        row_id = UUID(request.POST.get(step, ""))
    except ValueError:
        raise NothingHere from None
    if step == "copy":
        made = copy_by_code(copy_id=row_id, **receipt, now=now)
    else:
        made = letter_by_code(letter_id=row_id, provider=provider.name, **receipt, now=now)
    answer = HttpResponse(made.data, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer
