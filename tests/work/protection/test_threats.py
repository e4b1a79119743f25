"""A threat against whoever spoke up lies behind a wall of its own: who sees it, what is kept of it, and who is told."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship
from dueregard.ground.audit.models import Entry
from dueregard.ground.crypto.models import DataKey
from dueregard.ground.crypto.operations import destroy
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.disposing import keys_of
from dueregard.work.casework.operations.handling import link_person
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.stepping_aside import step_aside
from dueregard.work.protection.models import ProtectiveMeasure, Threat, ThreatStep
from dueregard.work.protection.operations.threats import (
    keep_measure,
    keep_threat_step,
    move_measure,
    read_threats,
)
from dueregard.work.protection.rules import may_see, missing_of_measure, missing_of_step, missing_of_threat
from dueregard.work.protection.vocabulary import MAY_FOLLOW, Happened, Measure, Source, Standing
from household import NOON, SETUP, inside, make_person
from work.protection.threatened import TODAY, WORDS, Crew, acting, concern, crew, friend_in, threatened

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider() -> Iterator[Provider]:
    with inside() as one:
        yield one


@pytest.fixture
def us(provider: Provider) -> Crew:
    return crew()


def test_who_may_see_is_a_table() -> None:
    names = ("sees_concern", "named", "shut_out", "of_us", "sees_restricted", "wrote_it")
    seen = {
        given
        for given in product((True, False), repeat=len(names))
        if may_see(**dict(zip(names, given, strict=True)))
    }
    assert seen == {
        given
        for given in product((True, False), repeat=len(names))
        if given[:3] == (True, True, False) and (not given[3] or given[4] or given[5])
    }
    assert len(seen) == 4 + 3


def sees(us: Crew, about: UUID) -> set[str]:
    found = set()
    for name, person in us._asdict().items():
        try:
            if read_threats(concern_id=about, **acting(person)):
                found.add(name)
        except NothingHere:
            continue
    return found


def test_those_the_policy_names_see_it_and_nobody_else(us: Crew) -> None:
    about = concern(us.tutor)
    threatened(about, us.officer)
    assert sees(us, about) == {"officer", "second"}, (
        "the director was not given the concern, and the tutor raised it"
    )
    for person in (us.tutor, us.hr, us.director):
        with pytest.raises(NothingHere):
            threatened(about, person)
    assert Threat.objects.count() == 1


def test_a_colleague_who_threatens_is_seen_by_fewer(us: Crew) -> None:
    about = concern(us.tutor)
    threatened(about, us.officer, works_here=True)
    assert sees(us, about) == {"officer"}


def test_whoever_threatened_and_their_kin_see_nothing_also_when_it_is_learnt_later(us: Crew) -> None:
    about = concern(us.tutor)
    friend = make_person("Sam Friend")
    threatened(about, us.officer, threatener=friend_in(about))
    assert sees(us, about) == {"officer", "second"}
    record_relationship(person_id=us.second, other_id=friend, kinship=Kinship.KIN, actor=SETUP, now=NOON)
    link_person(concern_id=about, row_id=friend_in(about), person_id=friend, **acting(us.officer))
    assert sees(us, about) == {"officer", "director"}, "the friend works here, so all of it is restricted now"


def test_whoever_steps_aside_from_the_concern_sees_no_threat(us: Crew) -> None:
    about = concern(us.tutor)
    row = threatened(about, us.officer)
    step_aside(reason="It touches me.", concern_id=about, **acting(us.second))
    assert sees(us, about) == {"officer"}
    with pytest.raises(NothingHere):
        kept(row, us.second)


def kept(row: Threat, by: UUID, **more: Any) -> ThreatStep:
    said: dict[str, Any] = {
        "happened": Happened.POLICE_TOLD,
        "happened_on": TODAY,
        "words": "Harbour police, 1234.",
    }
    return keep_threat_step(threat_id=row.id, **said | more, **acting(by, 1))


def test_the_record_of_the_concern_and_the_open_stream_say_nothing_of_it(us: Crew) -> None:
    about = concern(us.tutor)
    before = Concern.objects.values().get()
    open_before = Entry.objects.filter(stream="open").count()
    row = threatened(about, us.officer)
    kept(row, us.officer)
    measured(row, us.officer)
    assert Concern.objects.values().get() == before
    assert Entry.objects.filter(stream="open").count() == open_before
    file = read_concern(concern_id=about, **acting(us.officer, 1))
    assert "find me" not in repr(file)
    details = "".join(Entry.objects.values_list("detail", flat=True))
    assert "find me" not in details
    assert set(
        Message.objects.filter(thing_kind="threat").values_list("person_id", "circle", "thing_id")
    ) == {(us.second, "sealed", row.id)}


def test_its_words_lie_under_a_key_of_their_own(us: Crew) -> None:
    about = concern(us.tutor)
    row = threatened(about, us.officer)
    kept(row, us.officer)
    (told,) = read_threats(concern_id=about, **acting(us.officer, 1))
    assert told.words == WORDS
    assert row.key_id != Concern.objects.get().account_key_id
    assert row.key_id in {key.pk for key in keys_of(Concern.objects.get())}, "it goes when the record goes"
    destroy(DataKey.objects.get(pk=row.key_id), now=NOON)
    (told,) = read_threats(concern_id=about, **acting(us.officer, 1))
    assert (told.words, [words for _step, words in told.steps]) == ({}, [{}])
    assert "drives her home" in repr(read_concern(concern_id=about, **acting(us.officer, 1)))


def measured(row: Threat, by: UUID, **more: Any) -> ProtectiveMeasure:
    said: dict[str, Any] = {
        "kind": Measure.PHONE_MARKER, "standing": Standing.ASKED, "since": TODAY, "words": "Harbour police."
    }  # fmt: skip
    return keep_measure(threat_id=row.id, **said | more, **acting(by, 1))


def moved(one: ProtectiveMeasure, by: UUID, standing: Standing, **more: Any) -> ProtectiveMeasure:
    said: dict[str, Any] = {"since": TODAY + timedelta(days=1), "words": "The officer rang."}
    return move_measure(measure_id=one.id, standing=standing, **said | more, **acting(by, 2))


def test_a_measure_stands_differently_over_time_and_its_past_stays(us: Crew) -> None:
    about = concern(us.tutor)
    first = measured(threatened(about, us.officer), us.officer)
    second = moved(first, us.second, Standing.IN_PLACE)
    (told,) = read_threats(concern_id=about, **acting(us.officer, 3))
    assert [(one.standing, words["words"]) for one, words in told.measures] == [
        ("in-place", "The officer rang.")
    ]
    assert [one.standing for one, _words in told.before] == ["asked"]
    with pytest.raises(OutOfTurn):
        moved(first, us.officer, Standing.ENDED)
    with pytest.raises(BadInput, match="cannot stand so"):
        moved(second, us.officer, Standing.REFUSED)
    with pytest.raises(BadInput, match="before it stood"):
        moved(second, us.officer, Standing.ENDED, since=TODAY)


@pytest.mark.parametrize("standing", Standing)
def test_from_every_standing_there_is_a_way_on_and_none_to_itself(standing: Standing) -> None:
    assert MAY_FOLLOW[standing]
    assert standing not in MAY_FOLLOW[standing]


def test_warnings_investigations_and_arrests_are_kept_in_their_order(us: Crew) -> None:
    about = concern(us.tutor)
    row = threatened(about, us.officer)
    for days, happened in enumerate((Happened.WARNED, Happened.INVESTIGATED, Happened.ARRESTED)):
        kept(
            row,
            us.officer,
            happened=happened,
            happened_on=TODAY - timedelta(days=2 - days),
            words=f"{happened}.",
        )
    (told,) = read_threats(concern_id=about, **acting(us.officer, 1))
    assert [step.happened for step, _words in told.steps] == ["warning-given", "investigation", "arrest"]


def test_what_is_wanting(us: Crew) -> None:
    assert missing_of_threat({}, Source.RECEIVED) == {
        "what": "Say what was threatened, in the words that were used as far as you know them."
    }
    assert set(missing_of_threat({"what": "x"}, Source.POLICE_BELIEVE)) == {"police"}
    assert missing_of_threat(WORDS, Source.POLICE_BELIEVE) == {}
    assert all(missing_of_step(" ", one) and not missing_of_step("x", one) for one in Happened)
    assert all(missing_of_measure(" ", one) and not missing_of_measure("x", one) for one in Measure)
    about, other = concern(us.tutor), concern(us.tutor)
    row = threatened(about, us.officer)
    tomorrow = TODAY + timedelta(days=1)
    acts: list[tuple[str, Callable[[], object]]] = [
        ("in the words", lambda: threatened(about, us.officer, words={})),
        ("still to come", lambda: threatened(about, us.officer, happened_on=tomorrow)),
        ("who was warned", lambda: kept(row, us.officer, happened=Happened.WARNED, words=" ")),
        ("still to come", lambda: kept(row, us.officer, happened_on=tomorrow + timedelta(days=9))),
        ("whom it protects", lambda: measured(row, us.officer, words=" ")),
    ]
    for sentence, act in acts:
        with pytest.raises(BadInput, match=sentence):
            act()
    with pytest.raises(NothingHere):
        threatened(about, us.officer, threatener=friend_in(other))
    assert (Threat.objects.count(), ThreatStep.objects.count(), ProtectiveMeasure.objects.count()) == (
        1,
        0,
        0,
    )
