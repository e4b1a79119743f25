"""The control kinds of people: age groups that figures are given by, and objectives, which are for somebody. Importing
this registers them."""

from ...policy.kinds import register
from .age_group import AgeGroup
from .objective import Objective

AGE_GROUP_KIND = AgeGroup()
OBJECTIVE_KIND = Objective()
register(AGE_GROUP_KIND)
register(OBJECTIVE_KIND)
