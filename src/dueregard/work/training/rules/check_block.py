"""What a policy may say of checks: of whom, which, by when, and how often again."""

from typing import Annotated

from pydantic import PlainSerializer, PlainValidator

from ....authority.policy.answers import InForce
from ....authority.policy.blocks import Block, Flag
from ....authority.policy.values.figures import TimeLimit
from ....authority.policy.values.time import Span
from ....authority.policy.values.when import When
from ....authority.policy.values.who import Who
from ..central_record import CheckKind

_Span = Annotated[
    Span, PlainValidator(Span.read), PlainSerializer(lambda span: span.words(), return_type=str)
]


class CheckBlock(Block):
    """Checks asked of an audience."""

    audience: When = When()
    """Of whom; left out: of everybody who stands in the single central record."""
    checks: tuple[CheckKind, ...]
    before_start: Flag = False
    """They are there before the first day."""
    by: TimeLimit | None = None
    """Within which time of joining, where they need not be there before."""
    again: TimeLimit | None = None
    """How often somebody looks again. A local rule: a certificate has no end."""
    owes: Who
    """Who sees to it."""
    remind: tuple[_Span, ...] = ()
    """How long before the end whoever owes it is reminded."""


Placed = InForce[CheckBlock]
