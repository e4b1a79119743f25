"""Whom a policy names to be called together over a matter."""

from collections.abc import Mapping

from ....authority.policy.answers import InForce
from ....authority.policy.values.who import Prefix
from ..controls.decision import DecisionBlock


def posts_called(control: InForce[DecisionBlock], facts: Mapping[str, object]) -> frozenset[str]:
    """The posts and bodies that may be called together over a matter with these facts; none where it says none."""
    who = control.block.meeting
    if who is None or not control.block.applies_to(facts):
        return frozenset()
    return frozenset(one.id for one in who.flatten() if one.prefix in {Prefix.ROLE, Prefix.BODY})
