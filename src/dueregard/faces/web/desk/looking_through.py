"""What does not fit in the policies in force: each thing with its clause, how grave it is and who can mend it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ....assurance.status.rules.findings import Finding, Grave
from ....assurance.status.self_audit import LookedThrough, self_audit
from ....authority.access.vocabulary import OPENS_PAGES, Capability
from .pages import shared

LOOKS_THROUGH = OPENS_PAGES | {Capability.ADOPT_POLICY, Capability.APPOINT}
"""Who can mend what is found, and who answers for it."""


@require_GET
def look_through(request: HttpRequest) -> HttpResponse:
    """Every policy in force, looked through. How a clause stands is shown to those alone who may see it there too."""
    seen, page = shared(request, "policies")
    if not seen.who.capabilities & LOOKS_THROUGH:
        seen.who.may(Capability.ADOPT_POLICY).enforce(
            who_can_help="Whoever leads on safeguarding or adopts policies here can."
        )
    found = self_audit(seen.moment, statuses=bool(seen.who.capabilities & OPENS_PAGES))
    shown = {"found": [(one, _by_gravity(one)) for one in found], "grave": Grave}
    return render(request, "desk/look_through.html", page | shown)


def _by_gravity(one: LookedThrough) -> list[tuple[Grave, list[Finding]]]:
    groups = ((grave, [each for each in one.findings if each.grave is grave]) for grave in Grave)
    return [(grave, findings) for grave, findings in groups if findings]
