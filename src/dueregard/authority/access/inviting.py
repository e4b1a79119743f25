"""Inviting people to sign in, as people do it, and what their post then wants of them.

Whoever makes an invitation sees its code, and could use it before the person does. So somebody who only looks after the
machine invites nobody whose post opens concerns; and who used a code is found out when its owner comes with it.
"""

from datetime import datetime
from uuid import UUID

from ...ground.audit.operations import turn
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment
from ...ground.kernel.refusals import BadInput
from ...ground.kernel.rulings import Ruling
from ..identity.ending import has_signed_in_before
from ..identity.invitations import (
    FirstPasskey,
    Paper,
    Proofs,
    accept_in_turn,
    can_sign_in,
    hashed,
    invite_in_turn,
    standing,
)
from ..identity.invitations import take_back as close_invitation
from ..identity.models import Account, Passkey
from ..identity.passkeys import made_passkey
from .appointing import takes_two, waiting
from .models import Holding
from .powers import powers_in_force
from .queries import holders, needs_second_step, reader, rows_of
from .readmitting import begin_day, is_watched
from .rules import may_invite
from .vocabulary import READS_CASES, Capability

_ASK = "Whoever appoints to posts here can help."


def ruling_on_inviting(person_id: UUID, by: UUID, moment: Moment) -> Ruling:
    """Whether `by` may invite somebody to sign in."""
    mine = reader(by, powers_in_force(moment), moment).capabilities
    return may_invite(
        mine,
        opens=opens_concerns(person_id, moment),
        own=person_id in rows_of(by, moment),
        watched=is_watched(by, moment),
    )


def opens_concerns(person_id: UUID, moment: Moment) -> bool:
    """Whether somebody holds a post that opens concerns, or is proposed for one."""
    own = rows_of(person_id, moment)
    held = [row.role for row in Holding.at(moment) if row.person_id in own]
    proposed = [row.role for row in waiting(moment) if row.person_id in own]
    return any(takes_two(role, moment) for role in held + proposed)


def invite(*, person_id: UUID, actor: Actor, now: datetime) -> Paper:
    """Invite somebody of the directory to set up a sign-in; raises `NotPermitted`, and `BadInput` for somebody who can
    sign in already."""
    with turn(actor=actor, now=now) as t:
        ruling_on_inviting(person_id, _who(actor), t.moment).enforce(who_can_help=_ASK)
        if has_signed_in_before(person_id, t.moment) and not can_sign_in(person_id, t.moment):
            raise BadInput(
                "They had a sign-in here before. Somebody who handles concerns here vouches for them."
            )
        return invite_in_turn(t, person_id)


def take_back(*, person_id: UUID, actor: Actor, now: datetime) -> None:
    """Make somebody's open invitation worth nothing; raises `NotPermitted`."""
    moment = Moment.now(now)
    mine = reader(_who(actor), powers_in_force(moment), moment).capabilities
    may_invite(mine, opens=False, own=False, watched=False).enforce(who_can_help=_ASK)
    close_invitation(person_id=person_id, actor=actor, now=now)


def wants_second_step(person_id: UUID, moment: Moment) -> bool:
    """Whether a password alone will not do for somebody: for the posts they hold, and those they are proposed for."""
    who = reader(person_id, powers_in_force(moment), moment)
    return needs_second_step(who, moment) or opens_concerns(person_id, moment)


def set_up(*, invitation_id: UUID, password: str, proofs: Proofs, now: datetime) -> list[str]:
    """Set up a sign-in by an invitation: one's own password, and what proves its owner beside it. Gives the recovery
    codes.

    All of it happens or nothing does. Raises `BadInput` for a password or a proof that will not do, and when a post
    wants a second step too; `OutOfTurn` for an invitation that cannot be used any more.
    """
    invitation = standing(invitation_id, Moment.now(now))
    kept = hashed(invitation.account, password)
    passkey = _made(invitation.account, proofs.passkey, now) if proofs.passkey else None
    with turn(actor=Actor.person(invitation.person_id), now=now) as t:
        invitation = standing(invitation_id, t.moment)
        if not proofs.are_enough and wants_second_step(invitation.person_id, t.moment):
            raise BadInput(
                "Your post opens what people have told us, or decides who may. Set up the second step too.",
                field="code",
            )
        codes = accept_in_turn(t, invitation, password=kept, proofs=proofs, passkey=passkey)
        begin_day(t, invitation.person_id)
    return codes


def _made(account: Account, first: FirstPasskey, now: datetime) -> Passkey:
    return made_passkey(account=account, sent=first.sent, label=first.label, here=first.here, now=now)


def somebody_invites(moment: Moment) -> bool:
    """Whether anybody can sign in who lets others in: by an invitation, or by vouching for them."""
    may = powers_in_force(moment).may
    roles = [role for role, given in may.items() if given & (READS_CASES | {Capability.APPOINT})]
    return any(can_sign_in(row.person_id, moment) for row in holders(roles, moment))


def _who(actor: Actor) -> UUID:
    if actor.person_id is None:
        raise TypeError("people invite people; set-up uses identity.invitations")
    return actor.person_id
