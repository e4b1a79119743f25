"""Every thing a record holds, in the order in which it happened, as whoever weighs it reads it: the report, who
reported, everybody named, every entry, decision, referral and letter, plans, files, and what came from elsewhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from uuid import UUID, uuid5

from ...authority.access.queries import person_tag, tags_in
from ...authority.access.vocabulary import Part
from ...authority.identity.queries import details
from ...ground.crypto.operations import unseal_boxes
from ...ground.kernel.moments import Moment
from ...mechanisms.files.queries import Shown
from ...mechanisms.files.vocabulary import State
from ...work.casework.labels import capital, said, when
from ...work.casework.models import Concern
from ...work.casework.operations.chronicle import Boxes, Happened, chronicle
from ...work.casework.operations.names import Names, names_for
from ...work.casework.operations.reading import File, Person
from ...work.casework.queries.attached import attached
from ...work.support.facts import NAMES, facts_of
from ...work.support.models import OfPlan, SupportPlan
from ...work.support.queries import Plan, plans_of
from ..transfer.queries.arrivals import Came, arrivals_of, happened_elsewhere
from .models import Sheet
from .rules.hiding import Cast, hide, others_in
from .vocabulary import Sort

_OF_WHO = frozenset(
    {"From", "Somewhere safe when writing", "Why they chose whom to tell", "Number of the paper form"}
)
"""Boxes of a report that tell of whoever reported, and of nobody else."""
_APART = "They asked that even those who handle it should not have their name."
_PLAN = {
    "goals": "What they want",
    "offered": "What is offered",
    "adjustments": "What is done differently for them",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing: what it is called, when it was, and its words. `others`: whoever else is named in them."""

    id: UUID
    sort: Sort
    at: datetime | None
    when: str
    title: str
    boxes: Boxes
    others: frozenset[str] = frozenset()
    can_go: bool = True
    """False for a file that nobody may open."""


def things_of(file: File, sheet: Sheet, moment: Moment) -> tuple[Item, ...]:
    """Everything, for somebody who has read the file and whose reading is logged."""
    raiser = _raiser(file.concern)
    signed_in = [UUID(raiser["signed-in"])] if "signed-in" in raiser else []
    names = names_for(file, moment, signed_in)
    cast = _cast(file, sheet, names, raiser, moment)
    asks = _asking(file, sheet)
    found = [*_happened(file, names), *_people(file, names, asks), *_plans(file.concern, moment)]
    found += _facts(file.concern, moment)
    found += [*_files(attached(file.concern.id).values()), *_elsewhere(arrivals_of(file.concern.id, moment))]
    dated = sorted((one for one in found if one.at), key=lambda one: (one.at or moment.as_at, one.id))
    undated = [one for one in found if one.at is None]
    shown = [_shown(one, cast) for one in (*undated, *dated)]
    if sheet.asks_as is None:
        return tuple(shown)
    return (_who_reported(file, raiser), *shown)


def _raiser(concern: Concern) -> Mapping[str, str]:
    """What whoever reported said of themselves, also where it is kept apart: it is looked for, and not shown."""
    if concern.raiser_key is None:
        return {}
    return unseal_boxes(concern, "raiser", concern.raiser_key)


def _asking(file: File, sheet: Sheet) -> Person | None:
    """Who of the record asks, also where what was said of them was put right since."""
    for one in file.people:
        if sheet.asks_as in {one.row.pk, *(before.row.pk for before in one.before)}:
            return one
    return None


def _cast(file: File, sheet: Sheet, names: Names, raiser: Mapping[str, str], moment: Moment) -> Cast:
    tags = tags_in(file.concern.id, {Part.RAISER}, moment)
    people = {UUID(id) for id in names if ":" not in id and id != "outsider"}
    raising = [one for one in people if tags and person_tag(one) in tags]
    if "signed-in" in raiser:
        raising.append(UUID(raiser["signed-in"]))
    theirs = tuple(filter(None, (raiser.get("name", ""), *(names.get(str(one), "") for one in raising))))
    known = details(raising, moment).values()
    reach = tuple(
        filter(None, (*(text for box, text in raiser.items() if box not in {"name", "signed-in"}),
                      *(row.email for row in known), *(row.phone for row in known)))
    )  # fmt: skip
    asks = _asking(file, sheet)
    others = tuple(_names_of(one, names) for one in file.people if one is not asks)
    if sheet.asks_as is None:
        return Cast((), (), theirs, others)
    return Cast(theirs, reach, _names_of(asks, names) if asks else (), others)


def _names_of(person: Person, names: Names) -> tuple[str, ...]:
    linked = names.get(str(person.row.person_id), "") if person.row.person_id else ""
    written = (one.words.get("name", "") for one in (person, *person.before))
    return tuple(filter(None, (linked, *written)))


def _shown(item: Item, cast: Cast) -> Item:
    """Without whoever reported, and with whoever else is named in it."""
    title, *texts = hide([item.title, *(text for _, text in item.boxes)], cast)
    boxes = tuple((label, text) for (label, _), text in zip(item.boxes, texts, strict=True))
    return replace(item, title=title, boxes=boxes, others=item.others | others_in([title, *texts], cast))


def _who_reported(file: File, raiser: Mapping[str, str]) -> Item:
    concern = file.concern
    boxes = [("What they are", capital(said(concern.reporter)))]
    if concern.raiser_apart:
        boxes.append(("", _APART))
    else:
        boxes += [(capital(said(box)), text) for box, text in raiser.items() if text]
    return Item(uuid5(concern.id, "who-reported"), Sort.WHO_REPORTED, None, "", "Who reported", tuple(boxes))


def _happened(file: File, names: Names) -> Iterator[Item]:
    for one in chronicle(file, names):
        report = isinstance(one.row, Concern)
        boxes = tuple(box for box in one.boxes if not (report and box[0] in _OF_WHO))
        yield _item(one, Sort.REPORT if report else Sort.HAPPENED, one.row.pk, boxes)


def _item(one: Happened, sort: Sort, id: UUID, boxes: Boxes) -> Item:
    earlier = tuple(("Before it was put right", text) for before in one.before for _, text in before)
    return Item(id, sort, one.at, when(one.at, one.to_the), one.title, (*boxes, *earlier))


def _people(file: File, names: Names, asks: Person | None) -> Iterator[Item]:
    for one in file.people:
        boxes = tuple(
            (capital(said(box)), text)
            for each in (one, *one.before)
            for box, text in each.words.items()
            if text
        )
        other = frozenset() if one is asks else frozenset(_names_of(one, names) or (said(one.row.part),))
        title = f"Named on the record: {said(one.row.part)}"
        yield Item(one.row.pk, Sort.PERSON, None, "", title, boxes, other)


def _plans(concern: Concern, moment: Moment) -> Iterator[Item]:
    for plan in plans_of(concern.id, moment):
        yield from _plan(plan)


def _facts(concern: Concern, moment: Moment) -> Iterator[Item]:
    for one in facts_of(concern.id, moment):
        boxes = tuple(filter(itemgetter(1), (("Who says so", said(one.said_by)), ("", one.words))))
        at, title = one.row.recorded_at, f"{NAMES[one.situation]}, {one.span}"
        yield Item(one.row.pk, Sort.PLAN, at, when(at, "day"), title, boxes)


def _plan(plan: Plan) -> Iterator[Item]:
    boxes = tuple((label, plan.words[box]) for box, label in _PLAN.items() if plan.words.get(box))
    rows: list[tuple[SupportPlan | OfPlan, str, Boxes]]
    rows = [(plan.row, f"Support plan from {_day(plan.row.began_on)}", boxes)]
    rows += [
        (row, f"The plan was looked at on {_day(row.held_on)}", (("", words.get("words", "")),))
        for row, words in plan.reviews
    ]
    rows += [
        (row, f"A note shared with a colleague until {_day(row.last_day)}", (("", words.get("words", "")),))
        for row, words in plan.notes
    ]
    for row, title, said_of_it in rows:
        yield Item(row.pk, Sort.PLAN, row.recorded_at, when(row.recorded_at, "day"), title, said_of_it)


def _day(day: object) -> str:
    return f"{day:%d %B %Y}".lstrip("0")


def _files(files: Iterable[Shown]) -> Iterator[Item]:
    for one in files:
        title = f"A file: {one.kind.value.upper()}, {max(one.size >> 10, 1)} kB"
        ready = one.state is State.READY
        boxes: Boxes = () if ready else (("", "Nobody can open it, so it cannot be given."),)
        at = when(one.recorded_at, "day")
        yield Item(one.id, Sort.FILE, one.recorded_at, at, title, boxes, can_go=ready)


def _elsewhere(came: Sequence[Came]) -> Iterator[Item]:
    for one in came:
        things = one.matter.chronology if one.matter else []
        for number, happened in enumerate(happened_elsewhere((one,))):
            yield _item(
                happened,
                Sort.ELSEWHERE,
                uuid5(one.row.pk, f"{number} {things[number].sha256}"),
                happened.boxes,
            )
        for number, person in enumerate(one.matter.people if one.matter else []):
            boxes = tuple((capital(said(box)), text) for box, text in person.words.items() if text)
            title = f"Named there: {said(person.part)}"
            named = frozenset(filter(None, (person.name, person.words.get("name", "")))) or frozenset({title})
            at = one.row.recorded_at
            id = uuid5(one.row.pk, f"person {number}")
            yield Item(id, Sort.ELSEWHERE, at, when(at, "day"), title, boxes, named)
