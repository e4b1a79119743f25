"""Who is told when a post that opens concerns waits for a second person, or was given; and when somebody cannot sign
in, or is let in again."""

from datetime import datetime
from uuid import UUID

from ...authority.access.powers import powers_in_force
from ...authority.access.queries import holders, reader
from ...authority.access.rules import APPOINTS, MAY_AGREE
from ...authority.access.vocabulary import (
    READS_CASES,
    Capability,
    PostGiven,
    PostWaits,
    SomebodyLockedOut,
    SomebodyVouched,
)
from ...authority.access.vouching import who_may_vouch
from ...ground.audit.operations import Turn
from ...ground.audit.vocabulary import Stream
from ...ground.kernel.moments import Moment
from ...ground.kernel.rulings import Ruling, allow, deny
from .models import Message
from .operations import tell
from .vocabulary import Urgency


def may_still_be_told(message: Message, now: datetime) -> Ruling:
    """Whoever still appoints or handles concerns."""
    moment = Moment.now(now)
    if (
        message.person_id
        and reader(message.person_id, powers_in_force(moment), moment).capabilities & MAY_AGREE
    ):
        return allow("appoints or handles concerns")
    return deny("no longer holds a post")


def _holding(wanted: frozenset[Capability], moment: Moment) -> set[UUID]:
    roles = [role for role, given in powers_in_force(moment).may.items() if given & wanted]
    return {row.person_id for row in holders(roles, moment)}


def second_person_wanted(happened: PostWaits, t: Turn) -> None:
    """Whoever else gives posts is asked; where nobody else does, whoever handles concerns."""
    neither = {happened.person, happened.proposer}
    others = _holding(APPOINTS, t.moment) - neither or _holding(READS_CASES, t.moment) - neither
    _tell(t, others, happened.proposal, Urgency.TODAY, "post-waits")


def holders_told(happened: PostGiven, t: Turn) -> None:
    """Every present holder of a post that opens concerns learns that there is one more, the new one apart."""
    _tell(
        t,
        _holding(READS_CASES, t.moment) - {happened.person},
        happened.holding,
        Urgency.THIS_WEEK,
        "post-given",
    )


def voucher_wanted(happened: SomebodyLockedOut, t: Turn) -> None:
    """Whoever may vouch for them is asked, whoever noted it apart."""
    people = set(who_may_vouch(happened.person, t.moment)) - {happened.said_by}
    _tell(t, people, happened.lockout, Urgency.NOW, "locked-out")


def let_in_again(happened: SomebodyVouched, t: Turn) -> None:
    """Everybody who handles concerns or appoints learns of it, the person themselves too: they would know if it was not
    they who came."""
    people = _holding(MAY_AGREE, t.moment) - {happened.voucher}
    _tell(t, people, happened.vouching, Urgency.TODAY, "let-in-again")


def _tell(t: Turn, people: set[UUID], thing: UUID, urgency: Urgency, occasion: str) -> None:
    tell(
        t,
        people=people,
        thing_kind="post",
        thing_id=thing,
        stream=Stream.OPEN,
        urgency=urgency,
        occasion=occasion,
    )
