"""Closing again, after a restore, the invitations that were over."""

from ...ground.audit.operations import Turn
from ...ground.audit.register import Line
from ...ground.backups.replaying import again
from .invitations import close
from .models import Invitation
from .vocabulary import Closed, InvitationClosed


@again(InvitationClosed)
def _close_again(t: Turn, line: Line) -> bool:
    invitation = Invitation.objects.known(t.now).filter(pk=line.subject).first()
    if invitation is None:
        return False
    close(t, invitation, Closed(line.detail["how"]))
    return True
