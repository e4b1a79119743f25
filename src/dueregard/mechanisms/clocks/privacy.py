"""What clocks hold about people: roles that owe something about a record, as ids; no name and no word of what."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

_WHO_RECORDED = "whoever recorded them"
_WHILE = "while the provider exists; a past time limit is judged by the calendar of its day"

HOLDINGS = (
    Privacy(
        "clocks.Hours",
        "opening hours",
        _WHO_RECORDED,
        "working hours and cover are counted",
        _WHILE,
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "clocks.Closure",
        "days on which a site shuts",
        _WHO_RECORDED,
        "working days are counted",
        _WHILE,
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "clocks.TermDates",
        "dates of terms",
        _WHO_RECORDED,
        "terms are counted",
        _WHILE,
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "clocks.Obligation",
        "which roles owe something about a record, since when and by when",
        "through the record's id, the people it concerns",
        "nobody is left wondering: every duty has an owner, a clock and somebody told before it is late",
        "with the matter it belongs to",
        "the record it is about",
        stays="follows from the record, and is made anew by reconciling",
        purpose=Purpose.CARE,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "clocks.Moving",
        "that a duty took other dates",
        "as the duty",
        "to say why a date changed",
        "as the duty",
        "clocks.Obligation",
        stays="follows from the record, and is made anew by reconciling",
        purpose=Purpose.CARE,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "clocks.Closing",
        "when and how a duty ended",
        "as the duty, and as an id whoever did it",
        "to show that it was done",
        "as the duty",
        "clocks.Obligation",
        stays="follows from the record, and is made anew by reconciling",
        purpose=Purpose.CARE,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "clocks.Raised",
        "that a reminder fell due or a duty was late",
        "as the duty",
        "so that nothing is announced twice or lost",
        "as the duty",
        "clocks.Obligation",
        stays="follows from the record, and is made anew by reconciling",
        purpose=Purpose.CARE,
        shared=Shared.NOBODY,
    ),
)
