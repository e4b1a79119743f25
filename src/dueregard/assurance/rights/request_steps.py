"""What every step of a request does: written into the chain it belongs to, its clock kept, whoever answers told."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from ...ground.audit.operations import Subject, Turn
from ...ground.audit.promising import promise
from ...ground.audit.vocabulary import Stream
from ...ground.kernel.ids import uuid7
from ...ground.kernel.moments import Moment, end_of_day, london_day
from ...ground.kernel.refusals import BadInput
from ...mechanisms.clocks.operations.owing import close, owe
from ...mechanisms.clocks.rules.owing import Identity, Owed, Rung, Terms
from ...mechanisms.clocks.vocabulary import HOUSE_RULE, RungKind
from ...mechanisms.notifications.operations import tell
from ...mechanisms.notifications.vocabulary import Urgency
from .models import RightsRequest, RightsStep
from .queries.gone import check_still_there
from .queries.requests import standings, who_sees
from .wants import RightsStepped, Step

CLOCK = "rights.answer"
LONGEST = 20_000
"""Characters in one box."""
_BEFORE = (timedelta(days=14), timedelta(days=3))
"""How long before the end whoever answers is reminded."""


def check_words(words: Iterable[str]) -> None:
    """Refuse what is longer than a box holds."""
    if any(len(one) > LONGEST for one in words):
        raise BadInput(
            f"This is longer than {LONGEST:,} characters. Send the rest afterwards.", field="words"
        )


def stream_of(row: RightsRequest) -> Stream:
    """What is kept from somebody leaves nothing in the open chain."""
    return Stream.SEALED if row.restricted else Stream.OPEN


def write_step(t: Turn, row: RightsRequest, step: Step, words: str, own: UUID | None = None) -> RightsStep:
    """Write a step down in the caller's turn, and move or stop the clock. `own`: under which id, where that makes it
    the same when it is sent twice. Raises `OutOfTurn` once it was disposed of."""
    check_still_there(row.id)
    before = owed(row, t.moment)
    done = RightsStep(
        id=own or uuid7(),
        asked=row,
        step=step,
        done_on=london_day(t.now),
        recorded_at=t.now,
        by=t.actor.written,
    )
    promised = promise(done, "words", words, row.key)
    done.save()
    subject = Subject("rights-step", done.id)
    t.record(RightsStepped(step), subject, stream=stream_of(row), commitments=[promised])
    now_owed = owed(row, t.moment)
    if [one.identity for one in before] != [one.identity for one in now_owed]:
        close(t, about_id=row.id, controls=[CLOCK])
        owe(t, now_owed)
    return done


def owed(row: RightsRequest, moment: Moment) -> list[Owed]:
    """The answer, or the acknowledgement of a complaint; a rule of the law, which no policy changes."""
    [one] = standings([row], moment)
    if one.now.until is None:
        return []
    until = end_of_day(one.now.until)
    ahead = (Rung(RungKind.REMIND, n, until - before) for n, before in enumerate(_BEFORE, 1))
    rungs = (*(rung for rung in ahead if rung.at > moment.as_at), Rung(RungKind.LATE, 1, until))
    terms = Terms(owners=(), opened_at=row.recorded_at, due_at=until, rungs=rungs)
    occasion = f"{one.now.owing}-{one.now.until}"
    return [Owed(Identity(HOUSE_RULE, CLOCK, "rights-request", row.id, occasion), terms, stream_of(row))]


def tell_whoever_answers(t: Turn, row: RightsRequest, urgency: Urgency, occasion: str) -> int:
    """A pointer to everybody who answers and may see it, but whoever does this; before how many it stands."""
    people = who_sees(row, t.moment)
    tell(
        t,
        people=people - ({t.actor.person_id} if t.actor.person_id else set()),
        thing_kind="rights-request",
        thing_id=row.id,
        stream=stream_of(row),
        urgency=urgency,
        occasion=occasion,
    )
    return len(people)
