"""A paper of another product, put with one record: the file, the days it tells of, and what it is."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....assurance.transfer.operations.papers import Paper, put_paper
from ....ground.kernel.refusals import NothingHere
from ....mechanisms.files.queries import size_limit
from ..forms.fields import Line, Narrative, RequestId, Tick
from ..forms.files import Upload
from ..forms.times import Day
from ..scope import Visit
from ..uploads import takes_files
from .pages import on_concern
from .steps import step


class PaperForm(forms.Form):
    """One paper, and what only a human can say of it."""

    request_id = RequestId()
    none_of_these = Tick(
        label=_("It holds no sexual picture of anybody under 18, and no material of terrorists"),
        help_text=_(
            "If it holds one, leave it where it is: nobody may send or keep it. Write on the record that it "
            "exists, and where."
        ),
        error_messages={
            "required": _("Tick this first. If it is one of these, say it on the record in words.")
        },
    )
    file = Upload(label=_("The file"))
    product = Line(label=_("Which product does it come from?"), max_length=100)
    since = Day(label=_("From which day does it tell?"))
    until = Day(label=_("Until which day?"), required=False)
    description = Narrative(label=_("What is it?"), help_text=_("In a sentence."), rows=2, max_length=400)
    how_known = Narrative(
        label=_("How did you make sure that it is the same person?"), rows=2, max_length=2000
    )


@takes_files
@require_http_methods(["GET", "POST"])
def paper_came(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Put a paper with a record as from elsewhere."""
    seen, page = on_concern(request, concern_id)
    if "emergency" in page:
        raise NothingHere
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PaperForm(*given)
    form.fields["file"].limit_to(size_limit(seen.moment))  # type: ignore[attr-defined]

    def do(visit: Visit) -> None:
        said = form.cleaned_data
        paper = Paper(
            received=said["file"],
            product=said["product"],
            since=said["since"],
            until=said["until"],
            description=said["description"],
            how_known=said["how_known"],
            request_id=said["request_id"],
        )
        put_paper(concern_id=concern_id, paper=paper, actor=visit.actor, now=visit.moment.as_at)

    title = _("A paper of another product")
    return step(request, concern_id, "desk/step.html", form, do, title=title)
