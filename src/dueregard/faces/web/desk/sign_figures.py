"""How many concerns stand marked with each sign of a policy's list: over all of them, and never of a person."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ....authority.access.vocabulary import OPENS_PAGES, Capability
from ....authority.policy.queries import shelf
from ....ground.kernel.refusals import NothingHere
from ....work.casework.queries.signs import counted, offered
from ....work.casework.rules.figures import shown
from ..sign_words import NO_PROOF
from .figures import SPANS, chosen_span
from .pages import shared


@require_GET
def signs(request: HttpRequest) -> HttpResponse:
    """Each list in the order of its policy, and not drawn: which is marked most often is no question here."""
    seen, page = shared(request, "figures")
    if not seen.who.capabilities & OPENS_PAGES:
        raise NothingHere
    chosen = chosen_span(request)
    until = seen.moment.as_at
    counts = counted(until - timedelta(days=SPANS[chosen][1]), until, seen.moment)
    whole = Capability.TRIAGE in seen.who.capabilities
    titles = {pack.policy: pack.header.title for _edition, pack in shelf(seen.moment).editions}
    counted_lists = []
    for of in offered(seen.moment):
        numbers = {sign.address: counts[sign.address] for sign in of.signs}
        seen_as = numbers if whole else shown(numbers)
        counted_lists.append(
            (titles[of.policy], [(sign.item.words, seen_as[sign.address]) for sign in of.signs])
        )
    context = {
        "chosen": chosen,
        "spans": SPANS,
        "lists": counted_lists,
        "whole": whole,
        "no_proof": NO_PROOF,
    }
    return render(request, "desk/sign_figures.html", page | context)
