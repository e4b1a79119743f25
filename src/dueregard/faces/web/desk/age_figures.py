"""Figures by the age groups of which the policies speak: learners here, and those concerns are about. Never who.

Only the parts that the groups cut all ages into are counted, and small ones hidden. A group is what its parts come to,
so no group and no difference of two tells more than the parts do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ....authority.people.age_groups import Ages, parts, tally, together
from ....authority.people.controls.age_group import AGE_GROUP, AgeGroupBlock
from ....authority.people.queries import birthdays_of_learners
from ....authority.policy.answers import InForce
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment
from ....work.casework.queries.figures import birthdays_in_concerns
from ....work.casework.rules.figures import shown
from ..drawings import Figure

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """One age group, why the policies speak of it, and its numbers; None: not shown."""

    words: str
    because: tuple[str, ...]
    learners: int | None
    concerned: int | None


@dataclass(frozen=True, slots=True)
class AgeFigures:
    """The groups, and all ages in parts."""

    groups: tuple[GroupFigure, ...]
    learners: Figure
    concerned: Figure


def by_age(since: datetime, until: datetime, moment: Moment, *, whole: bool) -> AgeFigures | None:
    """The figures by age; None where no policy in force speaks of an age group. `whole`: small numbers too."""
    controls: tuple[InForce[AgeGroupBlock], ...] = in_force(AGE_GROUP, moment)
    if not controls:
        return None
    because: dict[Ages, list[str]] = {}
    for control in controls:
        because.setdefault(control.block.ages, []).append(control.block.because)
    of = parts(because)
    learners = _seen(tally(birthdays_of_learners(moment), of), whole=whole)
    concerned = _seen(tally(birthdays_in_concerns(since, until, moment), of), whole=whole)
    groups = tuple(
        GroupFigure(_said(one), tuple(why), together(one, learners), together(one, concerned))
        for one, why in sorted(because.items())
    )
    return AgeFigures(
        groups,
        _figure(_("Learners here, by age"), _("Learners"), learners),
        _figure(_("Whom concerns are about, by age"), _("People"), concerned),
    )


def _seen(counts: Mapping[Ages | None, int], *, whole: bool) -> Mapping[Ages | None, int | None]:
    if whole:
        return counts
    by_place = list(counts)
    seen = shown(dict(enumerate(counts.values())))
    return {one: seen[at] for at, one in enumerate(by_place)}


def _figure(title: "str | StrPromise", people: str, counts: Mapping[Ages | None, int | None]) -> Figure:
    points = [(_said(one) if one else _("Not known"), number) for one, number in counts.items()]
    return Figure(title, _("Age"), people, points)


def _said(ages: Ages) -> str:
    said = ages.words()
    return f"{said[:1].upper()}{said[1:]}"
