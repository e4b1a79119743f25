"""Two pages with the question that asks for a file, and one that hands it out: as the rooms above will have them."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path

from dueregard.config.urls import handler400, handler404, handler500
from dueregard.faces.web.forms.fields import Narrative
from dueregard.faces.web.forms.files import Upload
from dueregard.faces.web.forms.questions import Questions
from dueregard.faces.web.uploads import hand_out, takes_files
from dueregard.ground.audit.operations import turn
from dueregard.ground.crypto.operations import make_data_key
from dueregard.ground.tenancy.operations import by_slug, enter
from dueregard.mechanisms.files.operations.keeping import keep
from dueregard.mechanisms.files.operations.opening import open_copy
from household import NOON
from mechanisms.files.cabinet import SOMEBODY, THING

__all__ = ["handler400", "handler404", "handler500"]


class PaperForm(Questions):
    words = Narrative(label="What is it?")
    paper = Upload(label="The certificate", help_text="Both sides.")


@login_not_required
@takes_files
def asks(request: HttpRequest) -> HttpResponse:
    form = PaperForm(request.POST or None, request.FILES)
    if not form.is_valid():
        return HttpResponse(str(form), status=422 if form.is_bound else 200)
    with enter(by_slug("harbour")), turn(actor=SOMEBODY, now=NOON) as t:
        file = keep(t, form.cleaned_data["paper"], thing=THING, key=make_data_key("file", now=t.now))
    return HttpResponse(str(file))


@login_not_required
def asks_for_none(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{len(request.FILES)} {request.POST['words']}")


@login_not_required
def hands_out(request: HttpRequest, file: UUID) -> HttpResponseBase:
    with enter(by_slug("harbour")), turn(actor=SOMEBODY, now=NOON) as t:
        return hand_out(open_copy(t, file))


urlpatterns = [
    path("asks/", asks),
    path("none/", asks_for_none),
    path("file/<uuid:file>/", hands_out),
]
