"""Setting up the provider's own identity provider; tying somebody's identity there to the sign-in they have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ...ground.audit.operations import Subject, Turn, turn
from ...ground.crypto.accounts import open_client_secret, seal_client_secret
from ...ground.kernel.actors import Actor
from ...ground.kernel.ids import uuid7
from ...ground.kernel.refusals import BadInput
from ...ground.tenancy.operations import here
from .fetching import Origin, Unreachable
from .models import Account, OutsideIdentity, OutsideSignIn
from .outside import outside_sign_in, places, tag_of
from .queries import person_of
from .tokens import Said
from .vocabulary import (
    OutsideIdentityTied,
    OutsideIdentityUntied,
    OutsideSignInEnded,
    OutsideSignInSetUp,
)

SUBJECT_CLAIMS = ("sub", "oid")
_FOR_EVERYBODY = ("/common", "/organizations", "/consumers")
"""Paths at Microsoft under which any tenant of the world signs in."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """What an administrator types. `secret`: empty keeps the one there is."""

    name: str
    issuer: str
    client_id: str
    secret: str
    tenant: str
    subject_claim: str
    proves_twice: bool


def set_up_outside(said: SetUp, *, actor: Actor, now: datetime) -> OutsideSignIn:
    """Let an identity provider say who people are, from now on; one that was there before says nothing any more.

    It is asked first, and must say the very name that was typed. Raises `BadInput` in a sentence for whoever typed.
    """
    before = outside_sign_in(now)
    secret = said.secret.encode() or _kept(before, said.issuer)
    _judge(said, secret)
    row = OutsideSignIn(
        id=uuid7(),
        name=said.name,
        issuer=said.issuer,
        client_id=said.client_id,
        tenant=said.tenant,
        subject_claim=said.subject_claim,
        proves_twice=said.proves_twice,
        replaces=before,
    )
    row.secret = seal_client_secret(secret, row=row.id, provider=row.provider_id)
    with turn(actor=actor, now=now) as t:
        row.recorded_at, row.by = t.now, actor.written
        row.save()
        t.record(OutsideSignInSetUp(said.proves_twice), Subject("outside-sign-in", row.id))
    return row


def end_outside(*, actor: Actor, now: datetime) -> None:
    """Let no identity provider say who people are. What was tied to it opens nothing, until the same one is back."""
    with turn(actor=actor, now=now) as t:
        if row := outside_sign_in(t.now):
            note_ended(t, row)


def note_ended(t: Turn, row: OutsideSignIn) -> None:
    """Write that this identity provider says nothing any more, in the caller's transaction."""
    after = row.successor(withdrawn=True, secret=b"", recorded_at=t.now, by=t.actor.written)
    after.save()
    t.record(OutsideSignInEnded(), Subject("outside-sign-in", after.id))


def tied(account: Account, now: datetime) -> Sequence[OutsideIdentity]:
    """The identities that open this account at the provider in scope."""
    return list(OutsideIdentity.objects.known(now).filter(account=account).order_by("recorded_at"))


def people_tied(now: datetime) -> int:
    """How many sign-ins of the provider in scope have an identity tied, also of an issuer that was ended."""
    ties = OutsideIdentity.objects.known(now).values("account").distinct()
    return int(ties.count())


def tie(*, account: Account, row: OutsideSignIn, said: Said, actor: Actor, now: datetime) -> None:
    """Let an identity open the sign-in of whoever is signed in. Raises `BadInput` for one that is tied already."""
    tag = tag_of(row, said)
    with turn(actor=actor, now=now) as t:
        tie_in_turn(t, account, tag)


def tie_in_turn(t: Turn, account: Account, tag: str) -> None:
    """As `tie`, in the caller's transaction, by the fingerprint of an identity. One that was tied to a sign-in which
    has ended here is let go of: whoever comes back to a provider has a new one."""
    for before in _ties(tag, t.now):
        if person_of(before.account, t.moment) is not None:
            raise BadInput("This is tied to a sign-in already, so it was not tied to yours.")
        let_go(t, before)
    made = OutsideIdentity(account=account, tag=tag, recorded_at=t.now, by=t.actor.written)
    made.save()
    t.record(OutsideIdentityTied(), Subject("outside-identity", made.id))


def untie(*, account: Account, actor: Actor, now: datetime) -> None:
    """Let no identity open this account at the provider in scope."""
    with turn(actor=actor, now=now) as t:
        for one in tied(account, t.now):
            let_go(t, one)


def _ties(tag: str, now: datetime) -> Sequence[OutsideIdentity]:
    return list(OutsideIdentity.objects.known(now).filter(tag=tag).select_related("account"))


def let_go(t: Turn, one: OutsideIdentity) -> None:
    """Write that this identity opens nothing any more, in the caller's transaction."""
    after = one.successor(withdrawn=True, recorded_at=t.now, by=t.actor.written)
    after.save()
    t.record(OutsideIdentityUntied(), Subject("outside-identity", after.id))


def _judge(said: SetUp, secret: bytes) -> None:
    origin = Origin(said.issuer, on_this_machine=here().fictional)
    if not origin.may_be_asked:
        raise BadInput(
            "The address must begin with https:// and a name, and end with no ? or #.", field="issuer"
        )
    if any(part in said.issuer for part in _FOR_EVERYBODY):
        raise BadInput(
            "Under this address anybody of any organisation signs in. Use the one of your own tenant.",
            field="issuer",
        )
    if "microsoftonline" in said.issuer and not (said.tenant and said.tenant in said.issuer):
        raise BadInput("Type the id of your tenant, the same that stands in the address.", field="tenant")
    if said.subject_claim not in SUBJECT_CLAIMS:
        raise BadInput("Choose one of the two.", field="subject_claim")
    if not secret:
        raise BadInput("Paste the secret it gave you for Due Regard.", field="secret")
    try:
        places(said.issuer, origin)
    except Unreachable:
        raise BadInput(
            "At this address nothing answers that calls itself by it, and has all its parts there. Check it letter by "
            "letter, and that it is no address inside your network.",
            field="issuer",
        ) from None


def _kept(before: OutsideSignIn | None, issuer: str) -> bytes:
    """The secret there is, for the issuer it is of: nobody sends it to another by typing an address."""
    if before is None or before.issuer != issuer:
        return b""
    return open_client_secret(bytes(before.secret), row=before.id, provider=before.provider_id)
