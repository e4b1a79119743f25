"""Which group the people of a concern belong to, where the policies in force follow another procedure for each.

What the report says holds; else what the directory knows of those it is about. Where neither knows, the first route
that asks for no group is taken: the policy's own procedure.
"""

from collections.abc import Collection
from uuid import UUID

from ....authority.access.queries import rows_of
from ....authority.access.vocabulary import CONCERNED
from ....authority.people.queries import spans_of
from ....authority.policy.queries import shelf
from ....ground.kernel.moments import Moment
from ..reports import Report
from ..rules.groups import asked_about, one_of_them
from ..vocabulary import AboutKind


def groups(moment: Moment) -> tuple[str, ...]:
    """The groups for which a policy in force has a way of its own, and those beside them in what it covers."""
    found: list[str] = []
    for _edition, pack in shelf(moment).editions:
        asked = asked_about(route.block.when for route in pack.of_kind("route"))  # type: ignore[attr-defined]  # by kind
        found += (*pack.header.scope.populations, *asked) if asked else ()
    return tuple(dict.fromkeys(found))


def group_of(report: Report, moment: Moment) -> str:
    """The group a report is about; empty where neither it nor the directory says, or nothing depends on it."""
    if report.population or not groups(moment):
        return report.population
    about = {one.person_id for one in report.people if one.person_id and one.part in CONCERNED}
    # Whoever keeps their name from handlers would be half named by the group they belong to.
    if report.about is AboutKind.SELF and report.raiser_person_id and not report.raiser_apart:
        about.add(report.raiser_person_id)
    return in_directory(about, moment)


def in_directory(people: Collection[UUID], moment: Moment) -> str:
    """The one group in which the directory has these people; empty where it says none, or several."""
    spans = spans_of({row for person in people for row in rows_of(person, moment)}, moment) if people else {}
    return one_of_them([one.population for one in found] for found in spans.values())
