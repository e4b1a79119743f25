"""What belongs to no concern: its time, holds on it, and two who dispose of it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from dueregard.assurance.rights import loose
from dueregard.assurance.rights.choosing import Choice
from dueregard.assurance.rights.keeping_words import Anchor, Came, LooseKind, RecordClass, Why
from dueregard.assurance.rights.loose import By
from dueregard.assurance.rights.models import LooseDisposal, LooseLook
from dueregard.assurance.rights.periods import set_period
from dueregard.assurance.rights.queries.keeping import schedule
from dueregard.assurance.rights.queries.loose import Loose, entry_of_loose, loose_disposals, loose_things
from dueregard.assurance.rights.reminding import KEEPING, remind_of_keeping
from dueregard.assurance.rights.rules.keeping import Run, Stands
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import Reader, reader
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.crypto.models import DataKey
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import AboutKind, Precision
from dueregard.work.consultation.models import Talk
from dueregard.work.consultation.operations.talking import Note, make_concern, note_talk, read_talks
from dueregard.work.consultation.vocabulary import Asker
from dueregard.work.engagement.operations.noting import end_episode
from dueregard.work.engagement.operations.reading import read_episodes
from dueregard.work.engagement.vocabulary import Outcome
from household import NOON, SETUP, inside, make_holder, make_person
from keeping_support import REASON, YEAR
from work.engagement.reaching import TODAY, noted
from work.governance.governing import HEAD

WORRY = "A poster in the workshop."
LATER = NOON + YEAR
DAY = timedelta(days=1)


class House:
    """Two who decide on concerns, somebody who does not, and a note of a talk."""

    def __init__(self) -> None:
        self.lead, self.second = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
        self.director = make_holder("Di Rector", "managing-director")
        self.tutor = make_person("Tu Tor")
        self.talk = self.note()

    def note(self, at: datetime = NOON) -> UUID:
        said = Note(
            talked=Occurred(at, Precision.MINUTE), asker=Asker.LEARNER, what=WORRY, advised="To report it."
        )
        return note_talk(note=said, actor=Actor.person(self.lead), now=at).id

    def by(self, who: UUID | None = None, at: datetime = LATER, kind: LooseKind = LooseKind.TALK) -> By:
        return By(kind=kind, thing_id=self.talk, actor=Actor.person(who or self.lead), now=at)

    def reader(self, who: UUID, at: datetime = LATER) -> Reader:
        return reader(who, powers_in_force(Moment.now(at)), Moment.now(at))

    def things(self, who: UUID | None = None, at: datetime = LATER) -> list[Loose]:
        return loose_things(self.reader(who or self.lead, at), Moment.now(at))

    def stands(self, at: datetime = LATER) -> Stands:
        [one] = self.things(at=at)
        return one.now.stands

    def would(self, at: datetime = LATER, why: Why = Why.TIME_OVER) -> LooseLook:
        return loose.look_at_loose(self.by(at=at), chosen=Choice(why=why, reason=REASON))

    def gone(self) -> LooseDisposal:
        return loose.agree_on_loose(self.by(self.second), look_id=self.would().id)


@pytest.fixture
def house(db: None, tmp_path: Path, settings: Settings) -> Iterator[House]:
    settings.FILES = tmp_path
    with inside():
        adopt(data=archetype("apprenticeship-provider"), path="a.md", actor=SETUP, now=NOON)
        yield House()


def nothing_wrong() -> bool:
    return (verify().fault, verify_rows(), verify_words()) == (None, None, None)


# When it is over


def test_a_talk_comes_up_a_year_after_it_was(house: House) -> None:
    [one] = house.things()
    assert (one.lasts.record_class, one.due.on) == (RecordClass.TALK, date(2027, 3, 4))
    assert (house.stands(NOON), house.stands()) == (Stands.LATER, Stands.DUE)


def test_nothing_is_disposed_of_while_no_period_is_set(house: House) -> None:
    set_period(
        record_class=RecordClass.TALK, months=None, reason="x", actor=Actor.person(house.director), now=NOON
    )
    assert house.stands(LATER + 30 * YEAR) is Stands.NOT_SET
    with pytest.raises(OutOfTurn, match="Its time is not over"):
        house.would(LATER + 30 * YEAR)


def test_somebody_who_decides_nothing_sees_nothing(house: House) -> None:
    assert house.things(house.tutor) == []
    for act in (lambda by: loose.read_loose(by), lambda by: loose.hold_loose(by, post="dsl", reason="x")):
        with pytest.raises(NotPermitted):
            act(house.by(house.tutor))
    with pytest.raises(NothingHere):
        loose.read_loose(house.by(kind=LooseKind.EPISODE))


# Two dispose of it


def test_two_dispose_of_it_and_no_word_is_left(house: House) -> None:
    key = Talk.objects.get().key_id
    row = house.gone()
    assert DataKey.objects.get(pk=key).destroyed_at == LATER
    assert (row.first_id, row.second_id, row.why) == (house.lead, house.second, "time-over")
    assert (house.things(), read_talks(actor=Actor.person(house.lead), now=LATER)) == ([], [])
    assert [one.id for one in loose_disposals(house.reader(house.second), Moment.now(LATER))] == [row.id]
    entry = entry_of_loose(row)
    assert (entry.subject_kind, entry.subject_id, entry.stream) == ("talk", house.talk, "open")
    assert nothing_wrong()


def test_nobody_disposes_alone(house: House) -> None:
    look = house.would()
    with pytest.raises(NotPermitted, match="Somebody else has to agree"):
        loose.agree_on_loose(house.by(), look_id=look.id)
    with pytest.raises(OutOfTurn, match="a second person has to answer"):
        house.would()
    assert house.stands() is Stands.WAITS


def test_the_second_is_told_and_may_say_no(house: House) -> None:
    look = house.would()
    assert set(Message.objects.filter(thing_kind=KEEPING).values_list("person_id", flat=True)) == {
        house.second
    }
    kept = loose.disagree_on_loose(house.by(house.second), look_id=look.id, reason="Not yet.")
    assert (kept.came, house.stands()) == (Came.NOT, Stands.DUE)
    with pytest.raises(OutOfTurn, match="answered or taken back"):
        loose.agree_on_loose(house.by(house.second), look_id=look.id)
    assert nothing_wrong()


def test_after_fourteen_days_the_first_looks_again(house: House) -> None:
    look = house.would()
    with pytest.raises(OutOfTurn):
        loose.agree_on_loose(house.by(house.second, LATER + 15 * DAY), look_id=look.id)


def test_it_can_be_kept_until_a_day(house: House) -> None:
    until = (LATER + 40 * DAY).date()
    loose.look_at_loose(house.by(), chosen=Choice(keep_until=until, reason="An appeal."))
    assert (house.stands(), house.stands(LATER + 40 * DAY)) == (Stands.LATER, Stands.DUE)
    assert list(loose.read_loose(house.by())[1].values()) == ["An appeal."]


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        (Choice(why=Why.TIME_OVER, reason=" "), "reason"),
        (Choice(reason="x"), "why"),
        (Choice(keep_until=date(2020, 1, 1), reason="x"), "keep_until"),
        (Choice(why=Why.TIME_OVER, reason="x" * 4001), "reason"),
    ],
)
def test_what_cannot_be_decided_says_so(house: House, chosen: Choice, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        loose.look_at_loose(house.by(), chosen=chosen)
    assert refused.value.field == field


# Holds


def test_a_hold_stops_it_up_to_the_last_moment(house: House) -> None:
    look = house.would()
    [row] = [loose.hold_loose(house.by(), post="dsl", reason="A claim.")]
    assert house.stands() is Stands.HELD
    with pytest.raises(OutOfTurn, match="legal hold"):
        loose.agree_on_loose(house.by(house.second), look_id=look.id)
    loose.lift_loose(house.by(house.second), hold_id=row.id, post="dsl", reason="Over.")
    with pytest.raises(OutOfTurn, match="lies on it no more"):
        loose.lift_loose(house.by(), hold_id=row.id, post="dsl", reason="x")
    loose.agree_on_loose(house.by(house.second, LATER + timedelta(minutes=1)), look_id=look.id)
    assert nothing_wrong()


def test_a_hold_asks_for_ones_own_post_and_a_day_to_come(house: House) -> None:
    for said, field in (({"post": "head"}, "post"), ({"post": "dsl", "until": date(2020, 1, 1)}, "until")):
        with pytest.raises(BadInput) as refused:
            loose.hold_loose(house.by(), reason="x", **said)
        assert refused.value.field == field


# What else


def test_whoever_decides_is_written_to_while_some_wait(house: House) -> None:
    remind_of_keeping(now=LATER)
    told = Message.objects.filter(thing_kind=KEEPING).values_list("person_id", flat=True)
    assert set(told) == {house.lead, house.second}


def test_what_became_of_a_talk_changes_nothing_of_it(house: House) -> None:
    before = house.things()
    make_concern(
        talk_id=house.talk, about=AboutKind.LEARNER, name="", seen=WORRY, danger=False,
        request_id=house.talk, actor=Actor.person(house.lead), now=NOON,
    )  # fmt: skip
    assert [(one.thing, one.due) for one in house.things()] == [(one.thing, one.due) for one in before]


def test_no_word_of_it_is_in_the_audit_record(house: House) -> None:
    house.gone()
    assert not [
        entry.seq for entry in Entry.objects.all() if "poster" in entry.detail or REASON in entry.detail
    ]


# The other sorts


def test_an_episode_goes_on_until_it_ends(house: House) -> None:
    set_period(
        record_class=RecordClass.TAKING_PART,
        months=12,
        reason="x",
        actor=Actor.person(house.director),
        now=NOON,
    )
    row = noted(house.tutor)

    def stands(at: datetime) -> list[Stands]:
        return [one.now.stands for one in house.things(at=at) if one.thing.kind is LooseKind.EPISODE]

    assert stands(LATER) == [Stands.GOES_ON]
    end_episode(
        episode_id=row.id,
        outcome=Outcome.BACK,
        ended_on=TODAY,
        words="x",
        actor=Actor.person(house.tutor),
        now=NOON,
    )
    assert (stands(NOON), stands(LATER)) == ([Stands.LATER], [Stands.DUE])
    by: dict[str, Any] = {"kind": LooseKind.EPISODE, "thing_id": row.id, "now": LATER}
    look = loose.look_at_loose(
        By(actor=Actor.person(house.lead), **by), chosen=Choice(why=Why.TIME_OVER, reason="x")
    )
    loose.agree_on_loose(By(actor=Actor.person(house.second), **by), look_id=look.id)
    assert (stands(LATER), read_episodes(actor=Actor.person(house.tutor), now=LATER)) == ([], [])
    assert nothing_wrong()


# What a policy says


@pytest.mark.parametrize(
    ("written", "runs"), [('"6 months"', 6), ('"2 years"', 24), ('"not set"', None), ('"none"', None)]
)
def test_a_policy_says_how_long_a_talk_is_kept(house: House, written: str, runs: int | None) -> None:
    adopt(data=KEEPS.replace("RETENTION", written).encode(), path="care.md", actor=SETUP, now=NOON)
    lasts = schedule(Moment.now(NOON))
    talk = lasts[RecordClass.TALK]
    assert (talk.runs, talk.policy) == ((Run(Anchor.MADE, runs),), "care/record.talks")
    assert lasts[RecordClass.LIAISON].policy == ""
    set_period(
        record_class=RecordClass.TALK, months=9, reason="x", actor=Actor.person(house.director), now=NOON
    )
    assert schedule(Moment.now(NOON))[RecordClass.TALK].runs == (Run(Anchor.MADE, 9),)


def test_a_period_in_days_is_refused_at_the_gate() -> None:
    problems = judge(KEEPS.replace("RETENTION", '"90 days"').encode(), path="care.md").problems
    assert [one.message for one in problems if "months or years" in one.message]


KEEPS = (
    HEAD
    + """## 2 Talks {#2}

A note of a talk is kept for a time.

```control record talks
keep = ["talk"]
custodian = "role:board"
retention = RETENTION
```
"""
)
