"""What every desk page shows around its own matter: whose it is, where one can go, and whether messages get through."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ....authority.access.queries import visible
from ....authority.access.vocabulary import READS_CASES, Capability
from ....ground.jobs.queries import is_silent
from ....ground.kernel.refusals import NothingHere
from ....mechanisms.notifications.queries import mail_in_trouble
from ....work.casework.models import Concern
from ..scope import Visit, visit


def shared(request: HttpRequest, here: str = "") -> tuple[Visit, dict[str, Any]]:
    """The visit, and the context every desk template needs."""
    seen = visit(request)
    navigation = [("my-reports", _("My reports"))]
    if seen.who.capabilities & READS_CASES:
        navigation = [
            ("desk-queue", _("Concerns")),
            ("desk-restricted", _("Restricted")),
            ("find", _("Find a file")),
            *navigation,
        ]
    if seen.who.capabilities & {Capability.APPOINT, Capability.ADMINISTER}:
        navigation.append(("people", _("People and posts")))
    navigation.append(("policies", _("Policies")))
    return seen, {
        "provider": seen.provider,
        "navigation": navigation,
        "here": here,
        "now": seen.moment.as_at,
        "worker_silent": is_silent("worker", seen.moment.as_at),
        "mail_trouble": mail_in_trouble(seen.moment.as_at),
    }


def on_concern(request: HttpRequest, concern_id: UUID) -> tuple[Visit, dict[str, Any]]:
    """As `shared`, for a page about one concern; raises `NothingHere` when this reader may not see it."""
    seen, page = shared(request)
    if not visible(Concern.objects.filter(pk=concern_id), seen.who, seen.moment).exists():
        raise NothingHere
    return seen, page
