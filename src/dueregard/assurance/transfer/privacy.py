"""What is held about people of what leaves and arrives."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

HOLDINGS = (
    Privacy(
        "transfer.OnePage",
        "that one page of a case was made, how much of it was left out; for whom and why, encrypted",
        "people concerned, handlers",
        "to know what left the house, and whether a file is the one that was made",
        "with the concern it belongs to",
        "account key",
        purpose=Purpose.CARE,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "transfer.Departure",
        "that a record went to another provider, on what basis and whether it arrived; to whom and why, encrypted",
        "people concerned, handlers",
        "so that care goes on where somebody goes, and to answer for what leaves the house",
        "with the concern it belongs to",
        "account key",
        purpose=Purpose.CARE,
        shared=Shared.HELP,
    ),
    Privacy(
        "transfer.Arrival",
        "a record of another provider as it came, from whom, and how somebody made sure whom it is about, encrypted",
        "people concerned, those who wrote it there",
        "so that care goes on where somebody comes",
        "with the concern it belongs to",
        "account key",
        purpose=Purpose.CARE,
        shared=Shared.HELP,
    ),
)
