"""Vacancies as records show them: who sits on the panel and is trained, what was said, what was decided of whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ....authority.people.models import Span
from ....ground.kernel.moments import Moment, london_day
from ..central_record import ON_RECORD
from ..models import (
    Candidate,
    CandidateDecision,
    PanelMember,
    TakenOn,
    Vacancy,
    VacancyNote,
)
from ..recruiting import DECIDED, Chosen, Noted

_LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class OfVacancy:
    """Everything recorded of a vacancy, but for words that are sealed."""

    row: Vacancy
    notes: Mapping[Noted, VacancyNote]
    panel: tuple[PanelMember, ...]
    candidates: tuple[Candidate, ...]
    decisions: Mapping[UUID, CandidateDecision]
    """By candidate."""
    taken_on: Mapping[UUID, TakenOn]
    """By candidate."""

    @property
    def decided_on(self) -> date | None:
        """When the panel last decided of somebody; None: it has not."""
        days = [row.decided_on for row in self.decisions.values() if row.outcome in DECIDED]
        return max(days, default=None)

    @property
    def undecided(self) -> int:
        """How many candidates wait to hear."""
        return len(self.candidates) - len(self.decisions)

    def came_out(self, outcome: Chosen) -> int:
        """How many came out of it so."""
        return sum(row.outcome == outcome for row in self.decisions.values())


def vacancies(moment: Moment) -> list[OfVacancy]:
    """Every vacancy, the newest first; as many queries for many as for few."""
    return _whole(Vacancy.objects.known(moment.known_at).order_by("-opened_on", "-id"), moment)


def vacancy(vacancy_id: UUID, moment: Moment) -> OfVacancy | None:
    """One vacancy; None where there is none."""
    found = _whole(Vacancy.objects.known(moment.known_at).filter(pk=vacancy_id), moment)
    return found[0] if found else None


def decided_in_the_last_year(moment: Moment) -> list[OfVacancy]:
    """The vacancies of which the panel decided in the year before the moment."""
    today = london_day(moment.as_at)
    decided = CandidateDecision.objects.known(moment.known_at).filter(
        decided_on__gt=today - _LOOKS_BACK, decided_on__lte=today, outcome__in=sorted(DECIDED)
    )
    ids = set(decided.values_list("candidate__vacancy_id", flat=True))
    return _whole(Vacancy.objects.known(moment.known_at).filter(pk__in=ids).order_by("id"), moment)


def interviews_on(one: OfVacancy, moment: Moment) -> date:
    """The day as at which the panel's training is asked: of the interviews, or else of the first decision, or today."""
    if Noted.INTERVIEWS in one.notes:
        return one.notes[Noted.INTERVIEWS].said_of
    decided = (row.decided_on for row in one.decisions.values() if row.outcome in DECIDED)
    return min(decided, default=london_day(moment.as_at))


def here_or_coming(moment: Moment) -> frozenset[UUID]:
    """Everybody who works here, or is known to begin later."""
    rows = Span.objects.known(moment.known_at).filter(standing__in=ON_RECORD).exclude(until__lte=moment.as_at)
    return frozenset(rows.values_list("person_id", flat=True))


def _whole(rows: Iterable[Vacancy], moment: Moment) -> list[OfVacancy]:
    every = list(rows)
    ids = {row.id for row in every}
    notes: dict[UUID, dict[Noted, VacancyNote]] = defaultdict(dict)
    for note in _of(VacancyNote, ids, moment).select_related("key"):
        notes[note.vacancy_id][Noted(note.what)] = note
    panel, candidates = _by_vacancy(PanelMember, ids, moment), _by_vacancy(Candidate, ids, moment)
    decisions = _by_candidate(CandidateDecision, ids, moment)
    taken_on = _by_candidate(TakenOn, ids, moment)
    return [
        OfVacancy(
            row,
            notes[row.id],
            tuple(panel[row.id]),
            tuple(candidates[row.id]),
            {one.id: decisions[one.id] for one in candidates[row.id] if one.id in decisions},
            {one.id: taken_on[one.id] for one in candidates[row.id] if one.id in taken_on},
        )
        for row in every
    ]


def _of(model: Any, ids: Collection[UUID], moment: Moment) -> Any:
    """Rows about these vacancies, as they stand, in the order in which they were written."""
    return model.objects.known(moment.known_at).filter(vacancy_id__in=ids).order_by("recorded_at", "id")


def _by_vacancy(model: Any, ids: Collection[UUID], moment: Moment) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in _of(model, ids, moment):
        found[row.vacancy_id].append(row)
    return found


def _by_candidate(model: Any, ids: Collection[UUID], moment: Moment) -> dict[UUID, Any]:
    """What stands of each candidate of these vacancies."""
    rows = model.objects.known(moment.known_at).filter(candidate__vacancy_id__in=ids)
    return {row.candidate_id: row for row in rows.order_by("recorded_at", "id")}
