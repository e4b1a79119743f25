"""What access holds about people."""

from ...ground.kernel.privacy import Privacy

_KEPT = "employment or learning plus six years"
_MATTER = "with the matter it belongs to"
HOLDINGS = (
    Privacy(
        "access.Holding", "which post somebody holds, since when", "staff", "permission and routes", _KEPT
    ),
    Privacy(
        "access.Proposal",
        "which post somebody is proposed for, and by whom",
        "staff",
        "two people give a post",
        _KEPT,
    ),
    Privacy("access.Review", "who went through the posts, and when", "staff", "access reviews", _KEPT),
    Privacy(
        "access.Lockout",
        "that somebody cannot sign in, and who said so",
        "staff",
        "so that somebody vouches",
        _KEPT,
    ),
    Privacy(
        "access.Vouching",
        "who vouched for somebody who could not sign in, how they knew them, and an encrypted reason",
        "staff",
        "so that nobody is let in unseen",
        _KEPT,
    ),
    Privacy(
        "access.Readmission",
        "for which day the readings of somebody who was let in again are shown to the others",
        "staff",
        "so that whoever passed for them is found out",
        _KEPT,
    ),
    Privacy(
        "access.Emergency",
        "who opened which matter in an emergency, from when to when, how many were told and how it was found",
        "staff",
        "so that nothing is opened unseen",
        _MATTER,
    ),
    Privacy(
        "access.EmergencyWords",
        "an encrypted reason, and what was found afterwards",
        "staff, people concerned",
        "so that nothing is opened unseen",
        _MATTER,
        "a key of its own",
    ),
    Privacy("access.Relationship", "who is kin, who line-manages whom", "staff", "walls", _KEPT),
    Privacy("access.Absence", "when somebody is away, never why", "staff", "cover", _KEPT),
    Privacy(
        "access.Party", "a keyed tag of a person and the part they play", "people concerned", "walls", _MATTER
    ),
    Privacy("access.Recusal", "a keyed tag of who stepped aside", "staff", "walls", _MATTER),
)
