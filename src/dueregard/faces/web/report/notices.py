"""Two pages for everybody: what happens with what people tell us, and whom to tell when a page does not work."""

from importlib.metadata import version

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ....assurance.rights.queries.answers import answers, basis
from ....assurance.rights.vocabulary import Whose
from ....ground.kernel.moments import Moment, utc_now
from ....ground.tenancy.models import Provider
from ..asking_provider import ARTICLE6, CONDITION, WHOSE
from .views import open_to_all


@open_to_all
@require_GET
def privacy(request: HttpRequest, provider: Provider) -> HttpResponse:
    """Privacy notices for learners, people who work here, employers and visitors."""
    return render(request, "report/privacy.html", _page(provider))


@open_to_all
@require_GET
def accessibility(request: HttpRequest, provider: Provider) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "report/accessibility.html", _page(provider))


def _page(provider: Provider) -> dict[str, object]:
    moment = Moment.now(utc_now())
    said = {question.value: row.value for question, row in answers(moment).items()}
    return {
        "provider": provider,
        "said": said,
        "bases": [(whose, WHOSE[whose], basis(whose, moment)) for whose in Whose],
        "articles": ARTICLE6,
        "conditions": CONDITION,
        "version": version("dueregard"),
        "now": moment.as_at,
    }
