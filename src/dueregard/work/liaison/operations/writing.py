"""Writing down that somebody was in touch with a body outside, what came of it, and what was agreed and done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar
from uuid import UUID

from ....authority.access.powers import post_titles
from ....authority.access.queries import holders
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.audit.vocabulary import Verb
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.moments import from_london, london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ...governance.operations.permitting import whoever_sees_to
from ...governance.operations.reviewing import bad_day
from ..models import Exchange, Fulfilment, OfExchange, Retraction, Undertaking, Upshot
from ..queries import Placed, control
from ..vocabulary import EXCHANGE, Came, ExchangeKept, Fulfilled, Retracted, Undertaken, UpshotSaid, Way

_NOON = time(12)
R = TypeVar("R", bound=OfExchange)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody writes down of one time."""

    happened_on: date
    way: Way
    ours: UUID
    """Who of us was in touch."""
    theirs: str
    """With which post there."""
    about: str
    said: str = ""
    """What they said."""
    came: Came | None = None
    """None: it is not known yet what changes."""
    came_words: str = ""


def write_exchange(*, address: str, body: str, said: Said, actor: Actor, now: datetime) -> Exchange:
    """Write down that somebody was in touch with a body, and, if it is known already, what came of it.

    Raises `NotPermitted`; `NothingHere` for a body that no policy in force names; `BadInput` for what is left out, for
    a day to come, and for somebody of ours who holds no post.
    """
    if not said.theirs.strip():
        raise BadInput(
            "Say with which post there, such as the duty officer. A name is not needed.", field="theirs"
        )
    if not said.about.strip():
        raise BadInput("Say what it was about.", field="about")
    if said.came and not said.came_words.strip():
        raise BadInput(_SAY[said.came], field=_BOX[said.came])
    with turn(actor=actor, now=now) as t:
        _keeper(address, t, body)
        bad_day(said.happened_on, t, "happened_on")
        if said.ours not in {row.person_id for row in holders(post_titles(t.moment), t.moment)}:
            raise BadInput("Choose somebody who holds a post here.", field="ours")
        row = Exchange(
            control=address,
            body=body,
            happened_on=said.happened_on,
            way=said.way,
            ours_id=said.ours,
            key=make_data_key("exchange", now=t.now),
            recorded_at=t.now,
            by=t.actor.written,
        )
        words = {"theirs": said.theirs, "about": said.about, "said": said.said}
        promised = promise(row, "words", _plain(words), row.key)
        row.save()
        _record(t, row, ExchangeKept(said.way), promised, said.happened_on)
        if said.came:
            _say_upshot(t, row, said.came, said.came_words)
    return row


def say_upshot(*, exchange_id: UUID, came: Came, words: str, actor: Actor, now: datetime) -> Upshot:
    """Say what changed because of it, or why nothing did. Raises as `write_exchange`; `OutOfTurn` when somebody has."""
    if not words.strip():
        raise BadInput(_SAY[came], field=_BOX[came])
    with turn(actor=actor, now=now) as t:
        row = _theirs(exchange_id, t)
        if Upshot.objects.filter(exchange=row).exists():
            raise OutOfTurn("Somebody has written down already what came of it.")
        return _say_upshot(t, row, came, words)


def undertake(
    *, exchange_id: UUID, post: str, due_on: date, words: str, actor: Actor, now: datetime
) -> Undertaking:
    """Write down what a post of ours is to do by a day. Raises as `write_exchange`."""
    if not words.strip():
        raise BadInput("Say what is to be done.", field="words")
    with turn(actor=actor, now=now) as t:
        row = _theirs(exchange_id, t)
        if post not in post_titles(t.moment):
            raise BadInput("Choose a post that a policy in force names.", field="post")
        if due_on < row.happened_on:
            raise BadInput("This is before it was agreed.", field="due_on")
        made = Undertaking(exchange=row, post=post, due_on=due_on, recorded_at=t.now, by=t.actor.written)
        return _keep(t, row, made, words, Undertaken(made.id))


def fulfil(*, undertaking_id: UUID, done_on: date, words: str, actor: Actor, now: datetime) -> Fulfilment:
    """Write down that what was agreed was done, by whoever keeps in touch or holds the post that was to do it.

    Raises as `write_exchange`; `OutOfTurn` when somebody has.
    """
    if not words.strip():
        raise BadInput("Say what was done.", field="words")
    with turn(actor=actor, now=now) as t:
        one = Undertaking.objects.known(t.moment.known_at).filter(pk=undertaking_id).first()
        if one is None:
            raise NothingHere
        row = _theirs(one.exchange_id, t, post=one.post)
        bad_day(done_on, t, "done_on")
        if done_on < row.happened_on:
            raise BadInput("This is before it was agreed.", field="done_on")
        if Fulfilment.objects.filter(undertaking=one).exists():
            raise OutOfTurn("Somebody has written down already that it was done.")
        made = Fulfilment(
            exchange=row, undertaking=one, done_on=done_on, recorded_at=t.now, by=t.actor.written
        )
        return _keep(t, row, made, words, Fulfilled(made.id), done_on)


def take_back(*, exchange_id: UUID, words: str, actor: Actor, now: datetime) -> Retraction:
    """Say that it was written down by mistake, and why: it stays, and counts for nothing from now on.

    Raises as `write_exchange`; `OutOfTurn` when somebody has.
    """
    if not words.strip():
        raise BadInput("Say why it is a mistake.", field="words")
    with turn(actor=actor, now=now) as t:
        row = _theirs(exchange_id, t)
        made = Retraction(exchange=row, recorded_at=t.now, by=t.actor.written)
        return _keep(t, row, made, words, Retracted(made.id))


_SAY = {Came.CHANGED: "Say what changed.", Came.NOTHING: "Say why nothing changed."}
_BOX = {Came.CHANGED: "changed", Came.NOTHING: "why_nothing"}
"""Under which question each answer is given."""


def _say_upshot(t: Turn, row: Exchange, came: Came, words: str) -> Upshot:
    made = Upshot(exchange=row, came=came, recorded_at=t.now, by=t.actor.written)
    return _keep(t, row, made, words, UpshotSaid(made.id, came))


def _keep(t: Turn, row: Exchange, made: R, words: str, verb: Verb, on: date | None = None) -> R:
    promised = promise(made, "words", _plain({"words": words}), row.key)
    made.save()
    _record(t, row, verb, promised, on or london_day(t.now))
    return made


def _record(t: Turn, row: Exchange, verb: Verb, promised: str, on: date) -> None:
    effective = min(from_london(on, _NOON), t.now)
    t.record(verb, Subject(EXCHANGE, row.id), effective=effective, commitments=[promised])


def _keeper(address: str, t: Turn, body: str = "") -> Placed:
    """The control, for whoever may write under it: who adopts policies, and who holds the post that keeps in touch."""
    found = control(address, t.moment)
    if found is None or (body and body not in {one.id for one in found.block.items}):
        raise NothingHere
    whoever_sees_to(t, found.block.owner)
    return found


def _theirs(exchange_id: UUID, t: Turn, *, post: str = "") -> Exchange:
    """An exchange, for whoever may write of it; `post` may as well."""
    row = Exchange.objects.known(t.moment.known_at).filter(pk=exchange_id).select_related("key").first()
    if row is None:
        raise NothingHere
    if not post or t.actor.person_id not in {one.person_id for one in holders([post], t.moment)}:
        _keeper(row.control, t)
    if Retraction.objects.filter(exchange=row).exists():
        raise OutOfTurn("This was taken back as a mistake. Write it down anew if it was so after all.")
    if row.key.destroyed_at:
        raise OutOfTurn("What was written of this was disposed of, so nothing can be added to it.")
    return row


def _plain(words: Mapping[str, str]) -> str:
    return canonical_json({name: word.strip() for name, word in words.items() if word.strip()}).decode()
