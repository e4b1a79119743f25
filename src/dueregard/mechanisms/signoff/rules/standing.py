"""How a matter stands: its steps in order, the one whose turn it is, and whether all it rests on is proven."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from ....authority.policy.values.steps import Step, Steps
from ....authority.policy.values.who import Named, Prefix
from ..vocabulary import HEARD, Met
from .meeting import Meeting, Stands, Voice, meet


@dataclass(frozen=True, slots=True)
class StepStands:
    """One step and how far it came."""

    number: int
    """From 1."""
    step: Step
    meeting: Meeting
    stands: Stands = field(default_factory=dict, repr=False)
    """Whom the names of its `not_same` stand for: the people of the matter, and who said the steps before it."""


@dataclass(frozen=True)
class Standing:
    """A matter's steps and what was said to them."""

    steps: tuple[StepStands, ...]

    @cached_property
    def turn_of(self) -> StepStands | None:
        """The step whose turn it is; None once one was refused, or all are met."""
        waits = next((one for one in self.steps if one.meeting.met is not Met.MET), None)
        return waits if waits and waits.meeting.met is Met.OPEN else None

    @property
    def done(self) -> bool:
        """Every step is met."""
        return all(one.meeting.met is Met.MET for one in self.steps)

    @property
    def refused(self) -> bool:
        """A step was refused; only another text can begin anew."""
        return any(one.meeting.met is Met.REFUSED for one in self.steps)

    @property
    def proven(self) -> bool:
        """All that was said was said here or seen on paper."""
        return all(one.meeting.proven for one in self.steps)


def stand(
    steps: Steps, said: Mapping[int, Iterable[Voice]], persons: Mapping[str, frozenset[UUID]]
) -> Standing:
    """How a matter stands after what was `said` to each step, by its number.

    `persons` are the people of the matter itself, such as its `author`. A step counts only once all before it are met:
    what was said too early or by whoever is barred is as if it had not been said.
    """
    stands: dict[Named, frozenset[UUID]] = {
        Named(Prefix.PERSON, name): people for name, people in persons.items()
    }
    found: list[StepStands] = []
    open_so_far = True
    for number, step in enumerate(steps.items, start=1):
        voices = list(said.get(number, ())) if open_so_far else []
        meeting = meet(step.by, voices, stands, heard_only=step.verb in HEARD)
        found.append(StepStands(number, step, meeting, dict(stands)))
        open_so_far = open_so_far and meeting.met is Met.MET
        for voice in voices:
            stands[voice.named] = stands.get(voice.named, frozenset()) | {voice.who}
    return Standing(tuple(found))
