"""What came from elsewhere, as part of the chronology of the record it stands with."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.moments import Moment
from ....work.casework.operations.chronicle import Happened
from ..case import Matter, Thing
from ..models import Arrival


@dataclass(frozen=True, slots=True)
class Came:
    """A record that came; `matter` is None when its words cannot be opened any more."""

    row: Arrival
    words: Mapping[str, str]
    matter: Matter | None


def arrivals_of(concern_id: UUID, moment: Moment) -> tuple[Came, ...]:
    """Every record that came to stand with this one; for somebody who has read it, and whose reading is logged."""
    rows = Arrival.objects.filter(concern_id=concern_id).known(moment.known_at)
    return tuple(map(_opened, rows.select_related("concern__account_key").order_by("recorded_at", "id")))


def _opened(row: Arrival) -> Came:
    try:
        words = json.loads(unseal(row, "words", row.concern.account_key))
    except Shut as shut:
        return Came(row, {"from": shut.sentence}, None)
    return Came(row, words, Matter.model_validate_json(words["case"]))


def happened_elsewhere(came: tuple[Came, ...]) -> Iterator[Happened]:
    """What happened elsewhere, with who wrote it as words: nobody of ours is taken for them."""
    for one in came:
        for thing in one.matter.chronology if one.matter else ():
            yield _happened(one, thing)


def _happened(came: Came, thing: Thing) -> Happened:
    sender = came.words["from"]
    return Happened(
        came.row,
        thing.at,
        thing.to_the,
        thing.written_at,
        f"{thing.by}, {sender}",
        f"{sender}: {thing.title}",
        tuple(thing.boxes),
        tuple(map(tuple, thing.before)),
    )
