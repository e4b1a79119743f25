"""A shipped policy whose limit for reporting can be changed, and concerns that were reported sooner or later."""

from datetime import timedelta
from uuid import uuid4

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.gate import judge_once
from dueregard.authority.policy.pack import Pack
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Occurred, Report
from dueregard.work.casework.vocabulary import AboutKind, Precision, ReporterKind
from household import NOON

SHIPPED = archetype("apprenticeship-provider").decode()


def pack(text: str | bytes) -> Pack:
    """A text that passes the gate."""
    found = judge_once(text.encode() if isinstance(text, str) else text, "p.md")
    assert found.pack, found.problems
    return found.pack


def reported(hours_after: int, about: AboutKind = AboutKind.LEARNER) -> None:
    """A concern that somebody reports so many hours after they noticed."""
    noticed = Occurred(NOON - timedelta(hours=hours_after), Precision.MINUTE)
    said = Report(reporter=ReporterKind.STAFF, about=about, account={"seen": "A bruise."}, noticed=noticed)
    report_concern(report=said, request_id=uuid4(), actor=Actor.outsider(), now=NOON)


def with_limit(hours: str) -> str:
    """The shipped policy with another limit on its clock for reporting."""
    before, clock, after = SHIPPED.partition("```control clock report\n")
    block, end, rest = after.partition("```")
    assert '"24 hours"' in block
    return before + clock + block.replace('"24 hours"', f'"{hours}"') + end + rest
