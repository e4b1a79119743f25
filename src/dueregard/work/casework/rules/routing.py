"""Which routes govern a report: in each policy in force, the first whose conditions hold."""

from collections.abc import Iterable, Mapping

from ....authority.policy.answers import InForce
from ....authority.policy.values.who import Who
from ..controls.route import RouteBlock
from .ladders import LINE_MANAGER


def governing(
    routes: Iterable[InForce[RouteBlock]], facts: Mapping[str, str | bool]
) -> tuple[InForce[RouteBlock], ...]:
    """One route of each policy: the first in the file whose `when` holds. Several policies may govern one matter.

    A route that says it overrides the others (a host unit's directive, say) comes first, so that the page shows it
    first and its emergency words win.
    """
    first: dict[str, InForce[RouteBlock]] = {}
    for route in routes:
        if route.policy not in first and route.block.when.matches(facts):
            first[route.policy] = route
    return tuple(sorted(first.values(), key=lambda route: not overrides(route.block)))


def overrides(block: RouteBlock) -> bool:
    """Whether this route hands over to a procedure that stands above the provider's own."""
    return block.governed_by is not None and block.governed_by.overrides


def roles_to_pick(route: RouteBlock) -> frozenset[str]:
    """The posts whoever reports may choose to tell; their holders hear of it beside those on the ladder."""
    return route.pick.roles() if route.pick else frozenset()


def rungs_of(route: RouteBlock) -> list[tuple[str, ...]]:
    """The rungs of a route's ladder as roles, and `LINE_MANAGER`; an order within a rung is rungs of its own."""
    return [_posts(part) for rung in route.ladder for part in rung.rungs()]


def _posts(rung: Who) -> tuple[str, ...]:
    manager = {LINE_MANAGER} & {named.plain() for named in rung.flatten()}
    return (*sorted(rung.roles()), *manager)
