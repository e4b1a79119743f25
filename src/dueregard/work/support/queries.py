"""How support plans stand, whose notes somebody may read, and what the control `support` comes to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Min, QuerySet

from ...authority.access.powers import powers_in_force
from ...authority.access.queries import Reader, is_walled, reader, rows_of
from ...authority.access.vocabulary import Circle
from ...authority.people.queries import works_here
from ...authority.policy.answers import Basis, Count, InForce, Reading, Scope, Status
from ...ground.audit.vocabulary import Stream
from ...ground.crypto.models import DataKey
from ...ground.crypto.operations import unseal_boxes
from ...ground.kernel.moments import Moment, london_day
from ..casework.controls.support import SupportBlock
from ..casework.queries.evidence import sources_of
from ..casework.rules.figures import middle
from .early import early_help
from .models import OfPlan, PlanNote, PlanReview, SupportPlan
from .rules import Looked, Standing, days_to_support, overdue, undated
from .vocabulary import Goes

LOOKS_BACK = timedelta(days=365)


def standings(moment: Moment, circle: Circle) -> list[tuple[str, Standing]]:
    """Every plan of the concerns of a circle as it stood at the moment, with what governs it."""
    day = london_day(moment.as_at)
    reviews: dict[UUID, list[Looked]] = defaultdict(list)
    looked = PlanReview.objects.known(moment.known_at).filter(held_on__lte=day).order_by("held_on", "id")
    for plan, on, goes, again in looked.values_list("plan_id", "held_on", "goes", "review_by"):
        reviews[plan].append(Looked(on, Goes(goes), again))
    rows = SupportPlan.objects.known(moment.known_at).filter(began_on__lte=day, concern__circle=circle)
    found = rows.order_by("began_on", "id").values_list("id", "governed_by", "began_on", "review_by")
    return [(by, Standing(began, first, tuple(reviews[one]))) for one, by, began, first in found]


def support_readings(controls: Sequence[InForce[SupportBlock]], scope: Scope) -> list[Reading]:
    """How each offer of support stands: how many plans run under it, and whether each is looked at in time. A plan that
    names no offer counts under each."""
    found = standings(scope.moment, Circle(scope.circle.value))
    day = london_day(scope.moment.as_at)
    how_soon = _how_soon(scope.moment) if scope.circle is Stream.OPEN else ""
    readings = []
    for sources in sources_of(controls):
        ours = [one for by, one in found if not by or by in sources]
        recent = [one for one in ours if not one.ended or one.reviews[-1].on > day - LOOKS_BACK]
        readings.append(_reading(recent, overdue(recent, day), undated(recent), how_soon))
    return readings


def _reading(some: Sequence[Standing], late: int, without: int, how_soon: str) -> Reading:
    if not some:
        return Reading(Status.NO_OCCASION, "no support plan ran in the last year")
    running = sum(not one.ended for one in some)
    count = Count(len(some) - late, len(some), "plans")
    said = f"{running} run now, of {len(some)} in the last year"
    if late:
        said += f"; {late} were to be looked at again by now"
    if without:
        said += f"; for {without} nobody has said when"
    status = Status.NOT_MET if late else Status.AT_RISK if without else Status.MET
    return Reading(status, said + how_soon, Basis.HAPPENED_HERE, count)


def _how_soon(moment: Moment) -> str:
    """From the report, and from the first sign where its day was said; what is not known is said."""
    said, found = "", early_help(moment.as_at - LOOKS_BACK, moment)
    median = median_days_to_support(moment)
    if median is not None:
        said += f"; half of those who were reported this year had support within {median} days"
    if found.median is not None:
        said += f"; half of those whose first sign is dated had support within {found.median} days of it"
    elif found.days:
        said += "; too few say when somebody first noticed a sign to tell how soon after it support came"
    if found.unknown:
        said += f"; for {found.unknown} nobody wrote down when somebody first noticed"
    return said


def median_days_to_support(moment: Moment) -> int | None:
    """Days from a report to the first support, over the open concerns of the last year that had any: half waited less.
    None where there are too few to tell nobody apart."""
    rows = SupportPlan.objects.known(moment.known_at).filter(
        concern__circle=Circle.OPEN, concern__received_at__gt=moment.as_at - LOOKS_BACK
    )
    first = rows.order_by().values_list("concern_id", "concern__received_at").annotate(at=Min("began_on"))
    days = days_to_support((london_day(received), began) for _id, received, began in first)
    found = middle([timedelta(days=one) for one in days])
    return None if found is None else found.days


def shared_still(moment: Moment) -> "QuerySet[PlanNote]":
    """The notes whose time is not over and that nobody took back."""
    rows: QuerySet[PlanNote] = PlanNote.objects.known(moment.known_at)
    return rows.filter(taken_back_at=None, last_day__gte=london_day(moment.as_at))


def notes_for(who: Reader, moment: Moment) -> "QuerySet[PlanNote]":
    """The notes that are shared with somebody today: their time is not over, nobody took them back, they work here, and
    no wall stands between them and the concern. What was shared before a wall arose is gone with it."""
    own = rows_of(who.person_id, moment)
    rows = shared_still(moment).filter(person_id__in=own)
    concerns = set(rows.order_by().values_list("plan__concern_id", flat=True))
    if not (concerns and works_here(own, moment)):
        return rows.none()  # most people have none, and every page of theirs asks
    shut = {one for one in concerns if is_walled(one, who, moment)}
    return rows.exclude(plan__concern__in=shut) if shut else rows


def may_be_given(person_id: UUID, concern_id: UUID, moment: Moment) -> bool:
    """Whether a note of this concern may be shared with somebody."""
    who = reader(person_id, powers_in_force(moment), moment)
    return works_here(rows_of(person_id, moment), moment) and not is_walled(concern_id, who, moment)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its words opened."""

    row: SupportPlan
    words: Mapping[str, str]
    reviews: tuple[tuple[PlanReview, Mapping[str, str]], ...]
    notes: tuple[tuple[PlanNote, Mapping[str, str]], ...]

    @property
    def ended(self) -> bool:
        """Whether it ended."""
        return any(one.goes == Goes.ENDED for one, _words in self.reviews)


def plans_of(concern_id: UUID, moment: Moment) -> list[Plan]:
    """The plans of a concern with their words opened, the latest first, for whoever has logged that reading."""
    rows = list(
        SupportPlan.objects.known(moment.known_at)
        .filter(concern=concern_id)
        .select_related("concern__account_key")
        .order_by("-began_on", "-id")
    )
    of = {"plan__in": [row.id for row in rows]}
    reviews = PlanReview.objects.known(moment.known_at).filter(**of).order_by("held_on", "id")
    notes = PlanNote.objects.known(moment.known_at).filter(**of).order_by("last_day", "id")
    return [
        Plan(
            row,
            words_of(row, row.concern.account_key),
            tuple((one, words_of(one, row.concern.account_key)) for one in reviews if one.plan_id == row.id),
            tuple((one, words_of(one, row.concern.account_key)) for one in notes if one.plan_id == row.id),
        )
        for row in rows
    ]


def words_of(row: SupportPlan | OfPlan, key: DataKey) -> Mapping[str, str]:
    """The words of a row; nothing once they were disposed of."""
    return unseal_boxes(row, "words", key)
