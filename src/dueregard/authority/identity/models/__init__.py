"""Account (a login, of no provider) and how it is proved; membership, person and organisation (of one provider)."""

from .accounts import Account, AccountManager, Authenticator, OpenSession, PasswordTries, RecoveryCode
from .directory import Alias, Membership, Organisation, Person, PersonDetails

__all__ = [
    "Account",
    "AccountManager",
    "Alias",
    "Authenticator",
    "Membership",
    "OpenSession",
    "Organisation",
    "PasswordTries",
    "Person",
    "PersonDetails",
    "RecoveryCode",
]
