"""What consultation holds about people."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

_WHO = "whoever talked a worry through, if they can be told from it, and with whom they talked"
_KEPT = "by the provider's retention schedule (a talk), then reviewed and disposed of by destroying its key"

HOLDINGS = (
    Privacy(
        "consultation.Talk",
        "when somebody talked a worry through and with whom; what sort of person asked, what they asked and what was "
        "advised, encrypted",
        _WHO,
        "to remember what was advised, and what it became",
        _KEPT,
        "a key of its own",
        stays="a note that its writer alone reads",
        purpose=Purpose.CARE,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "consultation.Passing",
        "that it became a concern, and when; not which",
        _WHO,
        "to know that somebody sees to it",
        _KEPT,
        stays="a note that its writer alone reads",
        purpose=Purpose.CARE,
        shared=Shared.NOBODY,
    ),
)
