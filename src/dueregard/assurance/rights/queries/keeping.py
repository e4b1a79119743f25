"""How long each record is kept and why, for many at a time, as far as a reader may see them. No word is opened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Max, QuerySet

from ....authority.access import queries as access
from ....authority.access.vocabulary import Capability, Circle, Part
from ....authority.identity.queries import aliases, details
from ....authority.people.models import Span
from ....authority.people.rules import is_adult
from ....authority.policy.queries import in_force, lookup
from ....authority.policy.values.resolve import resolve
from ....ground.kernel.moments import Moment, london_day
from ....work.casework.controls.record import APART, MONTHS
from ....work.casework.controls.record import Kept as Says
from ....work.casework.models import Assent, Concern, ConcernPerson, ReferralStage, Triage
from ....work.casework.queries.happenings import kinds_decided
from ....work.casework.rules.circles import WORKS_HERE
from ....work.casework.rules.outcomes import AllegationOutcome, KeptAs, kept_as
from ....work.casework.vocabulary import Conduct, PersonKind, Question, Stage, State, Strand
from ..keeping_words import Came, RecordClass, StaffMatter, Why
from ..models import Filing, Hold, Look, LooseLook, Period
from ..rules.keeping import Due, Facts, Looked, Run, Standing, Stands, class_of, due, standing
from ..rules.schedule import SCHEDULE, with_own
from .holds import holds_on

DECIDES = frozenset({Capability.DECIDE, Capability.SEE_RESTRICTED})
"""Whoever may decide about a concern may decide how long its record is kept."""
_HARMED = frozenset({Part.HARMED, Part.WORRIED_ABOUT})
_SAID = frozenset({Part.SAID_TO_HAVE_HARMED})


@dataclass(frozen=True, slots=True)
class Lasts:
    """How long records of one class are kept here: as the schedule has it, or as the provider says."""

    record_class: RecordClass
    runs: tuple[Run, ...]
    own: Period | None = None
    """What the provider said instead, and why."""
    policy: str = ""
    """The address of the control of a policy that says it."""


_Look = TypeVar("_Look", Look, LooseLook)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping(Generic[_Look]):
    """How long one thing is kept and why, and how that stands today."""

    facts: Facts
    lasts: Lasts
    due: Due
    holds: tuple[Hold, ...]
    look: _Look | None
    """The latest look at it, whatever came of it."""
    now: Standing

    @property
    def waiting(self) -> _Look | None:
        """The look a second person has yet to answer."""
        return self.look if self.now.stands is Stands.WAITS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept(Keeping[Look]):
    """One record: what it is, how long it is kept and why, and how that stands today."""

    concern: Concern


def schedule(moment: Moment) -> Mapping[RecordClass, Lasts]:
    """How long records of every class are kept here, as known at the moment."""
    own: dict[str, Period] = {}
    for row in sorted(Period.known_at(moment.known_at), key=lambda row: (row.since, row.recorded_at)):
        if row.since <= moment.as_at:
            own[row.record_class] = row
    given = _of_policies(moment)
    return {which: _lasts(which, own.get(which), given.get(which)) for which in RecordClass}


def _lasts(which: RecordClass, own: Period | None, given: tuple[int | None, str] | None) -> Lasts:
    """What the provider says with a reason goes before what a policy gives, and that before the schedule."""
    line = SCHEDULE[which]
    if own:
        return Lasts(which, with_own(line, own.months), own)
    if given:
        return Lasts(which, with_own(line, given[0]), policy=given[1])
    return Lasts(which, line.runs)


_OF_POLICIES = {
    Says.TAKING_PART: RecordClass.TAKING_PART,
    Says.TALK: RecordClass.TALK,
    Says.LIAISON: RecordClass.LIAISON,
}


def _of_policies(moment: Moment) -> dict[RecordClass, tuple[int | None, str]]:
    """For how many months the policies in force keep what belongs to no concern, and which control says so; of several
    the shortest. One that gives no figure says that there is none."""
    found: dict[RecordClass, tuple[int | None, str]] = {}
    for control in in_force("record", moment):
        figure = resolve(control.block.retention, {}, lookup(moment), f"{control.address}.retention").value
        months = (
            figure.span.amount * MONTHS[figure.span.unit] if figure and figure.span.unit in MONTHS else None
        )
        for one in APART.intersection(control.block.keep):
            before, _address = found.get(_OF_POLICIES[one], (None, ""))
            if before is None or (months is not None and months < before):
                found[_OF_POLICIES[one]] = (months, control.address)
    return found


def decides_on_keeping(who: access.Reader) -> bool:
    """Whether this reader decides how long records are kept that they may see."""
    return bool(who.capabilities & DECIDES)


def closed_records(who: access.Reader, moment: Moment, circle: Circle) -> list[Kept]:
    """Every closed record of one circle this reader may decide about: what waits for an answer, then what is due, then
    the soonest; what has no day at the end."""
    if not decides_on_keeping(who):
        return []
    rows = access.visible(
        Concern.objects.filter(state=State.CLOSED), who, moment, circle=circle, for_a_while=False
    )
    order = {Stands.WAITS: 0, Stands.DUE: 1, Stands.LATER: 2, Stands.HELD: 3, Stands.NOT_SET: 4}
    found = kept(rows.defer("account", "raiser"), moment)
    return sorted(found, key=lambda one: (order[one.now.stands], one.now.until or date.max, one.concern.pk))


def kept(rows: "QuerySet[Concern] | Sequence[Concern]", moment: Moment) -> list[Kept]:
    """How long each of these is kept: in the same few questions, however many there are."""
    concerns = list(rows)
    read = _Read.of(concerns, moment)
    lines, today = schedule(moment), london_day(moment.as_at)
    return [_kept(concern, read, lines, today) for concern in concerns]


def kept_of(concern: Concern, moment: Moment) -> Kept:
    """How long the record of one concern is kept."""
    return kept([concern], moment)[0]


def _kept(concern: Concern, read: "_Read", lines: Mapping[RecordClass, Lasts], today: date) -> Kept:
    facts = read.facts(concern)
    lasts = lines[class_of(facts)]
    ends = due(facts, lasts.runs)
    look, holds = read.looks.get(concern.pk), read.holds.get(concern.pk, ())
    closed = read.closed.get(concern.pk)
    looked = looked_at(look) if look and closed and look.recorded_at >= closed else None
    now = standing(facts, ends, looked, held=bool(holds), record_class=lasts.record_class, today=today)
    return Kept(concern=concern, facts=facts, lasts=lasts, due=ends, holds=holds, look=look, now=now)


def looked_at(row: Look | LooseLook) -> Looked:
    """A look, as the rules see it."""
    return Looked(
        Came(row.came),
        london_day(row.recorded_at),
        RecordClass(row.record_class),
        row.keep_until,
        Why(row.why) if row.why else None,
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """What the rows say of some concerns, by their ids."""

    sorted_as: Mapping[UUID, Triage]
    closed: Mapping[UUID, datetime]
    """When each was last closed."""
    decided: Mapping[UUID, StaffMatter]
    """What each turned out to be that is about somebody who works here, as the decisions on its record say."""
    referred: frozenset[UUID]
    people: Mapping[UUID, Sequence[ConcernPerson]]
    born: Mapping[UUID, date | None]
    left: Mapping[UUID, date | None]
    filings: Mapping[UUID, Filing]
    looks: Mapping[UUID, Look]
    holds: Mapping[UUID, tuple[Hold, ...]]

    @classmethod
    def of(cls, concerns: Sequence[Concern], moment: Moment) -> "_Read":
        ids, at = [one.pk for one in concerns], moment.known_at
        closing = Assent.objects.filter(concern__in=ids, completes=True, decision__question=Question.CLOSE)
        ended = closing.filter(recorded_at__lte=at).order_by().values_list("concern_id")
        sent = ReferralStage.objects.known(at).filter(concern_id__in=ids, stage=Stage.SENT)
        people: dict[UUID, list[ConcernPerson]] = {}
        named = ConcernPerson.objects.known(at).filter(concern__in=ids, part__in=_HARMED | _SAID)
        for row in named.defer("words"):
            people.setdefault(row.concern_id, []).append(row)
        linked = {row.person_id for rows in people.values() for row in rows if row.person_id}
        known = details(linked, moment)
        return cls(
            _by_concern(Triage.objects.filter(concern__in=ids).known(at).defer("words")),
            dict(ended.annotate(last=Max("recorded_at"))),
            _decided(ids, closing.filter(recorded_at__lte=at), moment),
            frozenset(sent.values_list("concern_id", flat=True)),
            people,
            {one: known[one].date_of_birth if one in known else None for one in linked},
            _left(linked, moment),
            _by_concern(Filing.objects.filter(concern__in=ids).known(at).defer("words")),
            _by_concern(Look.objects.filter(concern__in=ids).known(at).defer("words")),
            holds_on(
                {pk: [row.person_id for row in people.get(pk, ()) if row.person_id] for pk in ids}, moment
            ),
        )

    def facts(self, concern: Concern) -> Facts:
        sorted_as, filing = self.sorted_as.get(concern.pk), self.filings.get(concern.pk)
        decided = self.decided.get(concern.pk)
        staff = concern.about in WORKS_HERE or bool(sorted_as and sorted_as.person == PersonKind.STAFF)
        people = [row.person_id for row in self._meant(concern.pk, staff=staff)]
        born = [self.born.get(one) if one else None for one in people]
        left = [self.left.get(one) if one else None for one in people]
        then = london_day(concern.happened_at or concern.received_at)
        closed = self.closed.get(concern.pk) if concern.state == State.CLOSED else None
        return Facts(
            closed=london_day(closed) if closed else None,
            about_staff=staff,
            prevent=(sorted_as.strand if sorted_as else concern.strand) == Strand.PREVENT,
            referred=concern.pk in self.referred,
            under_18=_under_18(born, then, sorted_as.person if sorted_as else ""),
            # What somebody says of a record for this goes before what was decided on it.
            staff_matter=StaffMatter(filing.staff_matter) if filing and filing.staff_matter else decided,
            abuse=bool(filing and filing.abuse),
            transferred=filing.transferred_on if filing else None,
            born=max((day for day in born if day), default=None) if all(born) else None,
            left=max((day for day in left if day), default=None) if all(left) else None,
        )

    def _meant(self, concern: UUID, *, staff: bool) -> Sequence[ConcernPerson]:
        """Whose days count: in a matter about somebody's conduct at work theirs, else of those it is a worry about."""
        rows = self.people.get(concern, ())
        first = [row for row in rows if (row.part in _SAID) is staff]
        return first or rows


_KEPT_AS = {
    KeptAs.ALLEGATION: StaffMatter.ALLEGATION,
    KeptAs.LOW_LEVEL: StaffMatter.LOW_LEVEL,
    KeptAs.REMOVED: StaffMatter.FALSE,
}


def _decided(ids: list[UUID], closing: "QuerySet[Assent]", moment: Moment) -> dict[UUID, StaffMatter]:
    """What each of these turned out to be, by the kind that was decided and the word it was last closed with."""
    said = closing.order_by("recorded_at", "id").values_list("concern_id", "decision__outcome")
    ended, words = dict(said), set(AllegationOutcome)
    found = {}
    for concern, kind in kinds_decided(ids, moment).items():
        outcome = ended.get(concern)
        kept = kept_as(Conduct(kind), AllegationOutcome(outcome) if outcome in words else None)
        if kept is not None:
            found[concern] = _KEPT_AS[kept]
    return found


def _by_concern(rows: Iterable[Any]) -> dict[UUID, Any]:
    return {row.concern_id: row for row in rows}


def _under_18(born: Sequence[date | None], then: date, sorted_as: str) -> bool | None:
    """Whether one of them was under 18 then: by the day they were born, else as somebody sorted it."""
    if any(day and not is_adult(day, then) for day in born) or sorted_as == PersonKind.CHILD:
        return True
    if (born and all(born)) or sorted_as in {PersonKind.ADULT_AT_RISK, PersonKind.OTHER_ADULT}:
        return False
    return None


def _left(people: Iterable[UUID], moment: Moment) -> dict[UUID, date | None]:
    """When each of these people left, the last day they were here in any way; None while they are."""
    own = {person: aliases(person, moment) for person in people}
    every = {row for rows in own.values() for row in rows}
    ends: dict[UUID, list[date | None]] = {}
    spans = Span.objects.known(moment.known_at).filter(person__in=every, since__lte=moment.as_at)
    for person, until in spans.values_list("person_id", "until"):
        over = until is not None and until <= moment.as_at
        ends.setdefault(person, []).append(london_day(until) if over else None)
    found: dict[UUID, date | None] = {}
    for person, rows in own.items():
        days = [day for row in rows for day in ends.get(row, [])]
        found[person] = max(day for day in days if day) if days and all(days) else None
    return found
