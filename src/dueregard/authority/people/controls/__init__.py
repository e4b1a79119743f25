"""The control kind of people: age groups that figures are given by. Importing this registers it."""

from ...policy.kinds import register
from .age_group import AgeGroup

AGE_GROUP_KIND = AgeGroup()
register(AGE_GROUP_KIND)
