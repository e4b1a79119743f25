"""What identity holds about people."""

from ...ground.kernel.privacy import Privacy

_WHY = "to know who may sign in and whom a record is about"
_PROOF = "so that a password alone opens nothing"
HOLDINGS = (
    Privacy(
        "identity.Account",
        "a sign-in name and a password hash",
        "people who sign in",
        _WHY,
        "the hash while they may sign in, and a day; the name for good, so that nobody else gets it",
    ),
    Privacy(
        "identity.PasswordTries",
        "a count of wrong passwords and codes, by a keyed number that many names or networks share",
        "whoever tries to sign in",
        "so that nobody can guess passwords in a hurry",
        "counted anew after a quarter of an hour, or a day",
    ),
    Privacy(
        "identity.Authenticator",
        "the encrypted secret of an authenticator app, and what its owner calls the device",
        "people who sign in",
        _PROOF,
        "until they remove it, or a day after their sign-in ended",
    ),
    Privacy(
        "identity.Passkey",
        "the encrypted id and public key of a passkey, a keyed fingerprint of the id, what its owner calls it, and "
        "when it was last used",
        "people who sign in",
        _PROOF,
        "until they remove it, or a day after their sign-in ended",
    ),
    Privacy(
        "identity.Challenge",
        "a keyed fingerprint of a random value",
        "nobody: it cannot be told whose it was",
        "so that what was signed or sent back once opens nothing a second time",
        "ten minutes",
    ),
    Privacy(
        "identity.OpenSession",
        "since when an account is signed in, and on what kind of device",
        "people who sign in",
        "so that they can end what they do not know",
        "until they sign out, or eight hours",
    ),
    Privacy(
        "identity.RecoveryCode",
        "keyed fingerprints of recovery codes, and when one was used",
        "people who sign in",
        _PROOF,
        "until new ones are made, or a day after their sign-in ended",
    ),
    Privacy("identity.Person", "an id", "learners, staff, mentors", _WHY, "with the person's details"),
    Privacy(
        "identity.PersonDetails",
        "name, date of birth, e-mail, telephone",
        "learners, staff, mentors",
        _WHY,
        "employment or learning plus six years",
    ),
    Privacy(
        "identity.Organisation",
        "names of employers and subcontractors",
        "organisations",
        _WHY,
        "contract plus six years",
    ),
    Privacy(
        "identity.Membership",
        "which account is which person",
        "people who sign in",
        _WHY,
        "with the person's details",
    ),
    Privacy(
        "identity.Invitation",
        "who was invited to sign in, by whom and until when, and a keyed fingerprint of the code",
        "people who sign in",
        _WHY,
        "with the person's details",
    ),
    Privacy(
        "identity.Alias",
        "that two rows are one person",
        "learners, staff, mentors",
        _WHY,
        "with the person's details",
    ),
)
