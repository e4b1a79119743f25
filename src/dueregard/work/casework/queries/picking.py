"""Whom somebody who reports may choose to tell."""

from dataclasses import dataclass

from ....authority.access.queries import holders
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment
from ..reports import Report
from ..rules.facts import facts_of_report
from ..rules.routing import governing, roles_to_pick


@dataclass(frozen=True, slots=True)
class Post:
    """A post a report may be put before because its reporter chose it."""

    role: str
    title: str


def posts_to_pick(report: Report, moment: Moment) -> tuple[Post, ...]:
    """The posts that the policies governing this report let its reporter choose from, and that somebody holds.

    The list is the same whomever the report is about: what is missing from it would tell who is concerned.
    """
    offered = frozenset().union(
        *(
            roles_to_pick(route.block)
            for route in governing(in_force("route", moment), facts_of_report(report))
        )
    )
    held = {row.role for row in holders(offered, moment)}
    titles: dict[str, str] = {}
    for control in in_force("role", moment):
        if control.id in held:
            titles.setdefault(control.id, control.block.title)
    return tuple(Post(role, title) for role, title in titles.items())
