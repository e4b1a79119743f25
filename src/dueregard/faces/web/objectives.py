"""What a policy is for, beside the clause that says it: with the clauses that bear it, and never how those stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ...assurance.status.readings import bearers
from ...authority.people.controls.objective import OBJECTIVE
from ...authority.policy.pack import Control, Pack
from ...authority.policy.sentences import sentence
from .drawings import Branches


@dataclass(frozen=True, slots=True)
class Aim:
    """One objective, for everybody to read."""

    id: str
    """Of its place on the page."""
    words: str
    bearers: tuple[tuple[str, str], ...]
    """The id and the title of each clause that bears it."""
    drawing: Branches


def objectives(pack: Pack) -> Mapping[str, tuple[Aim, ...]]:
    """The objectives of a policy, by the clause in which they stand."""
    found: dict[str, tuple[Aim, ...]] = {}
    for control in pack.of_kind(OBJECTIVE):
        found[control.clause] = (*found.get(control.clause, ()), _aim(pack, control))
    return found


def _aim(pack: Pack, control: Control) -> Aim:
    clauses = dict.fromkeys(one.clause for one in bearers(pack, control))
    named = tuple((clause, pack.heading(clause)) for clause in clauses)
    title = _("The parts of this policy that bear it; the list says the same.")
    drawing = Branches(title, [(heading, "") for _clause, heading in named])
    return Aim(f"objective-{control.id}", sentence(pack, control), named, drawing)
