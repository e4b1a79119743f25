"""The policies in force; and how each clause stands, from records of the open circle, for whoever may see figures."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ....assurance.status.history import MONTH, changed_since, last_signed_on
from ....assurance.status.queries import clauses, lacks, promises
from ....assurance.status.rules.stands import ClauseStatus
from ....authority.access.vocabulary import OPENS_PAGES, Capability
from ....authority.policy.answers import Status
from ....authority.policy.queries import shelf
from ....ground.kernel.moments import london_day
from ....work.casework.rules.figures import FEWEST
from ..scope import Visit
from .clause_words import LEGEND, MEANINGS, part_of
from .looking_through import LOOKS_THROUGH
from .pages import shared
from .papers import LOOKS


def _counted(policy: str, stands: Sequence[ClauseStatus]) -> list[tuple[Status, int]]:
    """How many clauses of a policy stand how, the gravest first."""
    counts = Counter(clause.status for clause in stands if clause.policy == policy)
    return [(status, counts[status]) for status in Status if counts[status]]


@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    """Every policy in force, clause by clause.

    How a clause stands tells that somebody reported something. So it is shown to those alone about whom every matter is
    restricted: whoever a concern is about could else see it come in. Small numbers are for those who sort concerns.
    """
    seen, page = shared(request, "policies")
    editions = shelf(seen.moment).editions
    packs = [pack for _edition, pack in editions]
    sees = bool(seen.who.capabilities & OPENS_PAGES)
    stands = clauses(seen.moment) if sees else ()
    shown = {
        "packs": packs,
        "editions": {pack.policy: edition for edition, pack in editions},
        "sees": sees,
        "writes": Capability.ADOPT_POLICY in seen.who.capabilities,
        "looks_through": bool(seen.who.capabilities & LOOKS_THROUGH),
        "papers": bool(seen.who.capabilities & LOOKS),
        "clauses": stands,
        "promises": {pack.policy: promises(pack) for pack in packs},
        "counted": {pack.policy: _counted(pack.policy, stands) for pack in packs},
        "strips": {
            pack.policy: [part_of(one.status) for one in stands if one.policy == pack.policy]
            for pack in packs
        },
        "legend_names": LEGEND,
        "meanings": MEANINGS,
        "missing": len(lacks(seen.moment)),
        "fewest": 0 if Capability.TRIAGE in seen.who.capabilities else FEWEST,
    }
    return render(request, "desk/policies.html", page | shown | (_changed(stands, seen) if sees else {}))


def _changed(stands: Sequence[ClauseStatus], seen: Visit) -> dict[str, Any]:
    """What changed since the reader last signed a policy; for whoever signed none, since a month ago."""
    signed = last_signed_on(seen.who.person_id, seen.moment)
    day = signed or london_day(seen.moment.as_at) - MONTH
    return {"signed": signed, "changed": changed_since(day, stands, seen.moment)}
