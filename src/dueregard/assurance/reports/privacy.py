"""What reports hold about people."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

HOLDINGS = (
    Privacy(
        "reports.BoardReport",
        "what a board was shown: figures, how the policies stand and what changed; no person, and small numbers hidden",
        "nobody",
        "to prove what a board was told, and when",
        "while the provider exists",
        purpose=Purpose.PROOF,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "reports.BoardMinute",
        "where the minutes of a meeting speak of a report, and what the board decided; the words encrypted",
        "nobody; the page asks to name nobody",
        "to prove that a board looked at what it was told",
        "while the provider exists",
        "a key of its own",
        goes="nothing: it is what a board settled of a report without a person in it",
        purpose=Purpose.PROOF,
        shared=Shared.NOBODY,
    ),
)
