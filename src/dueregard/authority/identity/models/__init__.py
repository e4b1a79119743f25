"""Account (a login, of no provider) and how it is proved; membership, person and organisation (of one provider)."""

from .accounts import Account, AccountManager, Authenticator, OpenSession, PasswordTries, RecoveryCode
from .directory import Alias, Invitation, Membership, Organisation, Person, PersonDetails

__all__ = [
    "Account",
    "AccountManager",
    "Alias",
    "Authenticator",
    "Invitation",
    "Membership",
    "OpenSession",
    "Organisation",
    "PasswordTries",
    "Person",
    "PersonDetails",
    "RecoveryCode",
]
