"""What the directory and the posts say. Figures alone, and none about a concern."""

from datetime import datetime, timedelta

from ....authority.access.powers import powers_in_force
from ....authority.access.queries import holders
from ....authority.access.reviewing import opening_posts
from ....authority.access.vocabulary import NEEDS_SECOND_STEP
from ....authority.access.vouching import who_may_vouch
from ....authority.identity.models import Membership
from ....authority.identity.second_steps import has_second_step
from ....ground.kernel.moments import Moment, london_day
from ....ground.reference.queries import stale


def posts(moment: Moment) -> tuple[int, int]:
    """How many posts open concerns, and how many of them nobody holds."""
    found = opening_posts(moment)
    return len(found), sum(not post.held for post in found)


def second_steps(moment: Moment) -> tuple[int, int]:
    """How many people who sign in hold a post that needs a second step, and how many of them have none."""
    roles = [role for role, given in powers_in_force(moment).may.items() if given & NEEDS_SECOND_STEP]
    people = {row.person_id for row in holders(roles, moment)}
    rows = Membership.objects.holding(moment).filter(person_id__in=people).select_related("account")
    accounts = {row.account_id: row.account for row in rows}
    return len(accounts), sum(not has_second_step(account) for account in accounts.values())


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
