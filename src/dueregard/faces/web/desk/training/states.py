"""How the ways of standing to a requirement are said and drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .....work.training.vocabulary import State
from ...listings import Standing
from ...stacks import Stack

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: "dict[State, tuple[str, StrPromise]]" = {
    State.KEPT: ("good", _("Done")),
    State.SOON: ("good", _("Done, due again soon")),
    State.WAITING: ("plain", _("Not yet due")),
    State.GRACE: ("soon", _("Late, within the days of grace")),
    State.LATE: ("late", _("Overdue")),
    State.UNDATED: ("soon", _("Not done, and no date is given")),
}
"""The shape and the words for each state, in the order in which they are drawn."""
SLUGS = {state: state.name.lower() for state in State}
"""A state in an address, and at the end of a class name."""

GROUPS = {
    "done": (State.KEPT, State.SOON),
    "open": (State.WAITING, State.UNDATED),
    "behind": (State.GRACE, State.LATE),
}
"""States that a table with many lines puts together."""
GROUP_WORDS = {"done": _("Done"), "open": _("Open"), "behind": _("Late")}


def states_of(slug: str) -> tuple[State, ...]:
    """The states that a word in an address stands for; of an unknown one, none."""
    return GROUPS.get(slug) or tuple(state for state, name in SLUGS.items() if name == slug)


@dataclass(frozen=True, slots=True)
class Part:
    """One state with its number, and where the list behind it is."""

    slug: str
    standing: Standing
    number: int
    link: str


def standing_of(state: State) -> Standing:
    """A state as a cell of a list shows it."""
    return Standing(*WORDS[state])


def stack_of(found: Mapping[State, int]) -> Stack:
    """Figures as a drawing."""
    return Stack({SLUGS[state]: found.get(state, 0) for state in WORDS})


def parts_of(found: Mapping[State, int], address: str, kept: str) -> list[Part]:
    """Every state somebody is in; `kept` is what else stands in the address of the page."""
    return [
        Part(
            SLUGS[state],
            standing_of(state),
            found[state],
            f"{address}?state={SLUGS[state]}{'&' if kept else ''}{kept}",
        )
        for state in WORDS
        if found.get(state)
    ]
