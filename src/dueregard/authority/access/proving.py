"""Taking the second step once more, for what must not be done from a screen somebody left open."""

from dataclasses import dataclass
from datetime import datetime

from ...ground.kernel.actors import Actor
from ...ground.kernel.refusals import BadInput
from ...ground.kernel.rulings import deny
from ...ground.tenancy.operations import here
from ..identity.models import Account
from ..identity.second_steps import has_second_step, pass_code


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody shows on top of their own session: a code, typed just now."""

    account: Account
    code: str
    network: str


def prove(proof: Proof, actor: Actor, now: datetime) -> None:
    """Let somebody take their second step once more. Invented people have none.

    Raises `NotPermitted` for somebody who has set none up, `BadInput` for a code that is wrong, `TooManyTries`.
    """
    if not has_second_step(proof.account):
        if here().fictional:
            return
        deny("You have no second step yet.").enforce(who_can_help="Set one up first, under Your sign-in.")
    if not pass_code(account=proof.account, code=proof.code, network=proof.network, actor=actor, now=now):
        raise BadInput(
            "This code is not right, or was used already. Wait for the next one and type that.", field="code"
        )
