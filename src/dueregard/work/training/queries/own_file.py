"""What is kept about somebody who works here, as they see it themselves; who opened it; and requests for corrections.

Nothing here asks whether there is a concern about anybody, so what it shows is the same whether or not there is one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ....authority.access.models import Holding
from ....authority.identity.models import PersonDetails
from ....authority.identity.queries import aliases, details
from ....authority.people.models import Number, Span
from ....ground.audit.models import Entry
from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.moments import Moment
from ..models import (
    Completion,
    CorrectionAnswer,
    CorrectionRequest,
    Exemption,
    PanelMember,
    Passage,
    TakenOn,
)
from ..own_file import FileRead
from .central_record import Line, line_of

LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a correction, and its answer if there is one."""

    row: CorrectionRequest
    answer: CorrectionAnswer | None


@dataclass(frozen=True, slots=True)
class OwnFile:
    """What is kept about somebody, as far as the file on who works here goes."""

    details: PersonDetails | None
    numbers: tuple[Number, ...]
    spans: tuple[Span, ...]
    """Each way in which they stood here, the first first."""
    posts: tuple[Holding, ...]
    line: Line | None
    """Their line of the single central record."""
    trainings: int
    exemptions: int
    gates: tuple[Passage, ...]
    panels: int
    chosen: int
    requests: tuple[Asked, ...]


def own_file(person_id: UUID, moment: Moment) -> OwnFile:
    """The file on somebody, by any of their rows in the directory."""
    own, at = aliases(person_id, moment), moment.known_at
    return OwnFile(
        details([person_id], moment).get(person_id),
        tuple(Number.objects.known(at).filter(person_id__in=own).order_by("scheme", "number")),
        tuple(Span.objects.known(at).filter(person_id__in=own).order_by("since", "id")),
        tuple(row for row in Holding.known_at(at) if row.person_id in own),
        line_of(person_id, moment),
        Completion.objects.known(at).filter(person_id__in=own).count(),
        Exemption.objects.known(at).filter(person_id__in=own).count(),
        tuple(Passage.objects.known(at).filter(person_id__in=own).order_by("passed_on", "id")),
        PanelMember.objects.known(at).filter(person_id__in=own).count(),
        TakenOn.objects.known(at).filter(person_id__in=own).count(),
        requests_of(own, moment),
    )


def requests_of(own: Collection[UUID], moment: Moment) -> tuple[Asked, ...]:
    """Somebody's requests for corrections, the newest first."""
    return _asked(CorrectionRequest.objects.known(moment.known_at).filter(person_id__in=own), moment)


def every_request(moment: Moment) -> tuple[Asked, ...]:
    """Everybody's, the newest first."""
    return _asked(CorrectionRequest.objects.known(moment.known_at), moment)


def one_request(request_id: UUID, moment: Moment) -> Asked | None:
    """One request; None where there is none."""
    found = _asked(CorrectionRequest.objects.known(moment.known_at).filter(pk=request_id), moment)
    return found[0] if found else None


def words_of(row: CorrectionRequest | CorrectionAnswer) -> str:
    """What was written; empty where it cannot be opened any more. Whoever asks may read it."""
    try:
        return unseal(row, "words", row.key)
    except Shut:
        return ""


def who_opened(person_id: UUID, moment: Moment) -> list[tuple[datetime, str]]:
    """Who opened the checks of somebody in the last year, as actors are written, the latest first; so many. For whoever
    keeps the record, and never for the person: that somebody looked while a worry is looked into would tell them."""
    rows = Entry.objects.filter(
        verb=FileRead.name,
        subject_id__in=aliases(person_id, moment),
        at__gt=moment.known_at - LOOKS_BACK,
        at__lte=moment.known_at,
    )
    return list(rows.order_by("-at", "-seq").values_list("at", "actor")[:_SHOWN])


_SHOWN = 20


def _asked(rows: Any, moment: Moment) -> tuple[Asked, ...]:
    found = list(rows.select_related("key").order_by("-recorded_at", "-id"))
    answers = CorrectionAnswer.objects.known(moment.known_at).filter(request_id__in=[row.id for row in found])
    by_request = {row.request_id: row for row in answers.select_related("key")}
    return tuple(Asked(row, by_request.get(row.id)) for row in found)
