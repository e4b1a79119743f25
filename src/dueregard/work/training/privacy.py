"""What training holds about people."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

_WHO = "everybody who works for or under the provider, and learners where a policy says so"
_WORKS_HERE = "people who work here, agency staff, volunteers"

HOLDINGS = (
    Privacy(
        "training.Completion",
        "which course somebody did or what they read, when, how, and what came of it",
        _WHO,
        "to show that those who must be trained are",
        "employment or learning plus six years",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "training.Exemption",
        "what somebody need not do, and until when",
        _WHO,
        "nobody is asked for what they cannot or need not do",
        "employment or learning plus six years",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "training.ExemptionWords",
        "why somebody need not do something, in a human's words; it may say something about their health or leave",
        _WHO,
        "whoever looks at it later can tell whether the exemption was right",
        "employment or learning plus six years",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "training.DocumentEdition",
        "which edition of a document is to be read from when",
        "nobody",
        "a new edition is read by whom it concerns",
        "as long as the provider exists",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "training.Passage",
        "when somebody's probation was confirmed or their delivery began, and how much was missing then",
        _WHO,
        "to show that nobody began before what the policy asks was there",
        "employment plus six years",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "training.Check",
        "which checks were made, when and by whom; the number of a certificate and reasons in words, encrypted",
        _WORKS_HERE,
        "the single central record that law and funding agreements ask for",
        "shown while they work here; then in history, by the provider's retention schedule",
        "a key of its own, where it has words",
        purpose=Purpose.CARE,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "training.EarlyStart",
        "that somebody began before their certificate came, who supervises them, and until when",
        _WORKS_HERE,
        "to keep learners safe until the certificate is here",
        "with their checks",
        purpose=Purpose.CARE,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "training.SpotCheck",
        "whose lines of the record chance picked in a month, who looked, and whether they were right",
        _WORKS_HERE,
        "to show that the record is true",
        "with their checks",
        purpose=Purpose.PROOF,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "training.SortOfProvider",
        "what the provider is in the law of checks",
        "nobody",
        "it decides which checks are asked",
        "while the provider is here",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
)
