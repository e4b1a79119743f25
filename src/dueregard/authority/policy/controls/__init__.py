"""The control kind of the policy itself: definitions. Importing this registers it."""

from ..kinds import register
from .definition import Definition

DEFINITION = Definition()
register(DEFINITION)
