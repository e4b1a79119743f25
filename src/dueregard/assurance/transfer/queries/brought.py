"""Files of other products that somebody brought here: theirs alone, until each person in them was put with a record or
left out."""

import base64
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import NothingHere
from ..foreign import Foreign, Taken
from ..models import Brought, Sorting
from ..rules.columns import Field

KEPT = timedelta(days=30)
"""How long a file waits to be sorted. A figure of this program: long enough for a term's holiday, short enough that
nothing lies about. docs/transfer.md says it."""


@dataclass(frozen=True, slots=True)
class Group:
    """One person of a file: as that product calls them, with everything it says of them."""

    place: int
    who: str
    entries: tuple[Foreign, ...]
    sorting: Sorting | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """A file as it was read."""

    row: Brought
    product: str
    names: dict[Field, str]
    """How the file calls each of its columns that were taken."""
    groups: tuple[Group, ...]

    @property
    def waiting(self) -> int:
        """How many people nobody has said anything of yet."""
        return sum(one.sorting is None for one in self.groups)

    def group(self, place: int) -> Group:
        """One person of it; raises `NothingHere`."""
        found = next((one for one in self.groups if one.place == place), None)
        if found is None:
            raise NothingHere
        return found


def until(row: Brought) -> datetime:
    """When what was read is destroyed, if nobody lets it go before."""
    return row.recorded_at + KEPT


def brought_by(own: Sequence[UUID], moment: Moment) -> list[Brought]:
    """The files that this person brought and that still wait, the latest first."""
    rows = (
        Brought.objects.filter(owner_id__in=own).known(moment.known_at).defer("words").select_related("key")
    )
    return [row for row in rows.order_by("-recorded_at", "-id") if row.key.wrapped is not None]


def contents_of(brought_id: UUID, own: Sequence[UUID], moment: Moment) -> Contents:
    """A file with everything in it, for whoever brought it; `NothingHere` to anybody else and once it is gone."""
    rows = Brought.objects.filter(pk=brought_id, owner_id__in=own).known(moment.known_at)
    row: Brought | None = rows.select_related("key").first()
    if row is None:
        raise NothingHere
    try:
        return _opened(row, unseal(row, "words", row.key), moment)
    except Shut:
        raise NothingHere from None


def words_of_file(taken: Taken, product: str, names: dict[Field, str]) -> str:
    """What is sealed of a file: every cell that was named, by person. Packed, for most of it repeats itself."""
    groups = [
        {"who": who, "entries": [_plain(one) for one in entries]} for who, entries in taken.people().items()
    ]
    packed = base64.b64encode(zlib.compress(canonical_json(groups))).decode()
    return canonical_json({"product": product, "names": dict(names), "groups": packed}).decode()


def _plain(one: Foreign) -> list[object]:
    said = {of.value: text for of, text in one.said.items()}
    return [one.line, one.at.isoformat(), one.to_the, one.written_at.isoformat(), said]


def _opened(row: Brought, words: str, moment: Moment) -> Contents:
    document = json.loads(words)
    rows = Sorting.objects.filter(brought=row).known(moment.known_at)
    done = {one.place: one for one in rows}
    groups = json.loads(zlib.decompress(base64.b64decode(document["groups"])))
    return Contents(
        row,
        document["product"],
        {Field(of): name for of, name in document["names"].items()},
        tuple(
            Group(
                place,
                one["who"],
                tuple(_entry(one["who"], *said) for said in one["entries"]),
                done.get(place),
            )
            for place, one in enumerate(groups, 1)
        ),
    )


def _entry(who: str, line: int, at: str, to_the: str, written_at: str, said: dict[str, str]) -> Foreign:
    cells = {Field(of): text for of, text in said.items()}
    return Foreign(line, who, datetime.fromisoformat(at), to_the, datetime.fromisoformat(written_at), cells)
