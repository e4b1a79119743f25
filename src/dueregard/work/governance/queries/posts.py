"""What the posts of the policies in force answer for, duty by duty, and who holds each."""

from dataclasses import dataclass
from uuid import UUID

from ....authority.access.controls.role import RoleBlock
from ....authority.access.queries import holders
from ....authority.policy.answers import InForce
from ....authority.policy.queries import in_force, shelf
from ....ground.kernel.moments import Moment


@dataclass(frozen=True, slots=True)
class AnsweredFor:
    """One duty, the post that owns it, and who holds that; nobody, where it is vacant."""

    policy: str
    """The title of the policy that says so."""
    post: str
    duty: str
    held_by: frozenset[UUID]


def answered_for(moment: Moment) -> tuple[AnsweredFor, ...]:
    """Every duty that a policy gives to a post, in the order of the policies."""
    roles: tuple[InForce[RoleBlock], ...] = in_force("role", moment)
    titles = {pack.policy: pack.header.title for _edition, pack in shelf(moment).editions}
    held: dict[str, set[UUID]] = {}
    for row in holders({one.id for one in roles if one.block.duties}, moment):
        held.setdefault(row.role, set()).add(row.person_id)
    return tuple(
        AnsweredFor(titles[one.policy], one.block.title, duty, frozenset(held.get(one.id, ())))
        for one in roles
        for duty in one.block.duties
    )
