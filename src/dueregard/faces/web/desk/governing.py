"""Why a concern went where it went: the policy, the clause and the kind of promise behind each delivery."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from ....authority.policy.kinds import KINDS
from ....authority.policy.queries import in_force, pack_of
from ....ground.kernel.moments import Moment
from ....work.casework.models import Delivery


@dataclass(frozen=True, slots=True)
class Governing:
    """One promise that put a concern before somebody, as the edition of its day words it."""

    policy: str
    clause: str
    """The clause's title; empty when the edition has none for it."""
    kind: str


def governing(deliveries: Iterable[Delivery]) -> list[Governing]:
    """The promises behind these deliveries, each once. A hand-over is nobody's promise and is left out."""
    sources = sorted({put.governed_by for put in deliveries if put.governed_by})
    return [_read(source) for source in sources]


def _read(source: str) -> Governing:
    edition, _, address = source.partition("/")
    kind, _, control_id = address.partition(".")
    pack = pack_of(UUID(edition))
    control = pack.control(kind, control_id)
    clause = pack.clause(control.clause) if control else None
    known = KINDS.get(kind)
    return Governing(pack.header.title, clause.title if clause else "", known.on_screen if known else kind)


def post_titles(moment: Moment) -> dict[str, str]:
    """What the policies in force call each role, by its id."""
    return {control.id: control.block.title for control in in_force("role", moment)}
