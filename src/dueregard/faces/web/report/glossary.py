"""What the policies in force mean by their words, for everybody: each meaning with its policy and its source."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ....ground.kernel.moments import Moment, utc_now
from ....ground.tenancy.models import Provider
from ....work.governance.queries.glossary import meanings
from ....work.governance.rules.glossary import glossary
from .views import not_open, open_to_all


@open_to_all
@require_GET
def words(request: HttpRequest, provider: Provider) -> HttpResponse:
    """Every term, by the alphabet. Where policies mean different things by one, they stand side by side."""
    if provider.live_since is None:
        return not_open(request, provider)
    terms = glossary(meanings(Moment.now(utc_now())))
    return render(request, "report/glossary.html", {"provider": provider, "terms": terms})
