"""What was put up for a request, and how far it is weighed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.vocabulary import Circle
from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.moments import Moment
from ....work.casework.models import Concern
from ....work.casework.operations.chronicle import Happened
from ....work.casework.queries.seeing import is_theirs
from ....work.casework.vocabulary import State
from ...rights.models import RightsRequest
from ...rights.wants import ENDS, Step, Want
from ..models import GivenCopy, Sheet, Weighing
from ..rules.exemptions import Ground
from ..rules.weighing import Said
from ..vocabulary import Consent, Gives
from .outside import may_weigh

_UNDECIDED = "A record was put up for this request, and it is not decided yet what is given of it."


@dataclass(frozen=True, slots=True)
class PutUp:
    """A record that was put up, for somebody who may know that it was."""

    row: Sheet
    mine: bool
    """Whether this reader weighs it."""
    copies: int


def sheets_for(asked_id: UUID, who: access.Reader, moment: Moment) -> tuple[PutUp, ...]:
    """What was put up for a request, as far as this reader may know: what they weigh, and records that are theirs."""
    rows = Sheet.objects.known(moment.known_at).filter(asked=asked_id).select_related("concern")
    own, found = access.rows_of(who.person_id, moment), []
    for row in rows.order_by("recorded_at", "id"):
        if row.concern.state == State.DISPOSED:
            continue
        mine = row.answerer_id in own and bool(may_weigh(who, row.concern, moment))
        if mine or is_theirs(row.concern_id, who, moment):
            copies = GivenCopy.objects.known(moment.known_at).filter(sheet=row).count()
            found.append(PutUp(row, mine, copies))
    return tuple(found)


def put_up_before(concern_id: UUID, moment: Moment) -> list[Sheet]:
    """For which requests a record was put up, the latest first; for somebody who may see it."""
    rows = Sheet.objects.known(moment.known_at).filter(concern=concern_id).select_related("asked")
    return list(rows.order_by("-recorded_at", "-id"))


def weighed(sheet: Sheet, concern: Concern, moment: Moment) -> Mapping[UUID, tuple[Weighing, Said]]:
    """What was decided of each thing, by its id; for somebody whose reading is logged."""
    rows = Weighing.objects.known(moment.known_at).filter(sheet=sheet)
    found = {row.thing_id: (row, _said(row, concern)) for row in rows}
    return {thing: (row, said) for thing, (row, said) in found.items() if said}


def _said(row: Weighing, concern: Concern) -> Said | None:
    try:
        words = json.loads(unseal(row, "words", concern.account_key))
    except Shut:
        return None
    return Said(
        gives=Gives(row.gives),
        ground=Ground(words["ground"]) if words.get("ground") else None,
        passages=tuple(json.loads(words.get("passages", "[]"))),
        may_know=row.may_know,
        reason=words.get("reason", ""),
        consent=Consent(words["consent"]) if words.get("consent") else None,
        balance=words.get("balance", ""),
        advice=words.get("advice", ""),
    )


def copies_of(sheets: Iterable[UUID], moment: Moment) -> list[GivenCopy]:
    """Every copy that was made, the earliest first."""
    rows = GivenCopy.objects.known(moment.known_at).filter(sheet__in=list(sheets))
    return list(rows.select_related("concern__account_key", "sheet__asked").order_by("recorded_at", "id"))


def copies_given(concern_id: UUID, who: access.Reader, moment: Moment) -> list[GivenCopy]:
    """Every copy that was made of a record, the earliest first, for somebody who reads it; of a request that is kept
    from them none."""
    rows = GivenCopy.objects.known(moment.known_at).filter(concern=concern_id).select_related("sheet__asked")
    found = rows.order_by("recorded_at", "id")
    return [row for row in found if not access.is_walled(row.sheet.asked_id, who, moment)]


def happened_of(copies: Iterable[GivenCopy]) -> Iterator[Happened]:
    """The same as part of the record's chronology: that it was given, and how much, with none of its words."""
    for row in copies:
        title = (
            f"A copy given to whoever asked, request {row.sheet.asked.reference}: "
            f"{row.whole} whole, {row.in_part} in part, {row.withheld} left out"
        )
        yield Happened(row, row.recorded_at, "minute", row.recorded_at, row.by, title, ())


def why_not_yet(asked: RightsRequest, step: Step, who: access.Reader, moment: Moment) -> str:
    """What stands against ending a request like this, as a sentence; empty: nothing. It looks at what is not
    restricted, and at nothing a wall keeps from whoever answers: what is restricted is answered from its own door, and
    holds nobody up who is not to know of it."""
    if Want(asked.want) is not Want.SEE or step not in ENDS or step is Step.REFUSED:
        return ""
    rows = Sheet.objects.known(moment.known_at).filter(asked=asked, concern__circle=Circle.OPEN)
    rows = rows.exclude(concern__state=State.DISPOSED)
    open_to = [row for row in rows if not access.is_walled(row.concern_id, who, moment)]
    made = {row.sheet_id: row for row in copies_of([row.id for row in open_to], moment)}
    if any(row.id not in made for row in open_to):
        return _UNDECIDED
    tells = any(row.tells for row in made.values())
    if made and tells and step is Step.GIVEN:
        return "The copy says that something is left out. Answer that they get part of what they asked for."
    if made and not tells and step is Step.IN_PART:
        return "The copy does not say that anything is left out, and so must not the answer. Choose that they get it."
    return ""
