"""Invitations: a code on paper with which somebody sets up a sign-in of their own, once.

Whoever hands the code over never learns the password that is chosen with it, nor sets up the second step: both are set
by the person, in one turn, and the code is worth nothing from then on. Opening the address does nothing; nor does it
hold the code, so that no mail scanner, history or log of a proxy uses it up or keeps it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password

from ...ground.audit.operations import Subject, Turn, turn
from ...ground.crypto.accounts import invitation_tag
from ...ground.kernel import scope
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment
from ...ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from .codes import letters, new_code, plain
from .guessing import check_invitation
from .models import Account, Invitation, Membership, Passkey
from .operations import admit
from .outside import outside_sign_in
from .passkeys import Here, keep_passkey
from .queries import aliases, details
from .second_steps import confirm_in_turn
from .signing_in import judge_password
from .tying import tie_in_turn
from .vocabulary import Closed, InvitationClosed, Invited, fold

GOOD_FOR = timedelta(days=7)
"""Long enough for paper that goes by post to a site and lies over a weekend."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed or read out, once. The code is kept nowhere as it is written here."""

    username: str
    code: str
    until: datetime


@dataclass(frozen=True, slots=True)
class FirstCode:
    """What the app of somebody who sets up a second step shows, and what they call the device."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class FirstPasskey:
    """What the device of somebody made who sets up a passkey, what they call it, and where."""

    sent: str
    label: str
    here: Here


@dataclass(frozen=True, slots=True)
class FirstIdentity:
    """Who somebody is at the provider's own identity provider, as it said in the session in which the code was typed.

    Never looked for by a name or a mail address: whoever holds the paper went there themselves.
    """

    sign_in: UUID
    """The row of the identity provider, as it was set up then."""
    tag: str
    twice: bool
    """Whether its word for a second step is taken, and it gave it."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """By what somebody will prove themselves beside the password; what they left for later is None."""

    app: FirstCode | None = None
    passkey: FirstPasskey | None = None
    outside: FirstIdentity | None = None

    @property
    def are_enough(self) -> bool:
        """Whether somebody whose post wants a second step has shown one."""
        return bool(self.app or self.passkey or (self.outside and self.outside.twice))


def invite(*, person_id: UUID, actor: Actor, now: datetime) -> Paper:
    """Invite somebody of the directory. What a person does goes through `access.inviting`."""
    with turn(actor=actor, now=now) as t:
        return invite_in_turn(t, person_id)


def invite_in_turn(t: Turn, person_id: UUID, *, good_for: timedelta = GOOD_FOR) -> Paper:
    """As `invite`, in the caller's transaction. An invitation that was open is worth nothing from now on.

    The sign-in name ends in letters made up by us, so that nobody learns from one that is taken who else exists. Raises
    `NothingHere` for nobody of this provider, `BadInput` for somebody who can sign in already: whoever could make a
    second sign-in for a person could pass for them.
    """
    known = details([person_id], t.moment).get(person_id)
    if known is None:
        raise NothingHere
    if can_sign_in(person_id, t.moment):
        raise BadInput("They can sign in already. Nobody can be given a second sign-in.")
    before = open_invitations(person_id, t.moment)
    for row in before:
        close(t, row, Closed.REPLACED)
    stem = "-".join(fold(known.full_name).split())[:100]
    account = before[0].account if before else Account.objects.create_account(username=f"{stem}-{letters(4)}")
    code = new_code()
    row = Invitation(
        person_id=person_id,
        account=account,
        tag=invitation_tag(plain(code), provider=scope.provider_id()),
        since=t.now,
        until=t.now + good_for,
        recorded_at=t.now,
        by=t.actor.written,
    )
    row.save()
    t.record(Invited(person_id), Subject("invitation", row.id))
    return Paper(account.username, code, row.until)


def can_sign_in(person_id: UUID, moment: Moment) -> bool:
    """Whether somebody, under any of their rows in the directory, has a sign-in."""
    own = aliases(person_id, moment)
    return bool(Membership.objects.holding(moment).filter(person_id__in=own).exists())


def open_invitations(person_id: UUID, moment: Moment) -> Sequence[Invitation]:
    """The invitations of somebody that can still be used: one, or none."""
    own = aliases(person_id, moment)
    rows = Invitation.objects.holding(moment).filter(person_id__in=own)
    return list(rows.select_related("account").order_by("recorded_at"))


def recognise(*, code: str, network: str, now: datetime) -> Invitation | None:
    """The invitation this code belongs to; None for one that was mistyped, used, taken back, of another provider, or
    is too old. Raises `TooManyTries`."""
    tag = invitation_tag(plain(code), provider=scope.provider_id())
    return check_invitation(network=network, now=now, look=lambda: _open(Moment.now(now), tag=tag))


def still_open(invitation_id: UUID, moment: Moment) -> Invitation | None:
    """An invitation that was recognised a few minutes ago, if it can still be used."""
    return _open(moment, pk=invitation_id)


def hashed(account: Account, password: str) -> str:
    """The password as it is stored; slow on purpose, so it is made before the turn. Raises `BadInput` for one that will
    not do."""
    judge_password(account, password)
    return make_password(password)


def accept_in_turn(
    t: Turn, invitation: Invitation, *, password: str, proofs: Proofs, passkey: Passkey | None
) -> list[str]:
    """Set up a sign-in by an invitation: one's own password, `hashed`, and what proves its owner beside it, in the
    caller's transaction. `passkey`: the one of `proofs`, proved. Gives the recovery codes. Raises `BadInput` for a code
    that is wrong, and for an identity that opens another sign-in or is of an identity provider no more."""
    account = invitation.account
    codes: list[str] = []
    if passkey:
        codes = keep_passkey(t, passkey)
    elif proofs.app:
        codes = confirm_in_turn(t, account, proofs.app.code, proofs.app.label)
    if proofs.outside:
        row = outside_sign_in(t.now)
        if row is None or row.id != proofs.outside.sign_in:
            raise BadInput(
                "How your organisation signs in was changed meanwhile, so it was not tied. Type your code once more."
            )
        tie_in_turn(t, account, proofs.outside.tag)
    account.password = password
    account.save(update_fields=["password"])
    admit(t, account, invitation.person_id)
    close(t, invitation, Closed.USED)
    return codes


def standing(invitation_id: UUID, moment: Moment) -> Invitation:
    """An invitation that can still be used; raises `OutOfTurn` for any other."""
    found = still_open(invitation_id, moment)
    if found is None:
        raise OutOfTurn("This code was used or taken back meanwhile.")
    return found


def take_back(*, person_id: UUID, actor: Actor, now: datetime) -> None:
    """Make somebody's open invitation worth nothing."""
    with turn(actor=actor, now=now) as t:
        for row in open_invitations(person_id, t.moment):
            close(t, row, Closed.TAKEN_BACK)


def close(t: Turn, row: Invitation, how: Closed) -> None:
    """Write that an invitation is over, in the caller's transaction."""
    row.successor(withdrawn=True, recorded_at=t.now, by=t.actor.written).save()
    t.record(InvitationClosed(row.person_id, how), Subject("invitation", row.id))


def _open(moment: Moment, **which: object) -> Invitation | None:
    rows = Invitation.objects.holding(moment).filter(**which)
    found: Invitation | None = rows.select_related("account").first()
    return found
