"""What has to be said before it is decided what somebody gets to see of one thing. Pure.

Nothing is decided by default. Whoever reported is given away by nobody's silence: their name goes only where they
agreed, or somebody says why it is reasonable without them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..vocabulary import Consent, Gives, Sort
from .exemptions import EXEMPTIONS, Ground, in_force_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says about one thing."""

    gives: Gives
    ground: Ground | None = None
    passages: tuple[str, ...] = ()
    may_know: bool | None = None
    """Whether whoever asked may know that something is left out. None: nobody has said."""
    reason: str = ""
    consent: Consent | None = None
    balance: str = ""
    """Why it is, or is not, reasonable without them."""
    advice: str = ""
    """Who was asked, when, and what they said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What the rules know of a thing."""

    sort: Sort
    others: frozenset[str] = frozenset()
    """Names of somebody else that the record knows and that stand in what would be given."""
    apart: bool = False
    """Whoever reported asked to have their name kept from handlers."""
    for_another: bool = False
    """Somebody asks on behalf of somebody else."""
    day: date


Problem = tuple[str, str]
"""Which question, and what is missing."""


def problems(said: Said, thing: Thing) -> tuple[Problem, ...]:
    """Everything that is missing or cannot be; nothing: it may stand."""
    return (*_gives(said, thing), *_left_out(said, thing), *_others(said, thing))


def _gives(said: Said, thing: Thing) -> Iterator[Problem]:
    if said.gives is Gives.WHOLE and thing.sort is Sort.WHO_REPORTED and thing.apart:
        yield (
            "gives",
            "They asked that even those who handle it do not have their name, so it cannot be given from here.",
        )
    if said.gives is Gives.IN_PART:
        if thing.sort in {Sort.FILE, Sort.WHO_REPORTED}:
            yield "gives", "This can only be given whole or withheld."
        elif not said.passages:
            yield "passages", "Copy from above what is left out, one passage a line."


def _left_out(said: Said, thing: Thing) -> Iterator[Problem]:
    if said.gives is Gives.WHOLE:
        return
    if not said.reason.strip():
        yield "reason", "Say why, in a sentence or two. Whoever looks at this later has only your words."
    if said.may_know is None:
        yield "may_know", "Say whether they may know that something is left out."
    if said.ground is None:
        yield "ground", "Choose on what it is left out."
        return
    exemption = EXEMPTIONS[said.ground]
    if exemption not in in_force_on(thing.day):
        yield "ground", "This ground is not in force on that day."
    if exemption.for_another_alone and not thing.for_another:
        yield "ground", "This holds only where somebody asks for somebody else. They ask for themselves."
    if exemption.needs_advice and not said.advice.strip():
        yield "advice", "Say who was asked, when, and what they said."


def _others(said: Said, thing: Thing) -> Iterator[Problem]:
    """The balance of paragraph 16: of what is withheld for somebody's sake, and of what is given with them in it."""
    withheld = said.gives is not Gives.WHOLE and bool(said.ground and EXEMPTIONS[said.ground].of_others)
    given = said.gives is not Gives.NOT and (
        bool(thing.others) or (thing.sort is Sort.WHO_REPORTED and not thing.apart)
    )
    if not (withheld or given):
        return
    if said.consent is None:
        yield (
            "consent",
            "Somebody else is in this. Say what they said to its being given, or that nobody asked them.",
        )
    elif said.consent is Consent.GIVEN and withheld and not given:
        yield "consent", "They agreed that it is given, so it cannot be withheld for their sake."
    elif said.consent is not Consent.GIVEN and not said.balance.strip():
        yield "balance", "Say why it is, or is not, reasonable without their consent."
