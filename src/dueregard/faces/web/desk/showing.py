"""A passkey, as a form of ours carries it: asked by a script, sent in an unseen box, judged here.

Somebody who has just shown one, or typed password and code, may change one thing of their own sign-in, within five
minutes.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ....authority.access.proving import Proof
from ....authority.identity.guessing import TooManyTries, check_password
from ....authority.identity.models import Account
from ....authority.identity.passkeys import CopySuspected, is_shown
from ....ground.kernel.moments import utc_now
from ..forms.fields import Line, Secret
from .entering import here, site_here, whence

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

PASSKEY = "passkey"
"""The name of the unseen box."""
NOT_GOOD = _("This passkey opens nothing here, or it took too long. Try again, or sign in another way.")
WRONG_CODE = _("This code is not right, or was used already. Wait for the next one and type that.")
_FRESH = "fresh"
"""The session's key for when its owner last proved themselves."""
_FOR = timedelta(minutes=5)


class ProvingForm(forms.Form):
    """A form that asks for a second step taken now, last of all: a code, unless a passkey came with it."""

    code = Line(
        label=_("Your own code"),
        help_text=_("Six figures from your authenticator app now, or one of your recovery codes."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    def __init__(self, *args: Any, asks_code: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        code = self.fields.pop("code")
        if asks_code:
            code.required = not self.data.get(PASSKEY)
            self.fields["code"] = code

    @property
    def status(self) -> int:
        """Of the answer that shows this form once more."""
        if self.has_error(NON_FIELD_ERRORS, TooManyTries.code):
            return 429
        return 422 if self.errors else 200


class PasswordForm(forms.Form):
    """The password of whoever's session it is, once more."""

    password = Secret(label=_("Your password"), max_length=200)
    not_theirs = _("This is not your password.")

    def __init__(self, data: Any, *, account: Account, network: str) -> None:
        super().__init__(data)
        self.account, self.network = account, network

    def clean_password(self) -> str:
        """Check it, counted as at the door."""
        password: str = self.cleaned_data["password"]
        try:
            found = check_password(
                username=self.account.username, password=password, network=self.network, now=utc_now()
            )
        except TooManyTries as refusal:
            self.add_error(None, forms.ValidationError(refusal.sentence, refusal.code))
            return ""
        if found != self.account:
            raise forms.ValidationError(self.not_theirs)
        return password


def refused(request: HttpRequest, account: Account, sent: str) -> "str | StrPromise":
    """Why a passkey that was sent does not prove this account's owner; empty when it does."""
    try:
        good = is_shown(account=account, sent=sent, here=here(request), now=utc_now())
    except (TooManyTries, CopySuspected) as refusal:
        return refusal.sentence
    return "" if good else NOT_GOOD


def proof_of(request: HttpRequest, account: Account, code: str) -> Proof:
    """What somebody who is signed in shows on top of that: a passkey that came with the form, else the code."""
    at = here(request) if site_here(request) else None
    return Proof(account, code, whence(request), request.POST.get(PASSKEY, ""), at)


def note_fresh(request: HttpRequest) -> None:
    """Remember that whoever sits here has just proved to be who they are."""
    request.session[_FRESH] = utc_now().timestamp()


def forget_fresh(request: HttpRequest) -> None:
    """It was used, for one change."""
    request.session.pop(_FRESH, None)


def is_fresh(request: HttpRequest) -> bool:
    """Whether they did so within the last minutes."""
    return utc_now().timestamp() - request.session.get(_FRESH, 0) <= _FOR.total_seconds()
