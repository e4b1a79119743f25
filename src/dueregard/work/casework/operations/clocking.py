"""Keeping a concern's clocks: what is owed opens and what is done closes, in the turn of whatever moved the concern."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from ....authority.policy.kinds import Treatment
from ....authority.policy.queries import InForce, in_force, lookup
from ....authority.policy.values.resolve import Lookup, resolve
from ....authority.policy.values.time import Time
from ....authority.policy.values.who import Who
from ....ground.audit.operations import Turn
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.moments import Moment
from ....mechanisms.clocks.controls import ClockBlock
from ....mechanisms.clocks.operations.owing import close, owe
from ....mechanisms.clocks.queries.calendars import calendar
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ....mechanisms.clocks.rules.owing import Identity, Owed, terms
from ..models import Concern, Triage
from ..queries.desk import UNFINISHED
from ..queries.happenings import happenings_of
from ..rules.clocks import started
from ..rules.facts import facts_of_concern

NOBODY = Who.read("role:nobody")


def keep_clocks(t: Turn, concern: Concern, facts: Mapping[str, object] | None = None) -> None:
    """Open what is now owed about a concern under the clocks in force, and close what has been done."""
    owed, done = _compare(concern, facts or facts_of_concern(concern, None), Moment.now(t.now))
    owe(t, owed)
    close(t, about_id=concern.id, controls=done)


def owed_now(moment: Moment) -> Iterator[Owed]:
    """Everything the clocks in force say is owed about unfinished concerns: what `reconcile` compares with."""
    for concern in Concern.objects.filter(state__in=UNFINISHED).iterator(500):
        sorted_as = Triage.objects.filter(concern=concern).known(moment.known_at).first()
        yield from _compare(concern, facts_of_concern(concern, sorted_as), moment)[0]


def _compare(concern: Concern, facts: Mapping[str, object], moment: Moment) -> tuple[list[Owed], list[str]]:
    """What is owed about a concern, and under which controls what was owed is done."""
    clocks = [clock for clock in in_force("clock", moment) if clock.block.applies.matches(facts)]
    if not clocks:
        return [], []
    happened = happenings_of(concern, moment)
    elsewhere = lookup(moment)
    done = [f"clock.{clock.id}" for clock in clocks if clock.block.measures.to in happened]
    waiting = [clock for clock in clocks if clock.block.measures.to not in happened]
    owed = [owed for clock in waiting if (owed := _owed(clock, concern, happened, elsewhere, moment))]
    return owed, done


def _owed(
    clock: InForce[ClockBlock],
    concern: Concern,
    happened: Mapping[str, datetime],
    elsewhere: Lookup,
    moment: Moment,
) -> Owed | None:
    """What this clock says is owed; None when it has not started, or the policy and the provider give no figure."""
    since = started(clock.block, happened)
    limit, aim = limit_of(clock, {}, elsewhere)
    if since is None or (limit is None and aim is None):
        return None
    try:
        asked = terms(
            clock.block.owes or NOBODY,
            since,
            calendar(moment, name=(limit.calendar if limit else None) or ""),
            limit=limit,
            aim=aim,
            remind=clock.block.remind,
        )
    except (HoursNotSet, TermsNotSet):
        return None  # the policy page says that hours or terms are not set; nothing here can be late until they are
    identity = Identity(clock.policy, f"clock.{clock.id}", "concern", concern.id, "reported")
    return Owed(identity, asked, Stream(concern.circle), Treatment.KEEP)


def limit_of(
    clock: InForce[ClockBlock], facts: Mapping[str, object], elsewhere: Lookup
) -> tuple[Time | None, Time | None]:
    """The limit and the aim, as far as the policy and the provider give them as a length of time."""
    found = resolve(clock.block.limit, facts, elsewhere, f"{clock.address}.limit")
    return found.value, found.aim if isinstance(found.aim, Time) else None
