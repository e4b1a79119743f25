"""How soon the council's designated officer hears of an allegation, where no policy in force says so: as guidance has
it, with its source beside it."""

from collections.abc import Iterable

from ....authority.policy.answers import InForce
from ....authority.policy.queries import lookup
from ....authority.policy.values.time import Rule, Span, Time, Unit
from ....ground.audit.operations import Turn
from ....ground.audit.vocabulary import Stream
from ....ground.reference.queries import fact
from ....mechanisms.clocks.controls import ClockBlock
from ....mechanisms.clocks.operations.owing import close, owe
from ....mechanisms.clocks.queries.calendars import calendar
from ....mechanisms.clocks.queries.duties import NOBODY
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ....mechanisms.clocks.rules.owing import Identity, Owed, terms
from ....mechanisms.clocks.vocabulary import HOUSE_RULE, Ending
from ..controls.facts import Happening
from ..queries.conduct import ADVICE, LADO_CONTACT, standing_of
from ..queries.happenings import Matter
from ..rules.clocks import limit_of
from ..rules.conduct import AdviceFrom


def keep_advice_clock(t: Turn, found: Matter, clocks: Iterable[InForce[ClockBlock]]) -> None:
    """Open it for an allegation that nobody has taken to the officer, unless one of `clocks` gives a time; close it
    when they are asked, or when it turns out that there is nothing to ask them."""
    standing = standing_of(found.concern, t.moment)
    if AdviceFrom.LADO not in {one.source for one in standing.unasked}:
        ending = Ending.DONE if AdviceFrom.LADO in standing.advice else Ending.NOT_OWED
        close(t, about_id=found.concern.id, controls=[ADVICE], ending=ending)
        return
    known, elsewhere = fact(LADO_CONTACT, t.moment), lookup(t.moment)
    ours = [clock for clock in clocks if clock.block.measures.to == Happening.ADVICE_ASKED]
    given = [limit_of(clock, found.facts, elsewhere) for clock in ours]
    if known is None or any(limit.value or limit.aim for limit in given):
        return
    since = min(at for name, at in found.happened.items() if name in {Happening.TOLD, Happening.REPORTED})
    limit = Time(Span(known.content.amount, Unit.WORKING_DAY), Rule.WITHIN)
    try:
        asked = terms(NOBODY, since, calendar(t.moment), limit=limit)
    except (HoursNotSet, TermsNotSet):
        return  # nobody can say when a working day ends; the page on what is missing asks for the hours
    owe(
        t,
        [Owed(Identity(HOUSE_RULE, ADVICE, "concern", found.concern.id, "allegation"), asked, Stream.SEALED)],
    )
