"""What every page of somebody signed in shows around its own matter: whose it is, where one can go, whether messages
get through."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ...assurance.rights.queries.breaches import unsettled
from ...assurance.rights.queries.keeping import decides_on_keeping
from ...assurance.rights.queries.requests import answers_requests
from ...authority.access.appointing import waiting
from ...authority.access.powers import accountable_roles
from ...authority.access.queries import handles_in_person
from ...authority.access.readmitting import readmissions
from ...authority.access.reviewing import given_lately
from ...authority.access.rules import MAY_AGREE
from ...authority.access.vocabulary import OPENS_PAGES, READS_CASES, Capability
from ...authority.access.vouching import locked_out
from ...authority.identity.second_steps import ENOUGH_WAYS, ways_to_prove
from ...ground.backups.drilling import last_drill
from ...ground.backups.nightly import is_old, newest_backup
from ...ground.crypto.master import NoMasterKey
from ...mechanisms.notifications.queries import mail_health
from ...mechanisms.notifications.words import health_sentences
from ...work.casework.queries.emergencies import waiting_count
from ...work.consultation.queries import is_talked_to
from ...work.engagement.queries import notes_here
from ...work.governance.queries.reviews import reviews_told
from ...work.governance.queries.threat import level_for_staff
from ...work.governance.queries.waiting import waiting_for
from ...work.support.queries import notes_for
from ...work.training.controls.overriding import gates_to_override
from ...work.training.queries.whose import whose_training
from .environment import london
from .scope import Visit, account_of, visit

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_TOLD_OF_BACKUPS = READS_CASES | {Capability.ADMINISTER}


def _backups(seen: Visit) -> str:
    """What is wrong with the backups, as a sentence; empty when nothing is. Invented records need none."""
    if is_old(now=seen.moment.as_at):
        newest = newest_backup()
        if newest is None:
            return gettext("There is no backup of these records yet.")
        return gettext("The newest backup of these records is of %(at)s.") % {"at": london(newest)}
    if failed := _failed_drill():
        return gettext("A backup was tried on %(at)s by restoring it, and that failed.") % {
            "at": london(failed)
        }
    if settings.BACKUPS is None and not seen.provider.fictional:
        return gettext("No backup of these records is made by itself.")
    return ""


def _failed_drill() -> datetime | None:
    """When the last restore drill failed; None when it did not."""
    try:
        last = last_drill()
    except (NoMasterKey, OSError):
        return None
    return last.at if last and last.fault else None


def _has_one_way_in(request: HttpRequest, seen: Visit) -> bool:
    """Whether somebody who reads cases would be locked out by losing one device. Invented people have none."""
    if seen.provider.fictional or not seen.who.capabilities & READS_CASES:
        return False
    return ways_to_prove(account_of(request)) < ENOUGH_WAYS


def shared(request: HttpRequest, here: str = "") -> tuple[Visit, dict[str, Any]]:
    """The visit, and the context `desk/layout.html` needs."""
    seen = visit(request)
    accountable = bool(seen.who.roles & accountable_roles(seen.moment))
    holds_a_post = bool(seen.who.capabilities & (OPENS_PAGES | {Capability.APPOINT, Capability.ADMINISTER}))
    may_agree = bool(seen.who.capabilities & MAY_AGREE)
    vouches = bool(seen.who.capabilities & READS_CASES) or accountable
    now_open, not_looked_at = waiting_count(seen.who, seen.moment)
    return seen, {
        "breaches_wait": unsettled(seen.who, seen.moment),
        "emergencies_now": now_open,
        "emergencies_wait": not_looked_at,
        "provider": seen.provider,
        "navigation": _ways(seen, holds_a_post=holds_a_post),
        "here": here,
        "now": seen.moment.as_at,
        "not_backed_up": _backups(seen) if seen.who.capabilities & _TOLD_OF_BACKUPS else "",
        "posts_wait": len(waiting(seen.moment)) if may_agree else 0,
        "posts_given": given_lately(seen.moment) if may_agree else 0,
        "vouches": vouches,
        "may_go_live": holds_a_post or accountable,
        "locked_out": len(locked_out(seen.moment)) if may_agree or vouches else 0,
        "let_in": len(readmissions(seen.moment)) if may_agree or vouches else 0,
        "one_way_in": _has_one_way_in(request, seen),
        "policies_wait": len(waiting_for(seen.who.person_id, seen.moment)) if seen.who.roles else 0,
        "threat": level_for_staff(seen.moment),
        "policies_again": reviews_told(seen.who.person_id, seen.who.roles, seen.moment),
        "unheard": health_sentences(mail_health(seen.moment.as_at)) if holds_a_post else (),
    }


def _ways(seen: Visit, *, holds_a_post: bool) -> "list[tuple[str, StrPromise]]":
    """Where somebody may go from every page: the names of the pages, and what they are called."""
    navigation = [
        ("somebody-told", _("Somebody told me")),
        ("my-reports", _("My reports")),
        ("my-training", _("My training")),
    ]
    if seen.who.capabilities & READS_CASES:
        navigation.insert(0, ("find", _("Find")))
    if seen.who.capabilities & READS_CASES or handles_in_person(seen.who, seen.moment):
        navigation[:0] = [("desk-queue", _("Concerns")), ("desk-restricted", _("Restricted"))]
    if notes_here(seen.who, seen.moment):
        navigation.append(("taking-part", _("Taking part")))
    if is_talked_to(seen.who, seen.moment):
        navigation.append(("talks", _("Talks")))
    if notes_for(seen.who, seen.moment).exists():
        navigation.append(("support-notes", _("Shared with you")))
    if holds_a_post:
        navigation.append(("cover", _("Cover")))
    if seen.who.capabilities & {Capability.APPOINT, Capability.ADMINISTER}:
        navigation.append(("people", _("People and posts")))
        navigation.append(("health", _("Health")))
    if Capability.KEEP_CHECKS in seen.who.capabilities:
        navigation.append(("central-record", _("Checks")))
    if seen.who.capabilities & OPENS_PAGES:
        navigation.append(("figures", _("Figures")))
    whose = whose_training(seen.who, seen.moment)
    if whose:
        navigation.append(("training", _("Training")))
    if not whose.everybody and gates_to_override(seen.who.person_id, seen.moment):
        navigation.append(("training-gates", _("What comes first")))
    navigation += [("policies", _("Policies")), ("account", _("Your sign-in"))]
    if answers_requests(seen.who, seen.moment):
        navigation.insert(-2, ("rights-requests", _("What people ask")))
    if decides_on_keeping(seen.who):
        navigation.insert(-2, ("keeping", _("Keeping")))
    return navigation
