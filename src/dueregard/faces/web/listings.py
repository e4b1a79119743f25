"""Lists of many rows: which columns they have is said in Python, and how they look in `components/table.html`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    Words = str | StrPromise

Kind = Literal["text", "words", "number", "moment", "day", "status", "age"]
"""How a cell is drawn: as it is; an id of a closed list as words; a number; a moment in London; a date; one or more
`Standing`s; a `Waiting`. None of any kind is drawn as a dash."""


class Standing(NamedTuple):
    """How something stands: "late", "soon", "good" or "plain", and the word for it."""

    kind: str
    text: "Words"


class Waiting(NamedTuple):
    """Since when something waits, when it is due (None: never) and when it should be done, which is only an aim."""

    since: datetime
    due: datetime | None
    now: datetime
    aim: datetime | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it takes from a row, and, if its cells lead somewhere, the address ("": that one
    does not)."""

    heading: "Words"
    value: Callable[[Any], Any]
    kind: Kind = "text"
    link: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with its rows: drawn by `table(listing)`. The first column names the row.

    `empty` says that there is nothing and what to do next. `older` is where the next rows begin, as the query gave it;
    it becomes `?after=` in the address.
    """

    caption: "Words"
    columns: Sequence[Column]
    rows: Sequence[Any]
    empty: "Words"
    older: str = ""
    hide_caption: bool = False
