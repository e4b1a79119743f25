"""Who can open concerns, and why; what waits for a second person; and going through the list twice a year."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....authority.access.appointing import agree, ruling_on, turn_down, waiting
from ....authority.access.models import Proposal
from ....authority.access.powers import post_titles
from ....authority.access.reviewing import last_review, opening_posts, record_review, review_waits
from ....authority.access.rules import MAY_AGREE
from ....authority.access.vocabulary import Capability
from ....authority.access.vouching import ruling_on_vouching
from ....authority.identity.queries import details
from ....ground.kernel.refusals import NothingHere
from ....work.casework.queries.emergencies import running_for
from ..scope import Visit
from ..writing import once
from .pages import shared

OPENS = {
    Capability.RECEIVE_CONCERNS: _("receive reports"),
    Capability.TRIAGE: _("sort concerns"),
    Capability.DECIDE: _("decide"),
    Capability.CONSULT: _("be consulted"),
    Capability.REVIEW: _("review"),
    Capability.CLOSE: _("close"),
    Capability.REFER: _("send referrals"),
    Capability.SEE_RESTRICTED: _("open restricted concerns"),
    Capability.OPEN_RAISER: _("open a name that is kept apart"),
    Capability.ANSWER_REQUESTS: _("decide what somebody who asks gets to see"),
}
"""What a power lets its holder do with concerns, for whoever goes through the list."""


@require_http_methods(["GET", "POST"])
def who_opens(request: HttpRequest) -> HttpResponse:
    """Every post that opens concerns, with who holds it since when; answer what waits, or say one went through it."""
    seen, page = shared(request, "who-opens")
    if not seen.who.capabilities & MAY_AGREE:
        raise NothingHere
    if request.method == "POST":
        with once(request):
            _answer(request, seen)
        return redirect("who-opens")
    posts, proposals, last = opening_posts(seen.moment), waiting(seen.moment), last_review(seen.moment)
    emergencies = running_for(seen.who, seen.moment)
    people = {row.person_id for post in posts for row in post.held}
    people |= {row.person_id for row in emergencies}
    people |= {person for row in proposals for person in (row.person_id, row.proposer_id)}
    shown = {
        "posts": posts,
        "emergencies": emergencies,
        "opens": OPENS,
        "proposals": [(row, ruling_on(row, seen.who.person_id, seen.moment)) for row in proposals],
        "titles": post_titles(seen.moment),
        "last": last,
        "can_let_in": {
            row.person_id
            for post in posts
            for row in post.held
            if ruling_on_vouching(row.person_id, seen.who.person_id, seen.moment)
        },
        "review_waits": review_waits(seen.moment),
        "reviews": bool(seen.who.capabilities - {Capability.ADMINISTER, Capability.SEE_BOARD_FIGURES}),
        "names": {
            person: row.full_name
            for person, row in details(people | ({last.reviewer_id} if last else set()), seen.moment).items()
        },
    }
    return render(request, "desk/who_opens.html", page | shown)


def _answer(request: HttpRequest, seen: Visit) -> None:
    said, now = request.POST.get("answer"), seen.moment.as_at
    if said == "reviewed":
        record_review(actor=seen.actor, now=now)
        return
    try:
        proposal_id = UUID(request.POST.get("proposal", ""))
    except ValueError:
        raise NothingHere from None
    if said == "agree":
        agree(proposal_id=proposal_id, actor=seen.actor, now=now)
    elif said == "turn-down":
        turn_down(proposal_id=proposal_id, actor=seen.actor, now=now)


def waits_for(seen: Visit, person_id: UUID) -> list[Proposal]:
    """What is proposed for one person and still waits."""
    return [row for row in waiting(seen.moment) if row.person_id == person_id]
