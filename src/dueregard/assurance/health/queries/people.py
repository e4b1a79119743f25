"""What the directory and the posts say. Figures alone, and none about a concern."""

from datetime import datetime, timedelta

from ....authority.access.powers import powers_in_force
from ....authority.access.queries import holders
from ....authority.access.reviewing import opening_posts
from ....authority.access.vocabulary import NEEDS_SECOND_STEP, READS_CASES, Capability
from ....authority.access.vouching import who_may_vouch
from ....authority.identity.models import Account, Membership
from ....authority.identity.second_steps import ENOUGH_WAYS, has_second_step, ways_to_prove
from ....ground.kernel.moments import Moment, london_day
from ....ground.reference.queries import stale


def posts(moment: Moment) -> tuple[int, int]:
    """How many posts open concerns, and how many of them nobody holds."""
    found = opening_posts(moment)
    return len(found), sum(not post.held for post in found)


def second_steps(moment: Moment) -> tuple[int, int]:
    """How many people who sign in hold a post that needs a second step, and how many of them have none."""
    accounts = _who_sign_in(NEEDS_SECOND_STEP, moment)
    return len(accounts), sum(not has_second_step(account) for account in accounts)


def two_ways(moment: Moment) -> tuple[int, int]:
    """How many people who sign in read cases, and how many of them would be locked out by losing one device."""
    accounts = _who_sign_in(READS_CASES, moment)
    return len(accounts), sum(ways_to_prove(account) < ENOUGH_WAYS for account in accounts)


def _who_sign_in(powers: frozenset[Capability], moment: Moment) -> list[Account]:
    """The accounts of everybody who holds a post with one of these powers."""
    roles = [role for role, given in powers_in_force(moment).may.items() if given & powers]
    people = {row.person_id for row in holders(roles, moment)}
    rows = Membership.objects.holding(moment).filter(person_id__in=people).select_related("account")
    return list({row.account_id: row.account for row in rows}.values())


def letting_in(moment: Moment) -> tuple[int, int]:
    """How many people open concerns, and for how many of them nobody who can sign in could vouch."""
    people = {row.person_id for post in opening_posts(moment) for row in post.held}
    return len(people), sum(not who_may_vouch(person, moment) for person in people)


def reference(now: datetime) -> tuple[int, timedelta]:
    """How many outside facts are overdue to be looked at again, and for how long the first is."""
    moment = Moment.now(now)
    overdue = stale(moment)
    longest = max((london_day(moment.as_at) - one.recheck_by for one in overdue), default=timedelta(0))
    return len(overdue), longest
