"""Opening the words. Whoever shows case content first writes one reading-log entry; if that fails, nothing is shown."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import Subject, turn
from ....ground.audit.vocabulary import Read
from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import NothingHere
from ..models import (
    Action,
    Advice,
    CaseManager,
    Checklist,
    Concern,
    ConcernPerson,
    Consent,
    Copy,
    Decision,
    Delivery,
    Entry,
    Grant,
    Marking,
    Meeting,
    Mistreatment,
    Paper,
    Referral,
    ReferralStage,
    Refiled,
    Removal,
    Share,
    TheirWork,
    Told,
    Triage,
)
from ..models.record import OfConcern
from ..queries.reporter import own_part
from ..rules.signs import Marked, read
from ..vocabulary import Refiling, ReporterKind
from .anonymity import stands_as, time_kept
from .handling import take_hand

RECORD = (
    Entry, Triage, Marking, Mistreatment, Meeting, Decision, Action, Referral, Checklist, Paper, Copy, Share, Told,
    Consent, TheirWork, Advice, CaseManager, Removal, Grant,
)  # fmt: skip
"""What a record is made of, beside the report, its people and the stages of its referrals."""
SHUT = "cannot-be-read"
"""Beside what name the reason stands, in place of words that cannot be opened."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A row of the record with its words opened."""

    row: OfConcern
    words: Mapping[str, str]

    @property
    def signs(self) -> tuple[Marked, ...]:
        """What a marking marks; of every other row nothing."""
        return read(self.words) if isinstance(self.row, Marking) else ()


@dataclass(frozen=True, slots=True)
class Staged:
    """A stage a referral reached, with what was said at it."""

    row: ReferralStage
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Trace:
    """That something was filed in error, with why."""

    row: Refiled
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the concern, with what was said to tell who they are."""

    row: ConcernPerson
    words: Mapping[str, str]
    before: tuple["Person", ...] = ()
    """What was said of them earlier, the latest first."""


@dataclass(frozen=True, slots=True)
class File:
    """A concern as its handler reads it: the report, its people, where it went and its whole record, as at a moment."""

    concern: Concern
    account: Mapping[str, str]
    raiser: Mapping[str, str]
    """What whoever reported said of themselves; nothing where they asked that handlers should not have it."""
    people: tuple[Person, ...]
    deliveries: tuple[Delivery, ...]
    record: tuple[Worded, ...]
    """Everything known at the moment, oldest first."""
    replaced: tuple[Worded, ...]
    """What later rows replaced, kept beneath them."""
    stages: tuple[Staged, ...]
    """What became of the referrals, in the order in which it happened."""
    refiled: tuple[Trace, ...]
    """What was filed here in error and went, or came here from elsewhere; as it stands today, whatever the moment."""


def read_concern(*, concern_id: UUID, actor: Actor, now: datetime, moment: Moment | None = None) -> File:
    """Log that `actor` reads the concern, then open its words. `moment` moves the record, never the reader."""
    with turn(actor=actor, now=now, always=True) as t:
        hand = take_hand(t, concern_id, for_a_while=True)
        t.record(Read((concern_id,)), hand.subject, stream=Circle(hand.concern.circle).stream)
    return open_file(hand.concern, moment or t.moment)


def open_file(concern: Concern, moment: Moment) -> File:
    """Open the words of a concern as at a moment, for an operation that has logged that its actor reads it."""
    if concern.received_at > moment.known_at:
        raise NothingHere
    key = concern.account_key
    known: list[Worded] = []
    replaced: list[Worded] = []
    refiled = Refiled.objects.filter(concern=concern).order_by("recorded_at", "id")
    # What left is not readable here any more, also on a past day: a past date moves the record, never the reader.
    gone = {row.row_id for row in refiled if row.way == Refiling.AWAY}
    for model in RECORD:
        rows = list(model.objects.filter(concern=concern, recorded_at__lte=moment.known_at))
        later = {row.replaces_id for row in rows}
        for row in rows:
            if not row.withdrawn and row.pk not in gone:
                (replaced if row.pk in later else known).append(Worded(row, _words(row, "words", key)))
    return File(
        concern,
        _words(concern, "account", key),
        _raiser(concern),
        tuple(_people(concern, moment)),
        tuple(
            Delivery.objects.filter(concern=concern, recorded_at__lte=moment.known_at).order_by(
                "recorded_at", "id"
            )
        ),
        tuple(sorted(known, key=_when)),
        tuple(sorted(replaced, key=_when)),
        tuple(_stages(concern, moment)),
        tuple(Trace(row, _words(row, "words", key)) for row in refiled),
    )


def _raiser(concern: Concern) -> Mapping[str, str]:
    if concern.raiser_key is None or concern.raiser_apart:
        return {}
    return _words(concern, "raiser", concern.raiser_key)


def _stages(concern: Concern, moment: Moment) -> Iterator[Staged]:
    rows = ReferralStage.objects.filter(concern_id=concern.id).known(moment.known_at)
    for row in rows.order_by("happened_at", "id"):
        yield Staged(row, _words(row, "words", concern.account_key))


def _people(concern: Concern, moment: Moment) -> Iterator[Person]:
    """Everybody in the concern as known at the moment, in the order in which they were first named."""
    rows = ConcernPerson.objects.filter(concern=concern, recorded_at__lte=moment.known_at)
    by_id = {row.pk: row for row in rows.select_related("key").order_by("recorded_at", "id")}
    last = set(by_id) - {row.replaces_id for row in by_id.values()}
    chains = [[by_id[pk]] for pk in last if not by_id[pk].withdrawn]
    for chain in chains:
        while chain[-1].replaces_id:
            chain.append(by_id[chain[-1].replaces_id])
    for first, *earlier in sorted(chains, key=lambda chain: (chain[-1].recorded_at, chain[-1].pk)):
        before = tuple(Person(row, _words(row, "words", row.key)) for row in earlier)
        yield Person(first, _words(first, "words", first.key), before)


def _when(worded: Worded) -> tuple[datetime, UUID]:
    return worded.row.recorded_at, worded.row.pk


def _words(
    row: Concern | OfConcern | ConcernPerson | ReferralStage, column: str, key: object
) -> Mapping[str, str]:
    try:
        text = unseal(row, column, key)  # type: ignore[arg-type]
    except Shut as shut:
        return {SHUT: shut.sentence}
    words: Mapping[str, str] = json.loads(text) if text else {}
    return words


def words_of(row: OfConcern) -> Mapping[str, str]:
    """The words of one row of a record, for an operation that has logged that its actor reads it."""
    return _words(row, "words", row.concern.account_key)


def read_for_own(*, concern_id: UUID, actor: Actor, now: datetime) -> tuple[str, ...]:
    """What handlers wrote for whoever reported, for somebody signed in who raised it or wrote it down.

    Raises `NothingHere` for everybody else.
    """
    part = own_part(concern_id, actor.person_id or UUID(int=0), Moment.now(now))
    concern = Concern.objects.select_related("account_key").get(pk=concern_id)
    return answers(concern, stands_as(concern, part, actor), now)


def answers(concern: Concern, actor: Actor, now: datetime) -> tuple[str, ...]:
    """What handlers wrote for the reporter, oldest first; logged like any other reading. Whoever calls has checked that
    it is theirs."""
    anonymous = concern.reporter == ReporterKind.ANONYMOUS
    with time_kept(now, anonymous=anonymous) as hour, turn(actor=actor, now=now, kept=hour, always=True) as t:
        subject = Subject("concern", concern.id)
        t.record(Read((concern.id,)), subject, stream=Circle(concern.circle).stream)
    rows = (
        Entry.objects.filter(concern=concern, for_reporter=True)
        .known(t.moment.known_at)
        .order_by("recorded_at")
    )
    found = (_words(row, "words", concern.account_key) for row in rows)
    return tuple(words.get("words", words.get(SHUT, "")) for words in found)
