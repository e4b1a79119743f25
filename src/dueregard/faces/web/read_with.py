"""What a policy is read with, beside the clause that speaks of it: each with a link to where it lies."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from ...authority.policy.answers import InForce
from ...authority.policy.queries import in_force, shelf
from ...ground.kernel.moments import Moment
from ...ground.tenancy.models import Provider
from ...work.governance.queries.registers import where
from ...work.governance.rules.register_blocks import RELATED, RelatedBlock


@dataclass(frozen=True, slots=True)
class ReadWith:
    """A companion of a policy."""

    title: str
    link: str
    """Where it can be read; empty: it is not on a page, or nobody has said where."""
    place: str
    """Where it lies in the words of whoever said so; for those who work here."""


def read_with(policy: str, provider: Provider, moment: Moment) -> Mapping[str, tuple[ReadWith, ...]]:
    """The companions of a policy in force, by the clause that speaks of them. Nothing but https is ever linked to."""
    registers: tuple[InForce[RelatedBlock], ...] = in_force(RELATED, moment)
    ours = {pack.policy for _edition, pack in shelf(moment).editions}
    found: dict[str, tuple[ReadWith, ...]] = {}
    for control in registers:
        if control.policy != policy:
            continue
        told = []
        for item in control.block.items:
            said = where(control, item, moment)
            place = (said.value or "") if said else ""
            link = place if place.startswith("https://") else ""
            if item.ours in ours:
                link = reverse("report-policy", args=[provider.short_code, item.ours])
            told.append(ReadWith(item.title, link, "" if link else place))
        found[control.clause] = (*found.get(control.clause, ()), *told)
    return found
