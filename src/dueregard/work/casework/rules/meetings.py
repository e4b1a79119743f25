"""Whom a policy names to be called together over a matter."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from ....authority.policy.answers import InForce
from ....authority.policy.values.who import Prefix
from ..controls.decision import DecisionBlock

_AT_ONCE = timedelta(minutes=15)
"""Who types the time of a meeting that begins now is a few minutes late with it."""


def written_afterwards(meets_at: datetime, recorded_at: datetime) -> bool:
    """Whether the time for which people were called was over when somebody wrote down that they were."""
    return recorded_at - meets_at > _AT_ONCE


def posts_called(control: InForce[DecisionBlock], facts: Mapping[str, object]) -> frozenset[str]:
    """The posts and bodies that may be called together over a matter with these facts; none where it says none."""
    who = control.block.meeting
    if who is None or not control.block.applies_to(facts):
        return frozenset()
    return frozenset(one.id for one in who.flatten() if one.prefix in {Prefix.ROLE, Prefix.BODY})
