"""A login, which belongs to no provider, and how its owner proves to be who they say."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from ....ground.kernel.ids import uuid7


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts with a hashed password."""

    def create_account(self, *, username: str, password: str | None = None, **fields: Any) -> "Account":
        """Make an account; without a password nobody can sign in to it yet."""
        account = self.model(username=username.strip().casefold(), **fields)
        account.set_password(password)
        account.save(force_insert=True)
        return account


class Account(AbstractBaseUser):
    """A login. Belongs to no provider (closed list); what it may do is decided by its memberships."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(max_length=150, unique=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.username


class PasswordTries(models.Model):
    """How many wrong passwords were tried lately, for one shelf of names or of networks. A counter, no record."""

    counted = models.CharField(max_length=7)
    shelf = models.PositiveIntegerField()
    until = models.DateTimeField()
    """When the count begins anew."""
    tries = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["counted", "shelf"], name="identity_passwordtries_one_a_shelf"),
        ]


class Authenticator(models.Model):
    """An app that makes codes from a secret it shares with us."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=40, blank=True)
    """What its owner calls the device."""
    secret = models.BinaryField()
    """Closed under a key of the house: see `ground.crypto.accounts`."""
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    """When its first code was right; before that it opens nothing."""
    last_step = models.BigIntegerField(default=0)
    """The time step of the last code that was taken: none of it or before it is taken again."""


class Passkey(models.Model):
    """A key that lies in somebody's device and signs what we ask it, once the device has made sure that it is them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=40)
    """What its owner calls it."""
    tag = models.CharField(max_length=64, unique=True)
    """A keyed fingerprint of its id: it is found by this when it says itself whose it is."""
    credential = models.BinaryField()
    """Its id and public key, closed under a key of the house: see `ground.crypto.accounts`."""
    counter = models.BigIntegerField()
    """How often it had signed when it was last used, by its own count; always 0 for one that does not count."""
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    doubted_at = models.DateTimeField(null=True)
    """Since when there may be a copy of it; it opens nothing from then on."""


class Challenge(models.Model):
    """Something we asked to be signed or sent back, which is good once and for a few minutes. Only its keyed
    fingerprint is kept."""

    tag = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField(db_index=True)


class RecoveryCode(models.Model):
    """One of the codes on paper that stand in for a lost device. Only its keyed fingerprint is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    tag = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "tag"], name="identity_recoverycode_once"),
        ]


class OpenSession(models.Model):
    """A session that is open for an account, so that its owner can see it and end it. It goes when the session goes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    """What a page calls it by: a session's own key opens it, and is on no page."""
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    session = models.OneToOneField("sessions.Session", on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    device = models.CharField(max_length=40)
    """What kind of program on what kind of machine, in words of a closed list."""
