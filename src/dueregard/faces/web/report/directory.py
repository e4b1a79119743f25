"""Whom to turn to, for everybody: the lists that a policy in force makes public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ....ground.kernel.moments import Moment, utc_now
from ....ground.tenancy.models import Provider
from ....work.governance.queries.directory import directories
from ..turning_to import shown
from .views import not_open, open_to_all


@open_to_all
@require_GET
def directory(request: HttpRequest, provider: Provider) -> HttpResponse:
    """Every public list with its lines, and the day on which each was last checked."""
    if provider.live_since is None:
        return not_open(request, provider)
    moment = Moment.now(utc_now())
    lists = [shown(one, moment) for one in directories(moment) if one.block.public]
    return render(request, "report/directory.html", {"provider": provider, "lists": lists})
