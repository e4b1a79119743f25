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
    Privacy("access.Relationship", "who is kin, who line-manages whom", "staff", "walls", _KEPT),
    Privacy("access.Absence", "when somebody is away, never why", "staff", "cover", _KEPT),
    Privacy(
        "access.Party", "a keyed tag of a person and the part they play", "people concerned", "walls", _MATTER
    ),
    Privacy("access.Recusal", "a keyed tag of who stepped aside", "staff", "walls", _MATTER),
)
