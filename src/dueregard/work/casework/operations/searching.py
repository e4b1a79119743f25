"""Looking for words in every record of one circle, as far as the reader may see it.

Each record is opened and read through: an index would keep words outside their envelopes. What was looked for is kept
nowhere; how many records were looked through, and which were shown, the audit record says.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Model, Q

from ....authority.access import queries as access
from ....authority.access.powers import powers_in_force
from ....authority.access.vocabulary import READS_CASES, Circle
from ....authority.identity.vocabulary import fold
from ....ground.audit.operations import Subject, turn
from ....ground.audit.vocabulary import Read
from ....ground.crypto.models import DataKey
from ....ground.crypto.operations import unseal_each
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import BadInput, NothingHere
from ..models import Concern, ConcernPerson, ReferralStage, Refiled
from ..queries.desk import Line, lines_of
from ..rules.sieving import Passage, passage, stands_in
from ..verbs import Searched
from ..vocabulary import State
from .chronicle import chronicle
from .names import names_for
from .reading import RECORD, File, open_file

MOST = 20
"""How many records are shown, the latest first: whoever finds more says more of what they look for."""
FEWEST = 3
"""Fewer letters stand in nearly everything."""
_LOOKED_AT = (
    "received_at",
    "account",
    "account_key__provider_id",
    "account_key__wrapped",
    "account_key__made_at",
)
_NAMED = "Named on the record"
_AT_ONCE = 1000
"""Of how many records at once the rows are asked for: a list a database looks up quickly, whatever else it holds."""
_MOST_OF_THEM = 0.5
"""From what share of the records between two on, all rows between them are asked for, not those of a list: naming a
thousand records to each of twenty tables takes longer than passing over the rows of a few."""
_Sealed = tuple[UUID, UUID, DataKey, bytes | None]
"""A row, its matter, the key its words lie under, and the envelope."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words stand in a record: under what heading, since when, and the passage. No time: who is named."""

    title: str
    at: datetime | None
    to_the: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Found:
    """A record that holds the words, and where."""

    line: Line
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Searching:
    """What was found, the record that came in last first."""

    found: tuple[Found, ...]
    more: bool
    """Whether more records hold the words than are shown."""
    through: int
    """How many records were looked through."""


def search_records(*, sought: str, circle: Circle, actor: Actor, now: datetime) -> Searching:
    """Every record of a circle that the actor may see and that holds these words: in what was reported, in what was
    written since, or among those named in it.

    Raises `NothingHere` for whoever reads no cases; `BadInput` for fewer than three letters.
    """
    if len(fold(sought)) < FEWEST:
        raise BadInput("Write at least three letters.", field="sought")
    with turn(actor=actor, now=now, always=True) as t:
        if actor.person_id is None:
            raise NothingHere
        who = access.reader(actor.person_id, powers_in_force(t.moment), t.moment)
        if not who.capabilities & READS_CASES:
            raise NothingHere
        kept = Concern.objects.exclude(state=State.DISPOSED)
        seen = access.visible(kept, who, t.moment, circle=circle, for_a_while=False)
        rows = {row.id: row for row in seen.select_related("account_key").only(*_LOOKED_AT)}
        holding = _holding(fold(sought), rows)
        latest = sorted(holding, key=lambda id: (rows[id].received_at, id), reverse=True)[:MOST]
        t.record(Searched(len(rows)), Subject("person", actor.person_id), stream=circle.stream)
        for id in latest:
            t.record(Read((id,)), Subject("concern", id), stream=circle.stream)
    shown = Concern.objects.filter(pk__in=latest)
    whole, lines = shown.select_related("account_key").in_bulk(), {line.id: line for line in lines_of(shown)}
    read = ((id, tuple(_places(sought, open_file(whole[id], t.moment), t.moment))) for id in latest)
    found = tuple(Found(lines[id], places) for id, places in read if places)
    return Searching(found, len(holding) > MOST, len(rows))


def _holding(sought: str, rows: Mapping[UUID, Concern]) -> set[UUID]:
    """The matters in whose words it stands. A row that was put right or filed away since counts here, and is left out
    where it is shown."""
    holding: set[UUID] = set()
    accounts = ((id, id, row.account_key, row.account) for id, row in rows.items())
    _look(sought, Concern, "account", accounts, holding)
    every = sorted(rows)
    for first in range(0, len(every), _AT_ONCE):
        theirs = _of(every[first : first + _AT_ONCE])
        for model in (*RECORD, ReferralStage, Refiled):
            words = (
                model.objects.filter(theirs).order_by().values_list("pk", "concern_id", "words").iterator()
            )
            keyed = ((pk, of, row.account_key, sealed) for pk, of, sealed in words if (row := rows.get(of)))
            _look(sought, model, "words", keyed, holding)
        people = ConcernPerson.objects.filter(theirs).order_by().select_related("key").iterator()
        named = ((one.id, one.concern_id, one.key, one.words) for one in people if one.concern_id in rows)
        _look(sought, ConcernPerson, "words", named, holding)
    return holding


def _of(ids: Sequence[UUID]) -> Q:
    """Which rows to ask for to have those of these records, given in their order. Others may be among them, which
    whoever asks passes over unopened."""
    between = Concern.objects.filter(pk__gte=ids[0], pk__lte=ids[-1])
    if len(ids) < _MOST_OF_THEM * between.count():
        return Q(concern_id__in=ids)
    return Q(concern_id__gte=ids[0], concern_id__lte=ids[-1])


def _look(sought: str, model: type[Model], column: str, rows: Iterable[_Sealed], holding: set[UUID]) -> None:
    """Add the matters of these rows in whose words it stands; those of one that is there already stay closed."""
    of: dict[UUID, UUID] = {}

    def unread() -> Iterator[tuple[UUID, DataKey, bytes | None]]:
        for pk, concern, key, words in rows:
            if concern not in holding:
                of[pk] = concern
                yield pk, key, words

    for pk, words in unseal_each(model, column, unread()):
        if any(stands_in(sought, text) for text in words.values() if isinstance(text, str)):
            holding.add(of[pk])


def _places(sought: str, file: File, moment: Moment) -> Iterator[Place]:
    """Where it stands in what its reader would see of the record now."""
    for one in chronicle(file, names_for(file, moment)):
        for _, text in (box for boxes in (one.boxes, *one.before) for box in boxes):
            if found := passage(sought, text):
                yield Place(one.title, one.at, one.to_the, found)
    for person in file.people:
        for words in (person.words, *(before.words for before in person.before)):
            for text in words.values():
                if found := passage(sought, text):
                    yield Place(_NAMED, None, "", found)
