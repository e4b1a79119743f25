"""The tray on screen: every message of the invented people as it went out, newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ...authority.identity.models import Membership
from ...authority.identity.queries import details
from ...ground.kernel.moments import Moment
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import enter
from ...mechanisms.notifications.letters import Letter, letter
from ...mechanisms.notifications.models import Message
from ...mechanisms.notifications.queries import standing_of
from ...mechanisms.notifications.vocabulary import Urgency
from ...mechanisms.notifications.words import sentence
from ...work.training.operations.telling import LEARNING, TEAM

PLACES = {LEARNING: "my-training", TEAM: "training"}
"""Where a message leads that is about no record: what somebody has to learn, or those whom they manage."""
MOST = 50
"""How many are shown: the newest, of the provider chosen or of all."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One message: to whom, when, what it says, how far it came, and what it points to."""

    provider: Provider
    login: str
    """Empty for somebody who cannot sign in here."""
    name: str
    address: str
    at: datetime
    letter: Letter
    state: str
    thing_id: UUID
    place: str
    """The page it points to by the name of its address; empty for a record."""


def tray(providers: Iterable[Provider], now: datetime) -> list[Shown]:
    """The newest messages of these providers."""
    found = [shown for provider in providers for shown in _of(provider, Moment.now(now))]
    return sorted(found, key=lambda shown: shown.at, reverse=True)[:MOST]


def _of(provider: Provider, moment: Moment) -> Iterator[Shown]:
    with enter(provider):
        rows = list(Message.objects.filter(mailbox="").order_by("-made_at", "-id")[:MOST])
        people = {row.person_id for row in rows}
        known = details(people, moment)
        members = Membership.objects.holding(moment).filter(person_id__in=people).select_related("account")
        logins = {member.person_id: member.account.username for member in members}
        for row in rows:
            name = known[row.person_id].full_name
            yield Shown(
                provider,
                logins.get(row.person_id, ""),
                name,
                known[row.person_id].email,
                row.settled_at or row.made_at,
                letter(Urgency(row.urgency)),
                sentence(standing_of(row), name),
                row.thing_id,
                PLACES.get(row.thing_kind, ""),
            )
