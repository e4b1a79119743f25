"""How long others keep records of each class, with where that comes from and how sure we are: the seed of a provider's
own schedule, as it stood on a day. A policy may say otherwise of what belongs to no concern, and a provider of
anything, in a row and with a reason (domain.md 4.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ....ground.reference.vocabulary import Confidence
from ..keeping_words import Anchor, RecordClass
from .keeping import Run

CHECKED_ON = date(2026, 11, 22)
"""When the sources were last read."""
_B, _C = Confidence.SECONDARY, Confidence.UNSEEN
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the schedule."""

    runs: tuple[Run, ...]
    """The latest of these counts."""
    basis: str
    confidence: Confidence
    of_concerns: bool = True
    """Whether concerns are of this class: their records come up to be looked at by themselves."""
    stays: bool = False
    """When its time comes it stays, with its outcome stated, unless somebody gives reasons to dispose of it."""


SCHEDULE: Mapping[RecordClass, Line] = {
    RecordClass.CHILD: Line(
        (Run(Anchor.BORN, 25 * _YEAR),), "the 25th birthday: toolkits of IRMS and the DfE", _B
    ),
    RecordClass.ABUSE: Line(
        (Run(Anchor.CLOSED, 75 * _YEAR),), "up to 75 years: the inquiry into child sexual abuse", _B
    ),
    RecordClass.TRANSFERRED: Line(
        (Run(Anchor.TRANSFERRED, None),),
        "whether a copy is kept is the provider's to say; proof of the transfer is kept",
        _B,
    ),
    RecordClass.ADULT: Line((Run(Anchor.LEFT, 6 * _YEAR),), "time limits for claims", _C),
    RecordClass.NOT_REFERRED_CHILD: Line(
        (Run(Anchor.CLOSED, _YEAR),),
        "looked at soon, because nothing came of it: proportionality",
        _C,
        stays=True,
    ),
    RecordClass.NOT_REFERRED_ADULT: Line(
        (Run(Anchor.CLOSED, _YEAR),),
        "looked at soon, and disposed of unless there is a reason: proportionality",
        _C,
    ),
    RecordClass.REFERRED_ADULT: Line(
        (Run(Anchor.CLOSED, 6 * _YEAR),), "the least for which the police keep theirs", _C
    ),
    RecordClass.ALLEGATION: Line(
        (Run(Anchor.CLOSED, 10 * _YEAR), Run(Anchor.BORN, 67 * _YEAR)),
        "to pension age (taken as 67), or 10 years if that is longer: Keeping children safe in education",
        _B,
    ),
    RecordClass.FALSE_ALLEGATION: Line(
        (Run(Anchor.CLOSED, 0),), "taken out of personnel records: Keeping children safe in education", _B
    ),
    RecordClass.LOW_LEVEL: Line(
        (Run(Anchor.LEFT, 0),), "until they leave: Keeping children safe in education", _C
    ),
    RecordClass.STAFF_NOT_SAID: Line((Run(Anchor.CLOSED, None),), "somebody has to say first what it is", _C),
    RecordClass.AGE_NOT_KNOWN: Line(
        (Run(Anchor.CLOSED, None),), "somebody has to say first how old they were", _C
    ),
    RecordClass.CENTRAL_RECORD: Line(
        (Run(Anchor.LEFT, 0),),
        "taken out when they leave: Keeping children safe in education",
        _B,
        of_concerns=False,
    ),
    RecordClass.TRAINING: Line(
        (Run(Anchor.LEFT, 6 * _YEAR),), "time limits for claims", _C, of_concerns=False
    ),
    RecordClass.APPROVALS: Line(
        (Run(Anchor.MADE, 6 * _YEAR),), "the academic year and 6 years, or 3", _C, of_concerns=False
    ),
    RecordClass.COMPLAINTS: Line(
        (Run(Anchor.MADE, 6 * _YEAR),), "time limits for claims", _C, of_concerns=False
    ),
    RecordClass.MONITORING: Line(
        (Run(Anchor.MADE, 3),), "30 to 90 days: what vendors of filters keep", _B, of_concerns=False
    ),
    RecordClass.TALK: Line(
        (Run(Anchor.MADE, _YEAR),),
        "as soon as a worry of which nothing came: proportionality",
        _C,
        of_concerns=False,
    ),
    RecordClass.TAKING_PART: Line(
        (Run(Anchor.CLOSED, None),), "no source gives a period; a policy may", _C, of_concerns=False
    ),
    RecordClass.LIAISON: Line(
        (Run(Anchor.MADE, None),), "no source gives a period; a policy may", _C, of_concerns=False
    ),
}
MOST_MONTHS = 100 * _YEAR
"""Longer than anybody keeps anything."""


def with_own(line: Line, months: int | None) -> tuple[Run, ...]:
    """The runs of a line where the provider has said how long: one, from the line's first anchor."""
    return (Run(line.runs[0].anchor, months),)
