"""What status holds about people."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

HOLDINGS = (
    Privacy(
        "status.KeptReading",
        "how each clause of the policies stood on a day: statuses, counts and their reasons, no person and no words",
        "nobody; a small count may let somebody be guessed, so who may see the pages of policies is limited",
        "so that a past day can be shown as it was, also after its records are disposed of",
        "while the provider exists",
        purpose=Purpose.PROOF,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "status.Opinion",
        "what somebody thinks of how a clause of a policy is kept, and why; the words encrypted",
        "whoever said it, as an id; the page asks to name nobody",
        "so that what people see and records do not stands beside what records show",
        "while the provider exists",
        "a key of its own",
        goes="nothing: it is about a clause, and the page asks to name nobody",
        purpose=Purpose.PROOF,
        shared=Shared.NOBODY,
    ),
)
