"""What the directory and the posts say. Figures alone, and none about a concern."""

from datetime import datetime, timedelta
from itertools import chain

from ....authority.access.reviewing import opening_posts
from ....authority.identity.models import Membership
from ....authority.identity.second_steps import has_second_step
from ....ground.kernel.moments import Moment, london_day
from ....ground.reference.queries import stale


def posts(moment: Moment) -> tuple[int, int]:
    """How many posts open concerns, and how many of them nobody holds."""
    found = opening_posts(moment)
    return len(found), sum(not post.held for post in found)


def second_steps(moment: Moment) -> tuple[int, int]:
    """How many people who sign in can open concerns, and how many of them by a password alone."""
    people = {row.person_id for row in chain.from_iterable(post.held for post in opening_posts(moment))}
    rows = Membership.objects.holding(moment).filter(person_id__in=people).select_related("account")
    accounts = {row.account_id: row.account for row in rows}
    return len(accounts), sum(not has_second_step(account) for account in accounts.values())


def reference(now: datetime) -> tuple[int, timedelta]:
    """How many outside facts are overdue to be looked at again, and for how long the first is."""
    moment = Moment.now(now)
    overdue = stale(moment)
    longest = max((london_day(moment.as_at) - one.recheck_by for one in overdue), default=timedelta(0))
    return len(overdue), longest
