"""Account (a login, of no provider) and how it is proved; membership, person and organisation (of one provider)."""

from .accounts import (
    Account,
    AccountManager,
    Authenticator,
    Challenge,
    OpenSession,
    Passkey,
    PasswordTries,
    RecoveryCode,
)
from .directory import (
    Alias,
    Invitation,
    Membership,
    Organisation,
    OutsideIdentity,
    OutsideSignIn,
    Person,
    PersonDetails,
)

__all__ = [
    "Account",
    "AccountManager",
    "Alias",
    "Authenticator",
    "Challenge",
    "Invitation",
    "Membership",
    "OpenSession",
    "Organisation",
    "OutsideIdentity",
    "OutsideSignIn",
    "Passkey",
    "PasswordTries",
    "Person",
    "PersonDetails",
    "RecoveryCode",
]
