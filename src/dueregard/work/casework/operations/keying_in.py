"""Keying in a paper form: with the time that stands on it, and the time of keying."""

from dataclasses import replace
from datetime import datetime

from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput
from ..papers import number_printed, request_of
from ..reports import Receipt, Report
from .reporting import report_concern

_NEVER = (
    "No form with this number was printed here. Look at it again, letter by letter. If the paper is none of ours, use "
    "“Somebody told me” instead."
)
_ALREADY = (
    "The form with this number has been keyed in already, so nothing was stored now. If it was you, it is under “My "
    "reports”. If the paper says something else, use “Somebody told me”."
)


def key_in(*, number: str, report: Report, actor: Actor, now: datetime) -> Receipt:
    """Store what stands on a paper form. `report.told_at` is the time on it; the time of keying is kept beside it.

    Raises `BadInput` for a number that was never printed, and for one that has been keyed in, by whomever.
    """
    ours = number_printed(number)
    if ours is None:
        raise BadInput(_NEVER, field="number")
    written = replace(report, account={**report.account, "paper": ours})
    receipt = report_concern(report=written, request_id=request_of(ours), actor=actor, now=now, numbered=True)
    if receipt.again:
        raise BadInput(_ALREADY, field="number")
    return receipt
