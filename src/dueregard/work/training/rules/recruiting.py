"""What a policy asks of a vacancy, and what of it is lacking. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ..recruiting import DECIDED, Chosen, Noted

EVERYBODY = "everybody"
"""In place of a number: every member of the panel."""


class Fault(StrEnum):
    """What may be lacking."""

    FEW = "the panel was too small"
    UNTRAINED = "the panel was not trained as asked"
    NOT_SAID = "something was not written down"
    NO_REASONS = "a decision had no reasons"
    GATE = "somebody began or went on with something missing"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one control asks of every vacancy, its figures given."""

    least: int = 0
    """How many sit on the panel."""
    fewer_with_reason: bool = False
    courses: tuple[str, ...] = ()
    """What members of the panel are trained in: each of them."""
    trained: int | str = 1
    """How many of the panel, or `EVERYBODY`."""
    reasons: frozenset[Chosen] = frozenset()
    noted: frozenset[Noted] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """A vacancy as records show it, as far as judging it needs."""

    panel: int
    trained: Mapping[str, int] = field(default_factory=dict)
    """How many of the panel had done each course by the day of the interviews."""
    noted: frozenset[Noted] = frozenset()
    unreasoned: frozenset[Chosen] = frozenset()
    """What was decided of somebody without reasons."""
    through_shut_gates: int = 0
    """How many of those chosen passed the gate, or began before it, with something missing."""


@dataclass(frozen=True, slots=True)
class Lacks:
    """Something that is lacking; `course` or `note` says what, where it is one of several."""

    fault: Fault
    course: str = ""
    note: Noted | None = None


def before_choosing(wanted: Wanted, held: Held) -> Iterator[Lacks]:
    """What is lacking of a panel before it chooses anybody; a reason why makes up for a small one where the policy says
    so, and for nothing else."""
    if held.panel < wanted.least and not (wanted.fewer_with_reason and Noted.EXCEPTION in held.noted):
        yield Lacks(Fault.FEW)
    for course in wanted.courses:
        done = held.trained.get(course, 0)
        if done < (held.panel if wanted.trained == EVERYBODY else int(wanted.trained)) or not held.panel:
            yield Lacks(Fault.UNTRAINED, course)


def faults(wanted: Wanted, held: Held) -> Iterator[Lacks]:
    """Everything that is lacking of a vacancy that was decided."""
    yield from before_choosing(wanted, held)
    yield from (Lacks(Fault.NOT_SAID, note=note) for note in Noted if note in wanted.noted - held.noted)
    if wanted.reasons & held.unreasoned:
        yield Lacks(Fault.NO_REASONS)
    if held.through_shut_gates:
        yield Lacks(Fault.GATE)


def wants_reasons(every: Iterable[Wanted], outcome: Chosen) -> bool:
    """Whether any control asks for reasons of such a decision."""
    return outcome in DECIDED and any(outcome in one.reasons for one in every)
