"""Choosing one's own password. Nobody else ever knows it."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from ...ground.kernel.refusals import BadInput
from .models import Account


def judge_password(account: Account, password: str) -> None:
    """Raises `BadInput` for a password that is short or common."""
    try:
        validate_password(password, account)
    except ValidationError as wrong:
        raise BadInput(" ".join(wrong.messages), field="chosen") from None


def choose_password(*, account: Account, password: str) -> None:
    """Set one's own password; every other session of the account ends. Raises `BadInput` for one that will not do, or
    is the one in use."""
    judge_password(account, password)
    if account.check_password(password):
        raise BadInput("Choose another password than the one you have.", field="chosen")
    account.set_password(password)
    account.save(update_fields=["password"])
