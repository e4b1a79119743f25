"""Giving somebody a sign-in, and choosing one's own password. Passwords alone for now; a second factor comes on top."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from ...ground.audit.operations import turn
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment
from ...ground.kernel.refusals import BadInput, NothingHere
from .models import Account, Membership
from .operations import admit
from .queries import details
from .vocabulary import fold

_LETTERS = "bcdfghjkmnpqrstvwxz23456789"
"""Without vowels and look-alikes, so that what is written on paper is typed right."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """What somebody is handed, once. The password is kept nowhere as it is written here."""

    username: str
    password: str


def give_sign_in(*, person_id: UUID, actor: Actor, now: datetime) -> SignIn:
    """Give somebody of the directory a sign-in name and a password that serves once.

    The name ends in letters made up by us, so that nobody learns from one that is taken who else exists. Raises
    `NothingHere` for nobody of this provider, `BadInput` for somebody who can sign in already: whoever could make a
    second sign-in for a person could pass for them.
    """
    moment = Moment.now(now)
    known = details([person_id], moment).get(person_id)
    if known is None:
        raise NothingHere
    with turn(actor=actor, now=now) as t:
        if Membership.objects.holding(moment).filter(person_id=person_id).exists():
            raise BadInput("They can sign in already. Nobody can be given a second sign-in.")
        stem = "-".join(fold(known.full_name).split())[:100]
        made = SignIn(f"{stem}-{_letters(4)}", "-".join(_letters(4) for _ in range(4)))
        account = Account.objects.create_account(
            username=made.username, password=made.password, password_given=True
        )
        admit(t, account, person_id)
    return made


def choose_password(*, account: Account, password: str) -> None:
    """Set one's own password. Raises `BadInput` for one that is short, common or the one that was given."""
    try:
        validate_password(password, account)
    except ValidationError as wrong:
        raise BadInput(" ".join(wrong.messages), field="chosen") from None
    if account.check_password(password):
        raise BadInput("Choose another password than the one you were given.", field="chosen")
    account.set_password(password)
    account.password_given = False
    account.save(update_fields=["password", "password_given"])


def _letters(number: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(number))
