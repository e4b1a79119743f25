"""Ending a sign-in: the account is nobody here from the next page on, whatever opened it.

What ends is the membership at this provider and never the account, which may be somebody at another one. Whoever is let
in again gets a new account: no password, device or recovery code of the old one comes back with them.
"""

from datetime import datetime
from uuid import UUID

from ...ground.audit.operations import Subject, Turn
from ...ground.kernel.moments import Moment
from .invitations import close, open_invitations
from .models import Membership
from .queries import aliases
from .sessions import end_sessions_here
from .vocabulary import Closed, MembershipEnded


def has_signed_in_before(person_id: UUID, moment: Moment) -> bool:
    """Whether somebody has, or ever had, a sign-in here, under any of their rows in the directory."""
    return bool(Membership.objects.filter(person_id__in=aliases(person_id, moment)).exists())


def end_sign_in(t: Turn, person_id: UUID) -> bool:
    """End every sign-in of somebody, its sessions and any open invitation, in the caller's transaction; whether there
    was anything to end."""
    own = aliases(person_id, t.moment)
    rows = list(Membership.objects.holding(t.moment).filter(person_id__in=own).select_related("account"))
    for row in rows:
        end_membership(t, row, until=t.now)
    invitations = open_invitations(person_id, t.moment)
    for invitation in invitations:
        close(t, invitation, Closed.TAKEN_BACK)
    return bool(rows or invitations)


def end_membership(t: Turn, row: Membership, *, until: datetime, **own: UUID) -> None:
    """Write that an account may not sign in here any more, in the caller's transaction; `own` may say under which
    `id`."""
    after = row.successor(until=until, recorded_at=t.now, by=t.actor.written, **own)
    after.save()
    t.record(MembershipEnded(row.person_id, row.id), Subject("membership", after.id), effective=until)
    end_sessions_here(row.account)
