"""Whether whoever raised a concern may look into it themselves."""

from collections.abc import Iterable

from ....authority.policy.answers import InForce
from ....ground.kernel.rulings import Ruling, allow, deny
from ..controls.route import RouteBlock

DENIED = "You raised this concern yourself. Your policy says that somebody else looks into it and decides."


def may_investigate(*, raised_it: bool, routes: Iterable[InForce[RouteBlock]]) -> Ruling:
    """Whether somebody may sort, decide and refer, under the routes that govern the concern.

    Of several policies the stricter holds: one that bars the person who reported is enough. A policy that does not
    speak of it bars nobody.
    """
    barring = [route.source for route in routes if bars_reporter(route.block)]
    if raised_it and barring:
        return deny(DENIED, ", ".join(barring))
    return allow("no policy keeps you from it")


def bars_reporter(route: RouteBlock) -> bool:
    """Whether the route says outright that whoever raised it does not investigate."""
    return route.reporter_may_investigate is False
