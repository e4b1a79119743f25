"""What is asked of the provider and which clauses claim to answer it; and what nobody claims."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ....assurance.status.coverage import answers, catalogues_here, covered, unknown
from ....authority.access.vocabulary import OPENS_PAGES
from ....authority.policy.queries import shelf
from ....ground.kernel.refusals import NothingHere
from .guidance_words import HOLDS_IN, HOW_SURE, said_dated
from .pages import shared

CLAIMED, UNCLAIMED = "kept", "waiting"
LEGEND = {CLAIMED: _("a clause claims it"), UNCLAIMED: _("no clause claims it")}


@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """One catalogue and what claims it. How a control stands is shown to those alone who may see it there too."""
    seen, page = shared(request, "policies")
    sees = bool(seen.who.capabilities & OPENS_PAGES)
    every = {one.header.document: one for one in catalogues_here(seen.moment) if one.header}
    wanted = request.GET.get("catalogue") or next(iter(every), "")
    if every and wanted not in every:
        raise NothingHere
    shown: dict[str, Any] = {
        "policies_in_force": bool(shelf(seen.moment).editions),
        "every": [one.header for one in every.values()],
        "unknown": unknown(seen.moment),
        "sees": sees,
        "how_sure": HOW_SURE,
        "holds_in": HOLDS_IN,
        "said_dated": said_dated,
        "legend_names": LEGEND,
    }
    if wanted in every:
        found = covered(every[wanted], seen.moment, statuses=sees)
        shown |= {
            "found": found,
            "cells": [CLAIMED if one.claims else UNCLAIMED for one in found.rows],
            "answers": answers(every[wanted], seen.moment),
        }
    return render(request, "desk/coverage.html", page | shown)
