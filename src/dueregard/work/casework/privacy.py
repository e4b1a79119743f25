"""What casework holds about people."""

from ...ground.kernel.privacy import Privacy

_MATTER = "with the concern it belongs to"
_KEPT = "by the provider's retention schedule, then reviewed and disposed of by destroying its keys"
_CONCERNED = "people concerned, reporters, handlers"
HOLDINGS = (
    Privacy(
        "casework.Concern",
        "what was reported and by whom, encrypted; kinds, times and where it stands in clear",
        _CONCERNED,
        "to keep people safe, and to show that it was done in time",
        _KEPT,
        "its account key and its raiser key",
    ),
    Privacy(
        "casework.ConcernPerson",
        "words that identify somebody, encrypted; the part they play",
        "people concerned",
        "to know whom it is about, and whom to keep it from",
        _MATTER,
        "a key of its own",
    ),
    Privacy(
        "casework.JoinedConcern",
        "which concerns are one matter, and an encrypted reason",
        _CONCERNED,
        "to work what belongs together in one place",
        "with whichever of the two concerns goes first",
        "a key of its own",
    ),
    Privacy(
        "casework.Delivery",
        "to whom a concern was put, and why",
        "handlers",
        "routes and their proof",
        _MATTER,
    ),
    Privacy(
        "casework.Entry",
        "dated entries of the chronology, encrypted",
        _CONCERNED,
        "the record",
        _MATTER,
        "account key",
    ),
    Privacy(
        "casework.Triage",
        "how a concern was sorted; wishes, agreement and capacity",
        "people concerned",
        "which law and which people apply",
        _MATTER,
        "account key",
    ),
    Privacy(
        "casework.Decision",
        "outcome in clear, reasons encrypted",
        _CONCERNED,
        "decisions with reasons",
        _MATTER,
        "account key",
    ),
    Privacy(
        "casework.Assent", "who joined a decision", "handlers", "joint decisions", _MATTER, "account key"
    ),
    Privacy(
        "casework.Action",
        "who does what by when, encrypted words",
        "handlers",
        "follow-through",
        _MATTER,
        "account key",
    ),
    Privacy(
        "casework.Refiled",
        "that something was filed in error, where it went, and an encrypted reason",
        _CONCERNED,
        "records that are about the right person",
        _MATTER,
        "account key",
    ),
    Privacy(
        "casework.Referral",
        "what was prepared for somebody outside, encrypted",
        _CONCERNED,
        "referral",
        _MATTER,
        "account key",
    ),
    Privacy(
        "casework.WrongTries",
        "how many wrong receipt codes were tried within an hour; not by whom, from where or for which report",
        "nobody",
        "to slow whoever guesses",
        "until the next hour in which somebody tries a wrong one",
    ),
    Privacy(
        "casework.ReferralStage",
        "how a referral went on",
        "people concerned",
        "chasing",
        _MATTER,
        "account key",
    ),
)
