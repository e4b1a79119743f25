"""When a policy is looked at again: by its own date, by its turn, and after what happened."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ....authority.policy.values.time import Time
from ..vocabulary import SAID_OF, Event

_AFTER = "event-"
DueOn = Callable[[date, Time], date]
"""The last day on which something is in time, on the calendars of the provider."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something after which a policy is looked at again."""

    key: str
    """Tells one event from another."""
    event: Event
    on: date


@dataclass(frozen=True, slots=True)
class Looked:
    """When a policy was last looked at as a whole."""

    in_force_since: date
    rewritten: bool
    """Whether it was signed here as a change of substance: to write it, somebody looked at all of it."""
    reviewed: date | None
    """The last review, whatever the edition."""
    issued: date | None
    """The day its text gives itself, or was given of it."""
    review_by: date | None
    """The day by which it is looked at again, as its text says or was given of it."""

    @property
    def seen(self) -> date | None:
        """When all of it was last looked at; None: nobody wrote down that it was."""
        written = self.in_force_since if self.rewritten else None
        return max(filter(None, (self.reviewed, written)), default=None)

    @property
    def last(self) -> date:
        """From which its turn runs: when it was last looked at, or its text was made, or it came into force."""
        made = min(self.issued, self.in_force_since) if self.issued else self.in_force_since
        return max(self.seen, made) if self.seen else made

    @property
    def own_day(self) -> date | None:
        """The day its text gives, unless it was reviewed since that text came into force."""
        discharged = self.reviewed and self.reviewed >= self.in_force_since
        return None if discharged else self.review_by


@dataclass(frozen=True, slots=True)
class Again:
    """A review that is owed."""

    occasion: str
    """The same as long as the reason is."""
    since: date
    by: date
    why: str

    @property
    def after_event(self) -> bool:
        """Whether something happened that asks for it."""
        return self.occasion.startswith(_AFTER)


def again(
    looked: Looked,
    happened: Iterable[Happened],
    every: Time | None,
    after_event: Time | None,
    due_on: DueOn,
) -> list[Again]:
    """Every review that is owed, the soonest first: by turn or by the day of its text, whichever is sooner, and for
    each event since the last one."""
    owed = []
    if every:
        owed.append(
            Again(
                f"turn-{looked.last}", looked.last, due_on(looked.last, every), f"every {every.span.words()}"
            )
        )
    if looked.own_day:
        owed.append(Again(f"day-{looked.own_day}", looked.last, looked.own_day, "the day its text gives"))
    found = sorted(owed, key=lambda one: one.by)[:1]
    if after_event:
        found += [
            Again(f"{_AFTER}{one.key}", one.on, due_on(one.on, after_event), f"after {SAID_OF[one.event]}")
            for one in happened
            if one.on > (looked.seen or looked.in_force_since)
        ]
    return sorted(found, key=lambda one: (one.by, one.occasion))
