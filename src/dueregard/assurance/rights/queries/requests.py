"""What people ask about what is held of them, as far as a reader may see it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.emergencies import is_accountable
from ....authority.access.powers import accountable_roles, powers_in_force
from ....authority.access.vocabulary import Capability
from ....ground.crypto.operations import Shut, unseal, unseal_boxes
from ....ground.kernel.moments import Moment, london_day
from ....mechanisms.clocks.queries.calendars import calendar
from ..models import RightsRequest, RightsStep
from ..rules.requests import Stands, stands, wrote_since
from ..wants import Step, Want

_ANSWERS = frozenset({Capability.DECIDE, Capability.ANSWER_REQUESTS})


@dataclass(frozen=True, slots=True)
class Standing:
    """A request and how it stands, without a word of it."""

    row: RightsRequest
    want: Want
    received_at: datetime
    now: Stands
    steps: tuple[RightsStep, ...]
    """The earliest first."""
    wrote_since: bool
    """They wrote again after they were answered, and nobody here has since."""


def answers_requests(who: access.Reader, moment: Moment) -> bool:
    """Whether this reader answers requests: a post that is for it, whoever is accountable, or decides on concerns."""
    return bool(who.capabilities & _ANSWERS) or is_accountable(who.person_id, moment)


def sees(row: RightsRequest, who: access.Reader, moment: Moment) -> bool:
    """Whether this reader may see a request: of those who answer, everybody it is not kept from."""
    return answers_requests(who, moment) and not access.is_walled(row.id, who, moment)


def requests(who: access.Reader, moment: Moment) -> list[Standing]:
    """What this reader may see: what waits first, also because they wrote again, the soonest due before the others;
    then what is answered."""
    if not answers_requests(who, moment):
        return []
    rows = RightsRequest.objects.known(moment.known_at).order_by("-recorded_at", "-id")
    seen = [row for row in rows if not access.is_walled(row.id, who, moment)]
    every = standings(seen, moment)
    return sorted(
        every,
        key=lambda one: (
            one.now.until is None and not one.wrote_since,
            one.now.until or london_day(one.received_at),
        ),
    )


def request_with(row_id: UUID) -> RightsRequest | None:
    """One request with its key; whoever asks looks whether the reader may see it."""
    found: RightsRequest | None = RightsRequest.objects.filter(pk=row_id).select_related("key").first()
    return found


def standings(rows: Sequence[RightsRequest], moment: Moment) -> list[Standing]:
    """How each of these stands: one query for all."""
    steps: dict[UUID, list[RightsStep]] = {row.id: [] for row in rows}
    known = RightsStep.objects.filter(asked__in=list(steps), recorded_at__lte=moment.known_at)
    for step in known.order_by("recorded_at", "id"):
        steps[step.asked_id].append(step)
    return [_standing(row, steps[row.id], moment) for row in rows]


def _standing(row: RightsRequest, steps: Sequence[RightsStep], moment: Moment) -> Standing:
    want = Want(row.want)
    done = [(Step(one.step), one.done_on) for one in steps]
    at = stands(want, london_day(row.recorded_at), done, calendar(moment))
    return Standing(row, want, row.recorded_at, at, tuple(steps), wrote_since(done))


def who_sees(row: RightsRequest, moment: Moment) -> frozenset[UUID]:
    """Everybody in a post who answers requests and whom this one is not kept from."""
    powers = powers_in_force(moment)
    roles = {
        *accountable_roles(moment),
        *(role for role, given in powers.may.items() if given & _ANSWERS),
    }
    people = {holding.person_id for holding in access.holders(roles, moment)}
    return frozenset(one for one in people if sees(row, access.reader(one, powers, moment), moment))


def words_of(row: RightsRequest) -> Mapping[str, str]:
    """What somebody wrote when they asked; empty once it was disposed of. The reading has been written down."""
    return unseal_boxes(row, "words", row.key)


def step_words(row: RightsRequest, steps: Iterable[RightsStep]) -> dict[UUID, str]:
    """The words of each of these steps of one request, by its id. The reading has been written down."""
    found = {}
    for step in steps:
        try:
            found[step.id] = unseal(step, "words", row.key)
        except Shut:
            found[step.id] = ""
    return found
