"""What the columns of another product's export are: guessed from their names, and said by a human before anything of it
is believed."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Field(StrEnum):
    """What a column of the export holds."""

    DATE = "date"
    """When it happened: with the time of day, where the export knows it."""
    WORDS = "words"
    """What was written."""
    PERSON = "person"
    """Whom it is about, as that product calls them."""
    AUTHOR = "author"
    """Who wrote it, as words: nobody of ours is taken for them."""
    WRITTEN = "written"
    """When it was written down."""
    CATEGORY = "category"
    DONE = "done"
    """What was done."""
    OUTCOME = "outcome"


NEEDED = (Field.DATE, Field.WORDS, Field.PERSON)
"""Without these nothing can be put with anybody's record."""

_CALLED: Mapping[Field, str] = {
    Field.DATE: "date|incident date|date of incident|date of concern|concern date|event date|when|happened|happened on",
    Field.WORDS: "details|detail|description|concern|narrative|notes|note|what happened|incident|account|text|entry",
    Field.PERSON: "student|learner|name|student name|learner name|full name|person|young person|child|subject",
    Field.AUTHOR: "author|reported by|recorded by|created by|entered by|logged by|written by|staff|staff member|by",
    Field.WRITTEN: "created|created at|created on|recorded at|recorded on|logged at|date logged|date created|entered",
    Field.CATEGORY: "category|categories|type|concern type|incident type|strand|tags",
    Field.DONE: "action|actions|action taken|actions taken|what was done|response|follow up",
    Field.OUTCOME: "outcome|outcomes|result|resolution|status",
}
_KNOWN = {name: of for of, names in _CALLED.items() for name in names.split("|")}


def recognised(name: str) -> Field | None:
    """What a column of this name usually holds; case, points and lines do not matter."""
    letters = "".join(letter if letter.isalnum() else " " for letter in name.lower())
    return _KNOWN.get(" ".join(letters.split()))


def guess(names: Iterable[str]) -> dict[Field, int]:
    """By what it holds, the place of each column that is recognised; of two that seem the same the first."""
    found: dict[Field, int] = {}
    for place, name in enumerate(names):
        if (of := recognised(name)) is not None:
            found.setdefault(of, place)
    return found
