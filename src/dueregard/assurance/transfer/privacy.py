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
    Privacy(
        "transfer.Brought",
        "what was read of a file of another product, encrypted, while whoever brought it says who is in it",
        "people concerned, those who wrote it there",
        "so that records come along when a provider changes its product",
        "for 30 days, or until whoever brought it lets it go",
        "its own key",
        purpose=Purpose.CARE,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "transfer.Sorting",
        "that somebody of such a file was put with a record or left out; with which and why, encrypted",
        "people concerned",
        "so that each person is put with a record once",
        "its words with the file it is of",
        "the key of the file",
        purpose=Purpose.CARE,
        shared=Shared.NOBODY,
    ),
)
