"""When the master key is lost: what proved somebody beside their password lay under it, and proves nothing any more.

A password alone must not open what it did not open before. So every sign-in that had anything beside it ends, and its
owner is let in again as anybody is who lost their devices: whoever appoints by a code made at the machine, everybody
else by somebody who vouches for them. Whoever signed in with a password alone goes on.
"""

from typing import Any
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from ...ground.audit.operations import Turn
from ...ground.tenancy.vocabulary import KeysWereLost
from .ending import end_membership
from .invitations import close
from .models import (
    Authenticator,
    Challenge,
    Invitation,
    Membership,
    OutsideIdentity,
    OutsideSignIn,
    Passkey,
    RecoveryCode,
)
from .tying import let_go, note_ended
from .vocabulary import Closed

_DEVICES = (Authenticator, Passkey, RecoveryCode)


def end_what_lay_under_lost_keys(_: KeysWereLost, t: Turn) -> None:
    """End the sign-ins that had more than a password, open invitations, and the identity provider of the provider in
    scope, in the caller's turn."""
    outside = OutsideIdentity.objects.known(t.now)
    proved = _owners(outside).union(*(_owners(rows.objects.all()) for rows in _DEVICES))
    members = Membership.objects.holding(t.moment).select_related("account")
    for membership in [row for row in members if row.account_id in proved]:
        end_membership(t, membership, until=t.now)
    for invitation in list(Invitation.objects.holding(t.moment)):
        close(t, invitation, Closed.TAKEN_BACK)
    for tie in list(outside):
        let_go(t, tie)
    for row in list(OutsideSignIn.objects.known(t.now)):
        note_ended(t, row)


def forget_devices_and_sessions() -> None:
    """Destroy every device, passkey, recovery code and open question of the house, and end every session, in the
    caller's transaction."""
    for rows in (*_DEVICES, Challenge, Session):
        rows.objects.all().delete()


def _owners(rows: "QuerySet[Any]") -> set[UUID]:
    return set(rows.values_list("account_id", flat=True))
