"""Opening a vacancy, saying what there is to say of it, and seating its panel."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ....authority.identity.queries import aliases
from ....authority.people.models import Span
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.audit.vocabulary import Read
from ....ground.crypto.operations import Shut, make_data_key, unseal
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ..central_record import ON_RECORD
from ..models import PanelMember, Vacancy, VacancyNote
from ..queries.vacancies import OfVacancy, vacancy
from ..recruiting import IN_WORDS, Noted, PanelSeated, VacancyNoted, VacancyOpened
from .checks import keeper_of

LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Opened:
    """A vacancy with its words opened. What was disposed of, or cannot be read, is empty."""

    of: OfVacancy
    names: dict[UUID, str]
    """By candidate."""
    reasons: dict[UUID, str]
    """By candidate."""
    said: dict[Noted, str]


def open_vacancy(*, title: str, actor: Actor, now: datetime) -> Vacancy:
    """Write down that a post is to be filled. Raises `NotPermitted`; `BadInput` without what it is called."""
    if not title.strip():
        raise BadInput("Say what the post is called.", field="title")
    if len(title.strip()) > LONGEST_TITLE:
        raise BadInput("This is longer than any post is called. Shorten it.", field="title")
    with turn(actor=actor, now=now) as t:
        keeper_of(t)
        row = Vacancy(
            title=title.strip(), opened_on=london_day(t.moment.as_at), recorded_at=t.now, by=t.actor.written
        )
        row.save()
        t.record(VacancyOpened(), Subject("vacancy", row.id))
    return row


def read_vacancy(*, vacancy_id: UUID, actor: Actor, now: datetime) -> Opened:
    """Log that somebody reads a vacancy, then open its words. Raises `NotPermitted` and `NothingHere`."""
    with turn(actor=actor, now=now, always=True) as t:
        keeper_of(t)
        found = standing(vacancy_id, t)
        t.record(Read((vacancy_id,)), Subject("vacancy", vacancy_id))
    return Opened(
        found,
        {row.id: _words(row, "name") for row in found.candidates},
        {id_: _words(row, "words") for id_, row in found.decisions.items()},
        {what: _words(row, "words") for what, row in found.notes.items()},
    )


def note_of_vacancy(
    *, vacancy_id: UUID, what: Noted, said_of: date, actor: Actor, now: datetime, words: str = ""
) -> VacancyNote:
    """Say something of a vacancy: on which day it was, and in words where words are wanted. Said anew, what stood stays
    beneath.

    Raises `NotPermitted`; `NothingHere`; `BadInput` for a day to come of what has to have happened, and where words
    are wanted and none are given.
    """
    with turn(actor=actor, now=now) as t:
        keeper_of(t)
        found = standing(vacancy_id, t)
        if what is not Noted.INTERVIEWS and said_of > london_day(t.moment.as_at):
            raise BadInput("This day is still to come. Give the day on which it was done.", field="said_of")
        if what in IN_WORDS and not words.strip():
            raise BadInput("Say it in words.", field="words")
        row = VacancyNote(
            vacancy=found.row,
            what=what,
            said_of=said_of,
            replaces=found.notes.get(what),
            recorded_at=t.now,
            by=t.actor.written,
        )
        promised = []
        if what in IN_WORDS:
            row.key = make_data_key("vacancy", now=t.now)
            promised = [promise(row, "words", words.strip(), row.key)]
        row.save()
        t.record(VacancyNoted(row.id, what), Subject("vacancy", vacancy_id), commitments=promised)
    return row


def seat(*, vacancy_id: UUID, person_id: UUID, actor: Actor, now: datetime) -> PanelMember:
    """Put somebody who works here on the panel. Raises `NotPermitted`; `NothingHere`; `BadInput` for whoever sits on it
    already or does not work here."""
    with turn(actor=actor, now=now) as t:
        keeper_of(t)
        found = standing(vacancy_id, t)
        own = aliases(person_id, t.moment)
        if not Span.objects.holding(t.moment).filter(person_id__in=own, standing__in=ON_RECORD).exists():
            raise BadInput("Choose somebody who works here.", field="person")
        if any(member.person_id in own for member in found.panel):
            raise BadInput("They sit on this panel already.", field="person")
        row = PanelMember(vacancy=found.row, person_id=person_id, recorded_at=t.now, by=t.actor.written)
        row.save()
        t.record(PanelSeated(row.id, seated=True), Subject("vacancy", vacancy_id))
    return row


def unseat(*, vacancy_id: UUID, member_id: UUID, actor: Actor, now: datetime) -> None:
    """Take somebody off the panel. That they sat on it stays in the record. Raises `NotPermitted`; `NothingHere`;
    `OutOfTurn` once the panel has decided: it was who it was."""
    with turn(actor=actor, now=now) as t:
        keeper_of(t)
        found = standing(vacancy_id, t)
        member = next((one for one in found.panel if one.id == member_id), None)
        if member is None:
            raise NothingHere
        if found.decided_on:
            raise OutOfTurn("This panel has decided. Who sat on it then cannot be changed any more.")
        row = member.successor(recorded_at=t.now, by=t.actor.written, withdrawn=True)
        row.save()
        t.record(PanelSeated(row.id, seated=False), Subject("vacancy", vacancy_id))


def standing(vacancy_id: UUID, t: Turn) -> OfVacancy:
    """A vacancy as it stands. Raises `NothingHere`."""
    found = vacancy(vacancy_id, t.moment)
    if found is None:
        raise NothingHere
    return found


def _words(row: object, column: str) -> str:
    key = getattr(row, "key", None)
    if key is None or getattr(row, column) is None:
        return ""
    try:
        return unseal(row, column, key)  # type: ignore[arg-type]
    except Shut:
        return ""
