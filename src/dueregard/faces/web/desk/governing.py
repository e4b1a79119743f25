"""Why a concern went where it went: the policy, the clause and the kind of promise behind each delivery."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from ....authority.access.controls.contact import ContactBlock
from ....authority.policy.answers import InForce
from ....authority.policy.blocks import Block
from ....authority.policy.kinds import KINDS
from ....authority.policy.pack import Pack
from ....authority.policy.queries import in_force, lookup, pack_of, placed_at
from ....authority.policy.values.resolve import resolve
from ....ground.kernel.moments import Moment
from ....mechanisms.notifications.queries import Standing
from ....work.casework.controls.referral import ReferralBlock
from ....work.casework.controls.route import RouteBlock
from ....work.casework.models import Delivery
from ....work.casework.rules.ladders import LINE_MANAGER
from ....work.casework.rules.routing import rungs_of
from ....work.casework.vocabulary import Purpose

_NOT_GIVEN = gettext_lazy("not given yet: ask whoever looks after the policies")


@dataclass(frozen=True, slots=True)
class Governing:
    """One promise that put a concern before somebody, as the edition of its day words it."""

    policy: str
    clause: str
    """The clause's title; empty when the edition has none for it."""
    kind: str
    procedure: str = ""
    """The procedure it hands over to that is not ours."""
    overrides: bool = False
    """That procedure stands above the policy."""
    contacts: tuple[tuple[str, str], ...] = ()
    """Whom that procedure is reached by: what each is called, and the number or address given here."""
    no_line_manager: bool = False
    """The line manager of whoever reported came first, and is not known here or may not have it."""


def governing(deliveries: Iterable[Delivery], moment: Moment) -> list[Governing]:
    """The promises behind these deliveries, each once. A hand-over is nobody's promise and is left out."""
    put = [one for one in deliveries if one.governed_by]
    received = [one for one in put if one.purpose == Purpose.RECEIVE]
    found = ((source, placed_at(source)) for source in sorted({one.governed_by for one in put}))
    return [
        _read(control, moment, min((one.rung for one in received if one.governed_by == source), default=0))
        for source, control in found
        if control
    ]


def _read(control: InForce[Any], moment: Moment, rung: int) -> Governing:
    pack = pack_of(control.edition_id)
    kind = KINDS.get(control.kind)
    return Governing(
        pack.header.title,
        pack.heading(control.clause),
        kind.on_screen if kind else control.kind,
        **_handed_over(pack, control.block, moment),
        no_line_manager=_passed_over(control.block, rung),
    )


def _handed_over(pack: Pack, block: Block, moment: Moment) -> dict[str, Any]:
    """The procedure a route hands over to, as the edition of its day names it, and the numbers given for it."""
    handed = block.governed_by if isinstance(block, RouteBlock) else None
    if handed is None:
        return {}
    named = [one.id for one in handed.contact.flatten()] if handed.contact else []
    found = ((id, pack.control("contact", id)) for id in named)
    blocks = ((id, control.block) for id, control in found if control)
    known = [(f"{pack.policy}/contact.{id}", b) for id, b in blocks if isinstance(b, ContactBlock)]
    return {
        "procedure": handed.procedure,
        "overrides": handed.overrides,
        "contacts": tuple((block.title, _reach(address, block, moment)) for address, block in known),
    }


def _reach(address: str, block: ContactBlock, moment: Moment) -> str:
    """Every way to a contact that has been given, as one line."""
    elsewhere = lookup(moment)
    ways = (key for key, way in block.channels or () if way is not None)
    given = (elsewhere.local(f"{address}.channels.{key}") for key in ways)
    return ", ".join(str(way) for way in given if way)


def _passed_over(block: Block, rung: int) -> bool:
    before = rungs_of(block)[:rung] if isinstance(block, RouteBlock) else []
    return any(LINE_MANAGER in posts for posts in before)


def mailboxes(told: Iterable[Standing], moment: Moment) -> list[tuple[str, Standing]]:
    """What was sent to mailboxes of the policies' contacts: what the contact is called, and how far it came."""
    titles = {control.address: control.block.title for control in in_force("contact", moment)}
    return [(titles.get(one.mailbox, ""), one) for one in told if one.mailbox]


def procedure_of(governed_by: str, moment: Moment) -> str:
    """The agreed procedure and thresholds that a referral follows, by the policy of its day and the edition given here;
    empty when the policy speaks of none."""
    path = placed_at(governed_by)
    if path is None or not isinstance(path.block, ReferralBlock) or path.block.procedure is None:
        return ""
    found = resolve(path.block.procedure, {}, lookup(moment), f"{path.address}.procedure")
    return found.value or str(_NOT_GIVEN)
