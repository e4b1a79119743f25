"""Somebody asks to see what is held of them: their record lies with somebody outside it, who weighed half."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import uuid5

from ...assurance.disclosure.models import Sheet
from ...assurance.disclosure.operations.putting_up import PuttingUp, put_up
from ...assurance.disclosure.operations.taking_up import Row, read_worksheet
from ...assurance.disclosure.operations.weighing import weigh
from ...assurance.disclosure.queries.outside import who_may_weigh
from ...assurance.disclosure.rules.exemptions import Ground
from ...assurance.disclosure.rules.weighing import Said
from ...assurance.disclosure.vocabulary import Consent, Gives, Sort
from ...assurance.rights.asking import Asking, ask
from ...assurance.rights.models import RightsRequest
from ...assurance.rights.wants import Want
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment
from ...work.casework.models import ConcernPerson
from .happening import Crew, Happening

_WHO = "hurt"
"""Who asks, as the stories know them: their employer reported it, so that somebody else is in it."""
_REPORTER = Said(
    gives=Gives.NOT,
    ground=Ground.THIRD_PARTY,
    reason="They work beside each other, and it was said so that only those who help would know.",
    may_know=True,
    consent=Consent.REFUSED,
    balance="She knows already that somebody worried. Who it was changes nothing for her.",
)
_WHOLE = Said(
    gives=Gives.WHOLE,
    consent=Consent.NOT_ASKED,
    balance="It says nothing of anybody else that she did not say herself.",
)


_HER_MOTHER = "Her mother was not: it may be her."
_IN_PART = Said(
    gives=Gives.IN_PART,
    ground=Ground.THIRD_PARTY,
    passages=(_HER_MOTHER,),
    reason="It is what we thought of her mother that day, and nobody has found that it was so.",
    may_know=True,
    consent=Consent.NOT_ASKED,
    balance="To ask her mother would tell her what was said here, and make nobody safer.",
)


def asking(crew: Crew) -> Iterator[Happening]:
    """Asked nine days ago, put up two days later, and weighed until two days ago."""
    yield crew.happens(9, partial(_ask, crew), hour=20)
    yield crew.happens(7, partial(_put_up, crew), hour=10)
    yield crew.happens(2, _weigh, hour=15)


def _ask(crew: Crew, now: datetime) -> None:
    cast = crew.house.known_as(_WHO)
    words = {
        "name": cast.name,
        "reach": f"{cast.login}@example.org",
        "words": "I would like to see what you wrote down when I was asked about my arms.",
    }
    ask(asking=Asking(want=Want.SEE, words=words), request_id=uuid5(crew.of_known(_WHO), "sees"), now=now)


def _put_up(crew: Crew, now: datetime) -> None:
    """By whoever handles it; nothing, where everybody whose post it is had a hand in it."""
    moment = Moment.now(now)
    for row in (
        ConcernPerson.objects.filter(person_id=crew.of_known(_WHO)).known(now).select_related("concern")
    ):
        handler = Actor.person(crew.cast[crew.house.lead])
        for answerer in who_may_weigh(row.concern, moment)[:1]:
            asked = PuttingUp(
                reference=RightsRequest.objects.get().reference,
                asks_as=row.id,
                for_another=False,
                answerer=answerer,
                how_known="She came to the office and showed her card.",
            )
            put_up(concern_id=row.concern_id, asked=asked, actor=handler, now=now)


def _weigh(now: datetime) -> None:
    """The first half; what is left waits for whoever weighs it."""
    for sheet in Sheet.objects.known(now):
        actor = Actor.person(sheet.answerer_id)
        rows = read_worksheet(sheet_id=sheet.id, actor=actor, now=now).rows
        for row in rows[: len(rows) // 2]:
            weigh(sheet_id=sheet.id, thing_id=row.item.id, said=_said(row), actor=actor, now=now)


def _said(row: Row) -> Said:
    if row.item.sort is Sort.WHO_REPORTED:
        return _REPORTER
    return _IN_PART if any(_HER_MOTHER in text for _, text in row.item.boxes) else _WHOLE
