"""What a report asks at this provider."""

from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment
from ..rules.asking import Sheet, sheet_of


def sheet(moment: Moment) -> Sheet:
    """What the forms of all policies in force at the moment ask."""
    return sheet_of(control.block for control in in_force("form", moment))
