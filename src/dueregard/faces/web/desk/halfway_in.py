"""What a browser is known by while somebody who was invited sets up their sign-in: the invitation whose code was typed
in it, and who they are at the provider's own identity provider, if they went there meanwhile.

It stands in the session alone and opens nothing: nobody is signed in by it.
"""

from uuid import UUID

from django.http import HttpRequest

from ....authority.identity.invitations import FirstIdentity, still_open
from ....authority.identity.models import Invitation
from ....ground.kernel.moments import Moment, utc_now

_INVITED = "invited"
"""The session's key for the invitation whose code was typed here."""
_OUTSIDE = "invited-outside"
"""The session's key for the identity that was shown meanwhile, and for which invitation."""


def remember(request: HttpRequest, invitation: Invitation) -> None:
    """Whoever sits here typed the code of this invitation."""
    request.session[_INVITED] = str(invitation.id)


def remembered(request: HttpRequest) -> Invitation | None:
    """The invitation whose code was typed in this browser, if it can still be used at this provider."""
    kept = request.session.get(_INVITED)
    return still_open(UUID(kept), Moment.now(utc_now())) if kept else None


def remember_identity(request: HttpRequest, invitation: Invitation, shown: FirstIdentity) -> None:
    """They came back from over there as this."""
    request.session[_OUTSIDE] = {
        "invitation": str(invitation.id),
        "sign_in": str(shown.sign_in),
        "tag": shown.tag,
        "twice": shown.twice,
    }


def shown_identity(request: HttpRequest, invitation: Invitation) -> FirstIdentity | None:
    """Who they are over there; None when they did not go, or went for another invitation."""
    kept = request.session.get(_OUTSIDE)
    if not kept or kept["invitation"] != str(invitation.id):
        return None
    return FirstIdentity(UUID(kept["sign_in"]), kept["tag"], kept["twice"])
