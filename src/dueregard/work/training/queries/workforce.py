"""Who works here beside the place around, as it stood at the end of the last month: only shares, and nobody's.

Between two looks at figures that follow each day somebody could tell what a newcomer said. So they stand still within a
month, but for what is put right.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ....authority.access.queries import Reader
from ....authority.access.vocabulary import Capability
from ....authority.people.imports.apart import known_apart, taken
from ....authority.people.imports.by_hand import ruling_on_staff_details
from ....authority.people.imports.opting import ruling_on_opting
from ....authority.people.models import KeptApart, Span
from ....authority.people.vocabulary import Apart, Standing
from ....authority.policy.queries import in_force
from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.moments import Moment, london_day
from ....ground.kernel.rulings import Ruling, allow, deny
from ..models import Baseline, Judgement
from ..rules.workforce import Group, partners, read_groups, shares, shown, tally
from ..workforce import HELD, Held
from .checks import one_of_each


@dataclass(frozen=True, slots=True)
class Share:
    """A group: of every hundred who work here how many, and of every thousand who live around. None: not shown, or not
    known of the place around."""

    name: str
    here: int | None
    around: int | None


@dataclass(frozen=True, slots=True)
class Beside:
    """Who works here beside who lives around."""

    day: date
    """The last day of the month before."""
    whole: int
    """How many the provider employed then."""
    shares: tuple[Share, ...]

    @property
    def hides(self) -> bool:
        """Whether anything of who works here is not shown."""
        return any(one.here is None for one in self.shares)


def baseline(moment: Moment) -> Baseline | None:
    """The figures of who lives around that stand now."""
    rows = Baseline.objects.known(moment.known_at).select_related("key")
    found: Baseline | None = rows.order_by("recorded_at", "id").last()
    return found


def groups_of(row: Baseline) -> tuple[Group, ...]:
    """The groups of these figures; none where they cannot be opened any more."""
    try:
        return read_groups(unseal(row, "groups", row.key))
    except Shut:
        return ()


def beside(moment: Moment) -> Beside | None:
    """Who works here beside who lives around; None without figures, or while ethnicity of staff is not kept."""
    row = baseline(moment)
    if row is None or Apart.STAFF_ETHNICITY not in taken(moment):
        return None
    groups = groups_of(row)
    if not groups:
        return None
    day = london_day(moment.as_at).replace(day=1) - timedelta(days=1)
    said = _said_by_staff(Moment.end_of(day), moment)
    counts = tally(said, groups)
    here = shares(shown(counts, partners(groups)), len(said))
    return Beside(day, len(said), tuple(_rows(groups, here)))


def judgements(moment: Moment) -> list[Judgement]:
    """How somebody judged it, the last first."""
    rows = Judgement.objects.known(moment.known_at).select_related("key")
    return list(rows.order_by("-judged_on", "-recorded_at", "-id"))


def words_of(row: Judgement, column: str) -> str:
    """What was written; empty where it cannot be opened any more."""
    try:
        return unseal(row, column, row.key)
    except Shut:
        return ""


def not_kept(held: Iterable[Held], moment: Moment) -> list[Held]:
    """What of this nobody has opted in to."""
    takes = taken(moment)
    return [one for one in held if HELD[one] not in takes]


def ruling_on_seeing(who: Reader, moment: Moment) -> Ruling:
    """Whether somebody may see these figures: they keep what they are made of, see board figures, judge, or answer for
    the provider."""
    if ruling_on_staff_details(who) or Capability.SEE_BOARD_FIGURES in who.capabilities:
        return allow("you keep the records of staff, or see the board's figures")
    return ruling_on_judging(who, moment)


def ruling_on_baseline(who: Reader) -> Ruling:
    """Whether somebody may write down figures of who lives around. Never somebody who sees shares alone: with groups of
    their own making they could tell a few people from the others."""
    if ruling_on_staff_details(who):
        return allow("you keep what is compared")
    return deny("Only whoever keeps the records of staff writes these figures down.")


def ruling_on_judging(who: Reader, moment: Moment) -> Ruling:
    """Whether somebody may judge it: a policy in force names their post, or they answer for the provider."""
    named = {
        role
        for control in in_force("workforce", moment)
        if control.block.judged_by
        for role in control.block.judged_by.roles()
    }
    if who.roles & named:
        return allow("a policy in force says that you judge it")
    if ruling_on_opting(who, moment):
        return allow("you answer for the provider")
    return deny("This is judged by whoever a policy names, or who is accountable.")


def _said_by_staff(then: Moment, moment: Moment) -> list[str]:
    """What each of those who were employed then said of themselves, each once; empty for who had not said by then. What
    was put right since counts as it stands now."""
    first = one_of_each(moment)
    rows = Span.objects.holding(then).filter(standing=Standing.STAFF)
    people: dict[UUID, str] = {first(person): "" for person in rows.values_list("person_id", flat=True)}
    told = KeptApart.objects.known(then.known_at).filter(kept=Apart.STAFF_ETHNICITY)
    by_then = set(told.values_list("person_id", flat=True))
    found = known_apart(by_then, [Apart.STAFF_ETHNICITY], moment.known_at)
    for person, said in found.items():
        if first(person) in people:
            people[first(person)] = said[Apart.STAFF_ETHNICITY][1]
    return list(people.values())


def _rows(groups: Iterable[Group], here: dict[str, int | None]) -> Iterable[Share]:
    around = {group.name: group.share for group in groups}
    return (Share(name, share, around.get(name)) for name, share in here.items())
