"""What the machinery below asks of training while it works: whom to tell that something is due, once a day at most."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from ...authority.access.models import Relationship
from ...authority.access.powers import powers_in_force
from ...authority.access.queries import holders, rows_of
from ...authority.access.vocabulary import Capability, Kinship
from ...authority.people.queries import spans_of
from ...ground.audit.operations import Turn
from ...ground.jobs.occasions import on, on_many
from ...ground.kernel.moments import Moment, london_day
from ...ground.kernel.rulings import Ruling, allow, deny
from ...mechanisms.clocks.models import Obligation
from ...mechanisms.clocks.vocabulary import RungKind, RungReached
from ...mechanisms.files.vocabulary import FileFoundInfected
from ...mechanisms.notifications.models import Message
from ...mechanisms.notifications.operations import tell_all
from ...mechanisms.notifications.recipients import ask_before_sending
from .models import Claim
from .operations.following_up import RIGHT_TO_WORK, fall_away
from .operations.own_file import CORRECTIONS
from .operations.telling import LEARNING, TEAM, of_today, tellings
from .queries.checks import posts
from .queries.duties import ABOUT
from .queries.evidence import ABOUT_CHECKS

CHECKS = "checks-of-people"
"""What whoever sees to checks has to look after. The thing is whoever is told."""


def something_is_due(happened: Sequence[RungReached], t: Turn) -> None:
    """Tell people what is due or late, and their line managers what is late: one letter a day each, however much it
    is. It says nothing of what: their own page does."""
    ours = set(
        Obligation.objects.filter(pk__in={one.obligation for one in happened}, about_kind=ABOUT).values_list(
            "pk", flat=True
        )
    )
    people = {one.about for one in happened if one.obligation in ours}
    late = {one.about for one in happened if one.obligation in ours and one.kind is RungKind.LATE}
    day = of_today(t.now)
    managers = _managers_of(late, t.moment) if late else frozenset()
    tell_all(t, [*tellings(people, LEARNING, day), *tellings(managers, TEAM, day)])


def a_check_is_due(happened: Sequence[RungReached], t: Turn) -> None:
    """Tell whoever sees to checks that something is to be done about them: one letter a day each, which names nobody.

    Of whoever works here no more nothing is to be done.
    """
    rungs = {one.obligation for one in happened}
    rows = list(Obligation.objects.filter(pk__in=rungs, about_kind=ABOUT_CHECKS, closed_at=None))
    here = _on_record({row.about_id for row in rows}, t.moment) if rows else frozenset()
    for row in rows:
        if row.about_id not in here and row.control == RIGHT_TO_WORK:
            fall_away(t, frozenset({row.about_id}))
    roles = {role for row in rows if row.about_id in here for role in json.loads(row.owners) or _keepers(t)}
    people = {holding.person_id for holding in holders(roles, t.moment)}
    tell_all(t, tellings(people, CHECKS, f"checks-{london_day(t.now)}"))


def _on_record(people: Collection[UUID], moment: Moment) -> frozenset[UUID]:
    rows = {person: rows_of(person, moment) for person in people}
    here = posts(moment, frozenset(row for each in rows.values() for row in each))
    return frozenset(person for person, own in rows.items() if own & here.keys())


def _keepers(t: Turn) -> list[str]:
    """The roles that keep the record: whose a rule of the house is, that names none."""
    powers = powers_in_force(t.moment)
    return [role for role, given in powers.may.items() if Capability.KEEP_CHECKS in given]


def _managers_of(people: Iterable[UUID], moment: Moment) -> frozenset[UUID]:
    rows = Relationship.objects.holding(moment).filter(kinship=Kinship.LINE_MANAGES, other_id__in=set(people))
    return frozenset(rows.values_list("person_id", flat=True))


def may_still_be_told(message: Message, now: datetime) -> Ruling:
    """Whoever has left is told nothing more."""
    if message.person_id is None or not spans_of([message.person_id], Moment.now(now)):
        return deny("no longer here")
    return allow("it is about what they owe, or their team does")


def certificate_is_infected(found: FileFoundInfected, t: Turn) -> None:
    """Tell whoever sent a certificate that nobody can open it; their own page says why."""
    row = Claim.objects.known(t.now).filter(file_id=found.file_id, answer="").first()
    if row is not None:
        tell_all(t, tellings([row.person_id], LEARNING, f"certificate-{found.file_id}"))


ask_before_sending(LEARNING, may_still_be_told)
ask_before_sending(TEAM, may_still_be_told)
ask_before_sending(CHECKS, may_still_be_told)
ask_before_sending(CORRECTIONS, may_still_be_told)
on_many(RungReached)(something_is_due)
on(FileFoundInfected)(certificate_is_infected)
on_many(RungReached)(a_check_is_due)
