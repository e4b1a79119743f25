"""Changes as they are staged between planning and applying, and as the hash of a plan is taken of them.

What identifies somebody new is made anew each time a file is planned, so it stands beside the changes and not in them:
the same file against the same records gives the same text.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from ...identity.vocabulary import OrganisationKind
from ..vocabulary import Apart
from .plan import Change, SpanChange
from .rows import Gives, Outfit, Scheme

_BORN = "row "


@dataclass(frozen=True, slots=True)
class Packed:
    """Some hundreds of changes as text."""

    changes: str
    """Of which the hash is taken."""
    people: str
    """Who they are about, in the same order."""

    @property
    def whole(self) -> str:
        """Both, as staged."""
        return f'{{"changes":{self.changes},"people":{self.people}}}'


def pack(changes: Sequence[Change]) -> Packed:
    """Write changes down."""
    said = [
        (
            change.row,
            f"{_BORN}{change.born_in}" if change.born_in else change.person_id.hex,
            change.is_new,
            _details(change),
            change.numbers,
            [_span(span) for span in change.spans],
            change.known_by or "",
            [(kept, words, _hex(replaces)) for kept, words, replaces in change.apart],
        )
        for change in changes
    ]
    return Packed(_text(said), _text([change.person_id.hex for change in changes]))


def unpack(whole: str) -> Iterator[Change]:
    """The changes again."""
    document = json.loads(whole)
    for (row, who, is_new, details, numbers, spans, known_by, apart), person in zip(
        document["changes"], document["people"], strict=True
    ):
        change = Change(row, UUID(hex=person), is_new)
        change.born_in = int(who.removeprefix(_BORN)) if who.startswith(_BORN) else 0
        if details:
            given, family, born, email, phone, change.folded, replaces = details
            change.details = (given, family, date.fromisoformat(born) if born else None, email, phone)
            change.replaces = UUID(hex=replaces) if replaces else None
        change.numbers = [(scheme, number) for scheme, number in numbers]
        change.spans = [_unpacked(span) for span in spans]
        change.known_by = Scheme(known_by) if known_by else None
        change.apart = [(Apart(kept), words, _uuid(replaces)) for kept, words, replaces in apart]
        yield change


def _details(change: Change) -> list[str | None] | None:
    if change.details is None:
        return None
    given, family, born, email, phone = change.details
    replaces = change.replaces.hex if change.replaces else None
    return [given, family, born.isoformat() if born else None, email, phone, change.folded, replaces]


def _span(span: SpanChange) -> list[Any]:
    outfit = span.outfit
    return [
        _hex(span.replaces),
        span.standing,
        _hex(span.site_id),
        [outfit.kind, outfit.gives, outfit.number] if outfit else None,
        _hex(span.organisation_id),
        span.programme,
        span.position,
        span.since.isoformat(),
        span.until.isoformat() if span.until else None,
    ]


def _unpacked(said: list[Any]) -> SpanChange:
    replaces, standing, site, outfit, organisation, programme, position, since, until = said
    return SpanChange(
        _uuid(replaces),
        standing,
        _uuid(site),
        _outfit(*outfit) if outfit else None,
        _uuid(organisation),
        programme,
        position,
        datetime.fromisoformat(since),
        datetime.fromisoformat(until) if until else None,
    )


@lru_cache(maxsize=1024)
def _outfit(kind: str, gives: str, number: str) -> Outfit:
    """Thousands of people have the same employer."""
    return Outfit(OrganisationKind(kind), Gives(gives), number)


def _hex(id_: UUID | None) -> str | None:
    return id_.hex if id_ else None


def _uuid(text: str | None) -> UUID | None:
    return UUID(hex=text) if text else None


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
