"""What identity writes into the ledger, and how names are folded for finding."""

import unicodedata
from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb
from ...ground.jobs.occasions import Occasion, occasion


class OrganisationKind(StrEnum):
    """What an organisation is to the provider."""

    EMPLOYER = "employer"
    SUBCONTRACTOR = "subcontractor"


class Counted(StrEnum):
    """By what wrong passwords are counted."""

    NAME = "name"
    NETWORK = "network"
    CODE = "code"
    OUTSIDE = "outside"


class Closed(StrEnum):
    """How an invitation came to an end before its time."""

    USED = "used"
    TAKEN_BACK = "taken-back"
    REPLACED = "replaced"


class Step(StrEnum):
    """What somebody proves themselves by, after the password."""

    AUTHENTICATOR = "authenticator"
    PASSKEY = "passkey"


class OpenedBy(StrEnum):
    """What opened a session, as it remembers."""

    PASSWORD = "password"  # noqa: S105 - a word of ours, and nobody's password
    CODE = "code"
    """A password, and then a code of an app or from the sheet."""
    PASSKEY = "passkey"
    """Alone, or after a password."""
    OUTSIDE = "outside"
    """The provider's own identity provider, by whatever it asks for."""
    OUTSIDE_TWICE = "outside-twice"
    """The same, which is set to ask for a second step and says that it did."""

    @property
    def is_second_step(self) -> bool:
        """Whether it is more than a password."""
        return self not in (OpenedBy.PASSWORD, OpenedBy.OUTSIDE)


class WhyNot(StrEnum):
    """Why somebody was not let in by an identity provider."""

    UNREACHABLE = "unreachable"
    """It gave no answer, another than it should, or names places that are not its own."""
    NO_TOKEN = "no-token"  # noqa: S105 - the name of a fault
    ALGORITHM = "algorithm"
    KEY = "key"
    """Signed by a key it does not publish."""
    SIGNATURE = "signature"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    NONCE = "nonce"
    TENANT = "tenant"
    TIME = "time"
    SUBJECT = "subject"
    UNKNOWN = "unknown"
    """It was believed, and the identity is tied to no sign-in here."""


class Asked(StrEnum):
    """What a challenge was given out for; one given out for something else is worth nothing."""

    SIGN_IN = "sign-in"
    """By a passkey alone: it says itself whose it is."""
    PROOF = "proof"
    """Of somebody who is known already."""
    NEW_PASSKEY = "new-passkey"
    OUTSIDE = "outside"
    """Of an identity provider: who somebody is."""
    TIE = "tie"
    """Of an identity provider: who somebody is, to be tied to the sign-in they have."""
    INVITED = "invited"
    """Of an identity provider: who somebody is, to be tied to the sign-in they are setting up by an invitation."""


@verb("identity.person-recorded")
class PersonRecorded(Verb):
    """A person was added to the provider's directory."""


@verb("identity.person-corrected")
class PersonCorrected(Verb):
    """A person's name, date of birth or contact was corrected or completed."""

    details: UUID


@verb("identity.organisation-recorded")
class OrganisationRecorded(Verb):
    """An employer or subcontractor was added."""

    kind: OrganisationKind


@verb("identity.membership-given")
class MembershipGiven(Verb):
    """An account may now sign in to this provider as a person."""

    person: UUID


@verb("identity.membership-ended", lasting=True)
class MembershipEnded(Verb):
    """An account may not sign in to this provider any more; whatever opened it opens nothing here."""

    person: UUID
    ended: UUID
    """The row that stood until then; the entry's subject is the one that replaces it."""


@verb("identity.invited")
class Invited(Verb):
    """Somebody was given a code with which they set up a sign-in of their own."""

    person: UUID


@verb("identity.invitation-closed", lasting=True)
class InvitationClosed(Verb):
    """An invitation was used, taken back or replaced by another: its code opens nothing any more."""

    person: UUID
    how: Closed


@verb("identity.signed-in")
class SignedIn(Verb):
    """Somebody signed in."""


@verb("identity.second-step-added")
class SecondStepAdded(Verb):
    """Somebody set up a way to prove themselves after the password."""

    step: Step


@verb("identity.second-step-removed")
class SecondStepRemoved(Verb):
    """Somebody took such a way away again."""

    step: Step


@verb("identity.passkey-doubted")
class PasskeyDoubted(Verb):
    """A passkey's own count went back: there may be a copy of it, and it opens nothing any more."""


@verb("identity.outside-sign-in-set-up")
class OutsideSignInSetUp(Verb):
    """An identity provider of the provider's own may say who somebody is."""

    proves_twice: bool
    """Whether its word for a second step is taken."""


@verb("identity.outside-sign-in-ended")
class OutsideSignInEnded(Verb):
    """It may not any more."""


@verb("identity.outside-refused")
class OutsideRefused(Verb):
    """Somebody was not let in by it."""

    why: WhyNot


@verb("identity.outside-identity-tied")
class OutsideIdentityTied(Verb):
    """Somebody tied an identity there to their own sign-in."""


@verb("identity.outside-identity-untied")
class OutsideIdentityUntied(Verb):
    """Somebody untied it again."""


@verb("identity.recovery-codes-made")
class RecoveryCodesMade(Verb):
    """Somebody was shown new recovery codes; those before are worth nothing."""


@verb("identity.recovery-code-used")
class RecoveryCodeUsed(Verb):
    """Somebody proved themselves by a recovery code."""

    left: int


@occasion
class FoundTwice(Occasion):
    """Two rows of the directory turned out to be one human being."""

    person: UUID
    same_as: UUID


_APOSTROPHES, _HYPHENS = "\u2018\u2019\u02bc\u02b9\u2032`\u00b4", "\u2010\u2011\u2012\u2013"
_LIKE = str.maketrans(dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_HYPHENS, "-"))


def fold(words: str) -> str:
    """A key for finding and sorting names alike on both databases: no case, no accents (SQLite folds ASCII only), one
    kind of apostrophe and one of hyphen."""
    if words.isascii():  # as most are: nothing to take off
        return " ".join(words.lower().replace("`", "'").split())
    plain = unicodedata.normalize("NFKD", words.casefold().translate(_LIKE))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
