"""What was recorded of checks, what is asked of whom, and what somebody lacks."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import NamedTuple
from uuid import UUID

from ....authority.identity.queries import aliases, several_rows
from ....authority.people.audiences import spans_of_audience
from ....authority.people.models import Span
from ....authority.people.vocabulary import Regulated, Standing, Work
from ....authority.policy.queries import in_force
from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel import bulk, scope
from ....ground.kernel.moments import Moment, london_day
from ....ground.tenancy.models import Provider
from ....ground.tenancy.vocabulary import Nation
from ..central_record import (
    ON_RECORD,
    SAID,
    THIRD_PARTY,
    Barred,
    CheckKind,
    Level,
    Outcome,
    ProviderSort,
    UpdateService,
)
from ..models import Check, EarlyStart, SortOfProvider
from ..rules.check_block import Placed
from ..rules.checks import Early, Made, latest, missing_checks
from ..rules.columns import Asked, Column, Post, asked, columns, stricter

_COLUMNS = (
    "person_id", "kind", "outcome", "done_on", "follow_up_on", "level", "barred", "update_service", "update_asked_on",
    "decided_on",
)  # fmt: skip
MadeOf = dict[UUID, dict[CheckKind, Made]]


class Joined(NamedTuple):
    """Whom an audience means, by any of their rows, since when, and whether another employer answers for them."""

    began: datetime
    third_party: bool


def one_of_each(moment: Moment) -> Callable[[UUID], UUID]:
    """From any row of somebody in the directory to the one that stands for them all."""
    first = {row: min(every) for row, every in several_rows(moment).items()}
    return lambda person: first.get(person, person)


def sort_of_provider(moment: Moment) -> ProviderSort | None:
    """What the provider is in the law of checks; None while nobody has said."""
    rows = SortOfProvider.at(moment)
    return ProviderSort(rows[-1].sort) if rows else None


def table(moment: Moment) -> tuple[Column, ...]:
    """The lines of the table of checks that hold here."""
    nation = Nation(Provider.objects.values_list("nation", flat=True).get(pk=scope.provider_id()))
    return columns(sort_of_provider(moment), nation)


def made(moment: Moment, only: Collection[UUID] | None = None) -> MadeOf:
    """The check of each kind that holds, of everybody or of these people, in one query."""
    first = one_of_each(moment)
    rows = Check.objects.known(moment.known_at).filter(done_on__lte=london_day(moment.as_at))
    if only is not None:
        rows = rows.filter(person_id__in=set(only))
    found: dict[UUID, list[Made]] = defaultdict(list)
    for person, *rest in rows.order_by("recorded_at", "id").values_list(*_COLUMNS):
        found[first(person)].append(_made(*rest))
    return {person: latest(each) for person, each in found.items()}


def early_starts(moment: Moment, only: Collection[UUID] | None = None) -> dict[UUID, Early]:
    """Who began before their certificate, and what that rests on."""
    first = one_of_each(moment)
    rows = EarlyStart.objects.known(moment.known_at)
    if only is not None:
        rows = rows.filter(person_id__in=set(only))
    return {
        first(row.person_id): Early(row.barred_asked_on, row.assessed_on, row.review_on)
        for row in rows.order_by("recorded_at", "id")
    }


def post_of(standing: str, work: str, regulated: str) -> Post:
    """A way of standing here, as the table of checks asks about it."""
    return Post(Standing(standing), Work(work) if work else None, Regulated(regulated) if regulated else None)


def posts(moment: Moment, only: Collection[UUID] | None = None) -> dict[UUID, list[Post]]:
    """How everybody on the record stands here, in one query."""
    first = one_of_each(moment)
    rows = Span.objects.holding(moment).filter(standing__in=ON_RECORD)
    if only is not None:
        rows = rows.filter(person_id__in=set(only))
    found: dict[UUID, list[Post]] = defaultdict(list)
    for person, *stands in rows.values_list("person_id", "standing", "work", "regulated"):
        found[first(person)].append(post_of(*stands))
    return found


def joined(control: Placed, moment: Moment, only: Collection[UUID] | None = None) -> dict[UUID, Joined]:
    """Whom a control means. Whoever is not on the record is never among them, whatever a policy says."""
    return joined_each([control], moment, only)[0]


def joined_each(
    controls: Sequence[Placed], moment: Moment, only: Collection[UUID] | None = None
) -> list[dict[UUID, Joined]]:
    """The same of several controls, in one question."""
    first = one_of_each(moment)
    asked = [
        spans_of_audience(one.block.audience, moment).filter(standing__in=ON_RECORD).order_by()
        for one in controls
    ]
    if only is not None:
        asked = [rows.filter(person_id__in=set(only)) for rows in asked]
    found: list[dict[UUID, Joined]] = [{} for _ in controls]
    spans = bulk.read_each(asked, ("since", "person_id", "standing"))
    for place, since, row, standing in sorted(spans, key=itemgetter(1)):
        person, there = first(row), found[place]
        one = Joined(since, standing in THIRD_PARTY)
        before = there.get(person)
        there[person] = Joined(before.began, before.third_party and one.third_party) if before else one
    return found


@scope.remembered
def asked_of_all(moment: Moment) -> dict[UUID, dict[CheckKind, Asked]]:
    """What is asked of everybody on the record; asked once, however many checks of a policy are judged."""
    return asked_of(moment)


def asked_of(moment: Moment, only: Collection[UUID] | None = None) -> dict[UUID, dict[CheckKind, Asked]]:
    """What is asked of everybody on the record: by the table, and by the policies in force."""
    lines = table(moment)
    found = {person: asked(stands, lines) for person, stands in posts(moment, only).items()}
    controls = in_force("check", moment)
    for control, people in zip(controls, joined_each(controls, moment, only), strict=True):
        for person, one in people.items():
            for kind in control.block.checks:
                found[person][kind] = stricter(found[person].get(kind), Asked(kind, one.third_party))
    return found


def lacking(control: Placed, person_ids: Collection[UUID], moment: Moment) -> dict[UUID, tuple[str, ...]]:
    """Which of the checks of a control these people lack, in words; whoever lacks none is left out.

    It is what a gate asks: by when a policy wants them does not matter, only whether they are there.
    """
    first = one_of_each(moment)
    rows = {person: aliases(person, moment) for person in person_ids}
    every = frozenset(same for each in rows.values() for same in each)
    asks, done, early = asked_of(moment, every), made(moment, every), early_starts(moment, every)
    found = {
        person: missing_checks(
            {kind: asks[person][kind] for kind in control.block.checks},
            done.get(person, {}),
            london_day(moment.as_at),
            early.get(person),
        )
        for person in joined(control, moment, every)
    }
    return {
        person: tuple(SAID[kind] for kind in missing)
        for person in rows
        if (missing := found.get(first(person)))
    }


def history(person_id: UUID, moment: Moment) -> Iterator[Check]:
    """Every row of somebody's checks that was known at the moment, newest first: also what was replaced since."""
    rows = Check.objects.filter(person_id__in=aliases(person_id, moment), recorded_at__lte=moment.known_at)
    return iter(rows.select_related("key").order_by("-recorded_at", "-id"))


def why_not_required(row: Check) -> str:
    """The words in which somebody said why a check is not required; empty where there are none, or none any more."""
    if row.words is None or row.key is None:
        return ""
    try:
        return unseal(row, "words", row.key)
    except Shut:
        return ""


def every_row(moment: Moment) -> list[Check]:
    """Every row of checks that was known at the moment, in the order in which they were written, replaced ones too."""
    rows = Check.objects.filter(recorded_at__lte=moment.known_at).select_related("key")
    return list(rows.order_by("person_id", "recorded_at", "id"))


def _made(
    kind: str,
    outcome: str,
    done_on: date,
    follow_up_on: date | None,
    level: str,
    barred: str,
    update: str,
    update_on: date | None,
    decided_on: date | None,
) -> Made:
    return Made(
        CheckKind(kind),
        Outcome(outcome),
        done_on,
        follow_up_on,
        Level(level) if level else None,
        Barred(barred) if barred else Barred.NONE,
        UpdateService(update) if update else None,
        update_on,
        decided_on is not None,
    )
