"""Ending again, after a restore, the sign-ins and invitations that were over."""

from uuid import UUID

from ...ground.audit.operations import Turn
from ...ground.audit.register import Line
from ...ground.backups.replaying import again
from .ending import end_membership
from .invitations import close
from .models import Invitation, Membership
from .vocabulary import Closed, InvitationClosed, MembershipEnded


@again(InvitationClosed)
def _close_again(t: Turn, line: Line) -> bool:
    invitation = Invitation.objects.known(t.now).filter(pk=line.subject).first()
    if invitation is None:
        return False
    close(t, invitation, Closed(line.detail["how"]))
    return True


@again(MembershipEnded)
def _end_again(t: Turn, line: Line) -> bool:
    known = Membership.objects.known(t.now).select_related("account")
    membership = known.filter(pk=UUID(line.detail["ended"])).first()
    if membership is None:
        return False
    # Under the id it had: a later line may end it anew.
    end_membership(t, membership, until=line.effective, id=line.subject)
    return True
