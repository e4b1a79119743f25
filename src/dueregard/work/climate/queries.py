"""Whom the policies in force have asked, what may be shown of the answers, and what is done because of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from ...authority.access.queries import Reader
from ...authority.policy.answers import InForce
from ...authority.policy.models import Adoption
from ...authority.policy.queries import in_force, pack_of
from ...ground.crypto.operations import unseal_boxes
from ...ground.kernel.moments import Moment, london_day
from .block import CLIMATE, ClimateBlock
from .models import ClimateTally, FollowUp
from .rules import Answers, Tally, Term, may_be_shown, term_of, week_of
from .vocabulary import About, Audience, Felt

Placed = InForce[ClimateBlock]
TERMS = 4
"""How many terms are looked at, the one that runs included."""


def controls(moment: Moment) -> Sequence[Placed]:
    """What the policies in force say of it."""
    found: Sequence[Placed] = in_force(CLIMATE, moment)
    return found


def asked(moment: Moment) -> tuple[Audience, ...]:
    """Who is asked today."""
    every = {audience for one in controls(moment) for audience in one.block.asks}
    return tuple(audience for audience in Audience if audience in every)


def sees_to(who: Reader, one: Placed) -> bool:
    """Whether a post of somebody's decides what is done under this control."""
    return bool(one.block.owner.roles() & who.roles)


def terms(moment: Moment) -> tuple[Term, ...]:
    """The last terms, the one that runs first."""
    found = [term_of(_day(moment))]
    while len(found) < TERMS:
        found.append(found[-1].before())
    return tuple(found)


def answers(audiences: Collection[Audience], moment: Moment) -> list[Answers]:
    """What each audience said in each of the last terms, the latest term first, as far as it may be shown. The week
    that runs is left out: while people still answer, two looks would tell what was answered between them. What was
    known is what was answered, because nobody answers for a week that is over."""
    wanted, this_week = terms(moment), week_of(_day(moment))
    weeks: dict[tuple[date, str, date], dict[tuple[About, Felt], int]] = defaultdict(dict)
    rows = ClimateTally.objects.filter(
        audience__in=sorted(audiences), week__gte=wanted[-1].begins, week__lt=this_week
    )
    for row in rows:
        weeks[term_of(row.week).begins, row.audience, row.week][About(row.of), Felt(row.felt)] = row.people
    return [
        Answers(term, audience, may_be_shown(_of(weeks, term, audience)))
        for term in wanted
        for audience in Audience
        if audience in audiences
    ]


def _of(weeks: Mapping[tuple[date, str, date], Tally], term: Term, audience: Audience) -> Sequence[Tally]:
    return [weeks[key] for key in sorted(weeks) if key[:2] == (term.begins, audience)]


def _day(moment: Moment) -> date:
    return london_day(min(moment.as_at, moment.known_at))


def asked_since(control: Placed, moment: Moment) -> date:
    """The first day on which its policy asked, under any edition."""
    rows = (row for row in Adoption.known_at(moment.known_at) if row.policy == control.policy)
    begun = (row.since for row in rows if pack_of(row.edition_id).control(control.kind, control.id))
    return london_day(min(begun, default=moment.as_at))


def follow_ups(addresses: Collection[str], moment: Moment) -> dict[str, list[FollowUp]]:
    """What is done or still to be done under each of these controls, due first at the top."""
    found: dict[str, list[FollowUp]] = {address: [] for address in addresses}
    rows = FollowUp.objects.known(moment.known_at).filter(control__in=sorted(found))
    for row in rows.select_related("key").order_by("due_on", "recorded_at", "id"):
        found[row.control].append(row)
    return found


def follow_up(row_id: UUID, moment: Moment) -> tuple[Placed, FollowUp] | None:
    """One that still stands, with the control in force that it was decided under."""
    row = FollowUp.objects.known(moment.known_at).filter(pk=row_id).select_related("key").first()
    placed = next((one for one in controls(moment) if row and one.address == row.control), None)
    return (placed, row) if placed and row else None


def words_of(row: FollowUp) -> Mapping[str, str]:
    """Its words; nothing once they were disposed of."""
    return unseal_boxes(row, "words", row.key)
