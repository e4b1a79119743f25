"""Saying yes or no to a step, writing down what somebody signed on paper, and taking it back.

Each is part of a turn of the package whose matter it is, which has asked before whether the actor may see the matter.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ...authority.access.queries import holders
from ...authority.identity.queries import aliases
from ...authority.policy.answers import Basis
from ...authority.policy.values.who import Named, Prefix
from ...ground.audit.operations import Subject, Turn
from ...ground.audit.promising import promise
from ...ground.crypto.operations import make_data_key
from ...ground.kernel.moments import Moment, end_of_day, london_day
from ...ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ...ground.kernel.rulings import Ruling, allow, deny
from .models import Saying
from .queries import Matter, sayings, speaker, standing
from .rules.meeting import bars
from .rules.standing import StepStands
from .vocabulary import Said, SaidToStep, TakenBack


@dataclass(frozen=True, slots=True)
class OnPaper:
    """That somebody else said it, on a day, and what shows it."""

    basis: Basis
    """A document seen, or somebody's word."""
    day: date
    person_id: UUID | None
    """Who; None: somebody without an entry in the directory, whom the words name."""


def say(
    t: Turn, matter: Matter, *, capacity: Named, said: Said, words: str = "", on_paper: OnPaper | None = None
) -> Saying:
    """Say yes or no to the step whose turn it is, in the capacity of a post one holds; or write down that somebody did.

    Raises `OutOfTurn` where no step is open, or this person said something to it in this capacity; `NotPermitted` for
    whoever does not hold the post or is barred; `BadInput` for a no without words, a paper without what it shows, and a
    day to come.
    """
    now_open = standing(matter, t.moment).turn_of
    if now_open is None:
        raise OutOfTurn("Nobody is asked about this any more. Look again.")
    if capacity not in now_open.step.by.flatten():
        raise OutOfTurn("Nobody is asked in this post now. Look again.")
    words = words.strip()
    person_id = on_paper.person_id if on_paper else t.actor.person_id
    if on_paper:
        _bad_paper(on_paper, capacity, words, t.moment)
    else:
        may_speak(capacity, person_id, t.moment).enforce(who_can_help="Whoever holds it can say it.")
    if said is Said.NO and not words:
        raise BadInput("Say why not: whoever wrote it needs to know what to change.", field="words")
    row = Saying(
        matter_kind=matter.kind,
        matter=matter.id,
        digest=matter.digest,
        step=now_open.number,
        capacity=capacity.plain(),
        person_id=person_id,
        said=said,
        basis=on_paper.basis if on_paper else Basis.HAPPENED_HERE,
        said_on=on_paper.day if on_paper else london_day(t.moment.as_at),
        recorded_at=t.now,
        by=t.actor.written,
    )
    _twice_or_barred(row, matter, now_open, t.moment)
    promised = []
    if words:
        row.key = key = make_data_key("signing", now=t.now)
        promised = [promise(row, "words", words, key)]
    row.save()
    verb = SaidToStep(row.id, row.step, said, Basis(row.basis))
    t.record(verb, Subject(matter.kind, matter.id), commitments=promised)
    return row


def take_back(t: Turn, matter: Matter, *, saying_id: UUID) -> Saying:
    """Take back what was said, while the matter is open: by whoever said it, or wrote it down. It stays beneath.

    Raises `NothingHere`; `NotPermitted`; `OutOfTurn` once every step is met.
    """
    row = next((one for one in sayings([matter.id], t.moment) if one.id == saying_id), None)
    if row is None or row.digest != matter.digest:
        raise NothingHere
    if row.by != t.actor.written:
        deny("Only whoever said it, or wrote it down, takes it back.").enforce()
    if standing(matter, t.moment).done:
        raise OutOfTurn("Every step is met. What follows from that is done by another text.")
    back = Saying(
        **{name: getattr(row, name) for name in _SAME},
        replaces=row,
        withdrawn=True,
        recorded_at=t.now,
        by=t.actor.written,
    )
    back.save()
    t.record(TakenBack(back.id, row.step), Subject(matter.kind, matter.id))
    return back


_SAME = ("matter_kind", "matter", "digest", "step", "capacity", "person_id", "said", "basis", "said_on")
"""What a row that takes another back says again; the words stay where they are."""


def may_speak(capacity: Named, person_id: UUID | None, moment: Moment) -> Ruling:
    """Whether somebody speaks here in a capacity themselves: only a post that a policy describes can be held."""
    if capacity.prefix is not Prefix.ROLE or person_id is None:
        return deny("Nobody signs in as this. Write down what they said on paper.")
    own = aliases(person_id, moment)
    if any(row.person_id in own for row in holders([capacity.id], moment)):
        return allow("you hold this post")
    return deny("You do not hold the post that is asked.")


def _bad_paper(on_paper: OnPaper, capacity: Named, words: str, moment: Moment) -> None:
    if on_paper.basis is Basis.HAPPENED_HERE:
        raise BadInput("Say what it rests on: a paper you saw, or what somebody told you.", field="basis")
    if on_paper.day > london_day(moment.as_at):
        raise BadInput("This day is still to come. Give the day on which they signed.", field="day")
    if not words:
        raise BadInput("Say who signed, and what you saw or who told you.", field="words")
    if on_paper.person_id and capacity.prefix is Prefix.ROLE:
        day = Moment(min(end_of_day(on_paper.day), moment.as_at), moment.known_at)
        if not may_speak(capacity, on_paper.person_id, day):
            raise BadInput(
                "As far as is known here, they did not hold this post on that day. Put right since when they hold it, "
                "or name whoever did sign.",
                field="person",
            )


def _twice_or_barred(row: Saying, matter: Matter, now_open: StepStands, moment: Moment) -> None:
    mine = speaker(row, moment)
    before = [one for one in sayings([matter.id], moment) if one.digest == matter.digest]
    if any(
        one.step == row.step and one.capacity == row.capacity and speaker(one, moment) == mine
        for one in before
    ):
        raise OutOfTurn("This was said already. Look again.")
    if mine in bars(now_open.step.by, Named.read(row.capacity), now_open.stands):
        deny("Somebody else must say this: not whoever wrote it or had an earlier say.").enforce(
            who_can_help="Whoever else holds the post can."
        )
