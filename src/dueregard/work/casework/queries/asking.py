"""What a report asks at this provider."""

from dataclasses import replace

from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment
from ..rules.asking import Sheet, sheet_of
from .groups import groups


def sheet(moment: Moment) -> Sheet:
    """What the forms of all policies in force at the moment ask, and the groups that where it goes depends on."""
    asked = sheet_of(control.block for control in in_force("form", moment))
    return replace(asked, groups=groups(moment))
