"""What a draft would do here, on a page and as a part of others: before anybody signs it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from .....assurance.status.effects.reckoning import effects
from .....authority.access.vocabulary import OPENS_PAGES, Capability
from .....work.casework.rules.figures import FEWEST
from .....work.governance.queries.drafts import DraftStands
from ...scope import Visit
from .beginning import title_of
from .keeping import on_draft


@require_GET
def policy_effects(request: HttpRequest, begun: UUID) -> HttpResponse:
    """What a draft would do, for whoever may read it."""
    seen, page, found = on_draft(request, begun)
    page |= {"title": title_of(found)} | reckoned(found, seen)
    return render(request, "desk/governance/effects.html", page)


def reckoned(found: DraftStands, seen: Visit) -> dict[str, Any]:
    """What `desk/governance/effects_part.html` shows of a draft to this reader.

    How a clause stands tells that somebody reported something: see `policies`. Whoever reads a draft and sees no
    figures is shown what the texts alone say.
    """
    pack = found.judgement.pack
    return {
        "effects": effects(pack, seen.moment) if pack else None,
        "sees": bool(seen.who.capabilities & OPENS_PAGES),
        "fewest": 0 if Capability.TRIAGE in seen.who.capabilities else FEWEST,
    }
