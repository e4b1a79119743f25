"""Taking the second step once more, for what must not be done from a screen somebody left open."""

from dataclasses import dataclass
from datetime import datetime

from ...ground.kernel.actors import Actor
from ...ground.kernel.refusals import BadInput
from ...ground.kernel.rulings import deny
from ...ground.tenancy.operations import here as provider
from ..identity.models import Account
from ..identity.passkeys import Here, is_shown
from ..identity.second_steps import has_second_step, pass_code


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody shows on top of their own session: a code, typed just now, or a passkey's answer."""

    account: Account
    code: str
    network: str
    passkey: str = ""
    here: Here | None = None
    """Where the passkey was asked; None where none can be."""


def prove(proof: Proof, actor: Actor, now: datetime) -> None:
    """Let somebody take their second step once more. Invented people have none.

    Raises `NotPermitted` for somebody who has set none up, `BadInput` for a code or a passkey that is wrong,
    `TooManyTries`, and `CopySuspected`.
    """
    if not has_second_step(proof.account):
        if provider().fictional:
            return
        deny("You have no second step yet.").enforce(who_can_help="Set one up first, under Your sign-in.")
    if proof.passkey and proof.here:
        if not is_shown(account=proof.account, sent=proof.passkey, here=proof.here, now=now):
            raise BadInput("This passkey is not yours here, or it took too long. Try again, or type a code.")
    elif not pass_code(account=proof.account, code=proof.code, network=proof.network, actor=actor, now=now):
        raise BadInput(
            "This code is not right, or was used already. Wait for the next one and type that.", field="code"
        )
