"""Concerns as policies see them: what may be asked of each, and what has happened, for many at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Min, QuerySet

from ....ground.kernel.moments import Moment
from ..controls.facts import Happening
from ..models import Advice, Assent, Concern, Entry, ReferralStage, Removal, Triage
from ..rules.conduct import AdviceStep
from ..rules.facts import Facts, facts_of_concern
from ..vocabulary import EntryKind, Question, ReporterKind, Stage

_OF_US = {ReporterKind.STAFF, ReporterKind.VOLUNTEER, ReporterKind.BOARD_MEMBER}
_BATCH = 500
Times = dict[UUID, datetime]
_Ids = list[UUID] | QuerySet[Any]
"""Of concerns: themselves, or a question for them."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A concern, the facts a policy may ask about it, and the ends that clocks stand between."""

    concern: Concern
    facts: Facts
    happened: dict[str, datetime]
    """Everything that had happened by the moment, as known at it."""


def matters(rows: "QuerySet[Concern]", moment: Moment) -> Iterator[Matter]:
    """Every concern of `rows`, without its sealed words: in eleven queries, however many there are."""
    history = _history(rows.order_by().values("pk"), moment)
    yield from _unfold(history, rows.defer("account", "raiser").iterator(_BATCH), moment)


def matter(concern: Concern, moment: Moment) -> Matter:
    """One concern."""
    return next(_unfold(_history([concern.id], moment), [concern], moment))


def untouched(concern: Concern, moment: Moment) -> Matter:
    """One that was reported in this turn, so that nobody can have done anything about it yet."""
    return next(_unfold(_History(), [concern], moment))


@dataclass(frozen=True, slots=True)
class _History:
    """What was done about some concerns, by their ids."""

    sorted_as: Mapping[UUID, Triage] = field(default_factory=dict)
    triaged: Times = field(default_factory=dict)
    decided: Times = field(default_factory=dict)
    sent: Times = field(default_factory=dict)
    acknowledged: Times = field(default_factory=dict)
    told: Times = field(default_factory=dict)
    conduct: Mapping[UUID, str] = field(default_factory=dict)
    removed: Times = field(default_factory=dict)
    barring: Times = field(default_factory=dict)
    asked: Times = field(default_factory=dict)


def _history(ids: _Ids, moment: Moment) -> _History:
    sorted_as = Triage.objects.filter(concern__in=ids).known(moment.known_at)
    return _History(
        {row.concern_id: row for row in sorted_as.defer("words")},
        _first(Triage.objects.filter(concern__in=ids), moment),
        _first(Assent.objects.filter(concern__in=ids, completes=True), moment),
        _reached(ids, Stage.SENT, moment),
        _reached(ids, Stage.ACKNOWLEDGED, moment),
        _told_later(ids, moment),
        kinds_decided(ids, moment),
        _removed(ids, moment),
        _barring_decided(ids, moment),
        _advice_asked(ids, moment),
    )


def _unfold(history: _History, concerns: Iterable[Concern], moment: Moment) -> Iterator[Matter]:
    for concern in concerns:
        happened: dict[str, datetime | None] = {
            Happening.NOTICED: concern.noticed_at,
            Happening.EMERGENCY_CALLED: concern.emergency_called_at,
            Happening.TOLD: _told(concern, history.told.get(concern.id)),
            Happening.REPORTED: concern.received_at,
            Happening.FORM_RECEIVED: concern.received_at,
            Happening.OPENED: concern.opened_at,
            Happening.TRIAGED: history.triaged.get(concern.id),
            Happening.DECIDED: history.decided.get(concern.id),
            Happening.ADVICE_ASKED: history.asked.get(concern.id),
            Happening.REMOVED: history.removed.get(concern.id),
            Happening.BARRING_DECIDED: history.barring.get(concern.id),
            Happening.REFERRED: history.sent.get(concern.id),
            Happening.ACKNOWLEDGED: history.acknowledged.get(concern.id),
            Happening.LAST_MOVEMENT: concern.moved_at,
        }
        yield Matter(
            concern,
            facts_of_concern(concern, history.sorted_as.get(concern.id), history.conduct.get(concern.id, "")),
            {str(name): at for name, at in happened.items() if at is not None and at <= moment.known_at},
        )


def _told(concern: Concern, added: datetime | None) -> datetime | None:
    """When somebody here first knew: told by whoever reports, or, if they work here, by whoever told them; as reported
    or as added later."""
    told = [concern.told_at, concern.disclosed_at if concern.reporter in _OF_US else None, added]
    return min((at for at in told if at is not None), default=None)


def _told_later(ids: _Ids, moment: Moment) -> Times:
    rows = Entry.objects.known(moment.known_at).filter(concern__in=ids, kind=EntryKind.TOLD).order_by()
    return dict(rows.values_list("concern_id").annotate(at=Min("happened_at")))


def kinds_decided(ids: _Ids, moment: Moment) -> dict[UUID, str]:
    """Which kind of concern about conduct somebody decided each to be: as it was last decided, once it was made."""
    rows = Assent.objects.filter(**_made_of(ids, Question.CONDUCT), recorded_at__lte=moment.known_at)
    return dict(rows.order_by("recorded_at", "id").values_list("concern_id", "decision__outcome"))


def _barring_decided(ids: _Ids, moment: Moment) -> Times:
    return _first(Assent.objects.filter(**_made_of(ids, Question.BARRING)), moment)


def _made_of(ids: _Ids, question: Question) -> dict[str, Any]:
    return {"concern__in": ids, "completes": True, "decision__question": question}


def _removed(ids: _Ids, moment: Moment) -> Times:
    rows = Removal.objects.known(moment.known_at).filter(concern__in=ids).order_by()
    return dict(rows.values_list("concern_id").annotate(at=Min("happened_at")))


def _advice_asked(ids: _Ids, moment: Moment) -> Times:
    rows = Advice.objects.filter(
        concern__in=ids, step__in=(AdviceStep.ASKED, AdviceStep.GIVEN), recorded_at__lte=moment.known_at
    )
    return dict(rows.order_by().values_list("concern_id").annotate(at=Min("happened_at")))


def _first(rows: "QuerySet[Triage] | QuerySet[Assent]", moment: Moment) -> Times:
    """When the first of these rows of each concern was recorded; a row that was replaced later still happened."""
    known = rows.filter(recorded_at__lte=moment.known_at).order_by()
    return dict(known.values_list("concern_id").annotate(at=Min("recorded_at")))


def _reached(ids: _Ids, stage: Stage, moment: Moment) -> Times:
    rows = ReferralStage.objects.known(moment.known_at).filter(concern_id__in=ids, stage=stage).order_by()
    return dict(rows.values_list("concern_id").annotate(at=Min("happened_at")))
