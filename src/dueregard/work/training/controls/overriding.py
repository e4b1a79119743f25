"""Who may let somebody past a gate with something missing: whoever the policy of that gate names, in their post."""

from uuid import UUID

from ....authority.access.queries import holders, rows_of
from ....authority.policy.answers import InForce
from ....authority.policy.queries import pack_of, shelf
from ....ground.kernel.moments import Moment
from .gate import GateBlock


def post_to_override(control: InForce[GateBlock], person_id: UUID | None, moment: Moment) -> str:
    """The post in which the policy lets this person override a gate; empty: it does not."""
    if control.block.override is None or person_id is None:
        return ""
    own = rows_of(person_id, moment)
    held = (row.role for row in holders(control.block.override.roles(), moment) if row.person_id in own)
    return next(held, "")


def gates_to_override(person_id: UUID, moment: Moment) -> list[InForce[GateBlock]]:
    """The gates that the policies in force let this person override."""
    return [one for one in shelf(moment).of_kind("gate") if post_to_override(one, person_id, moment)]


def who_overrides(control: InForce[GateBlock]) -> str:
    """Whom the policy names, as people call them; empty: nobody."""
    over = control.block.override
    return over.words(pack_of(control.edition_id).name_of) if over else ""
