"""The policies in force; and how each clause stands, from records of the open circle, for whoever may see figures."""

from collections import Counter
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ....assurance.status.queries import clauses, lacks, promises
from ....assurance.status.rules.stands import ClauseStatus
from ....authority.access.vocabulary import OPENS_PAGES, Capability
from ....authority.policy.answers import Status
from ....authority.policy.queries import shelf
from ....work.casework.rules.figures import FEWEST
from .looking_through import LOOKS_THROUGH
from .pages import shared
from .papers import LOOKS

MEANINGS = {
    Status.NOT_MET: _("records show that it is not done"),
    Status.AT_RISK: _("something is late, or soon will be"),
    Status.NOT_SET: _("we still have to fill something in"),
    Status.NO_DATA: _("there should be records, and there are none"),
    Status.NOT_YET_DUE: _("its time has not come"),
    Status.MET: _("records show that it is done"),
    Status.NO_OCCASION: _("nothing has happened that it speaks of"),
    Status.KEPT_BY_HAND: _("people keep it; no record here shows it"),
    Status.NOT_TESTABLE: _("it says how things are done; nothing to count"),
}


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
        "meanings": MEANINGS,
        "missing": len(lacks(seen.moment)),
        "fewest": 0 if Capability.TRIAGE in seen.who.capabilities else FEWEST,
    }
    return render(request, "desk/policies.html", page | shown)
