"""Bodies outside: somebody is in touch, what came of it is written down, and what was agreed is done in time."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from dueregard.authority.policy.answers import Basis, Duty, Scope, Status
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.values.who import Who
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.reconciling import reconcile
from dueregard.mechanisms.clocks.operations.sweeping import sweep
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.liaison.controls import LIAISON_KIND
from dueregard.work.liaison.models import Exchange, Fulfilment, Undertaking, Upshot
from dueregard.work.liaison.operations.writing import fulfil, say_upshot, take_back, undertake
from dueregard.work.liaison.queries import control, logs, once_named, words_of
from dueregard.work.liaison.vocabulary import Came, Way
from household import NOON, SETUP, make_person
from work.governance.governing import Crew, governed
from work.liaison.outside import ADDRESS, POLICE, SILENT, TEXT, TODAY, acting, in_touch, reading

pytestmark = pytest.mark.django_db


def changed(crew: Crew, row: Exchange, day: int = 0, **more: Any) -> Upshot:
    said: dict[str, Any] = {"came": Came.CHANGED, "words": "The form asks for it."}
    return say_upshot(exchange_id=row.id, **said | more, **acting(crew.board, day))


def agreed(crew: Crew, row: Exchange, due: int, day: int = 0, **more: Any) -> Undertaking:
    said: dict[str, Any] = {
        "post": "writer",
        "due_on": TODAY + timedelta(days=due),
        "words": "Send the form.",
    }
    return undertake(exchange_id=row.id, **said | more, **acting(crew.board, day))


def test_each_is_reached_in_its_time_and_what_they_said_comes_back() -> None:
    with governed(TEXT) as crew:
        assert reading().status is Status.NOT_YET_DUE
        council = in_touch(crew.board, day=10)
        assert (
            reading(9).because == "The council: nobody was in touch yet; somebody is in touch by 12 June 2026"
        )
        police = in_touch(
            crew.board, "police", 20, came=Came.NOTHING, came_words="They told us what we knew."
        )
        found = reading(20)
        assert (found.status, found.basis) == (Status.AT_RISK, Basis.HAPPENED_HERE)
        assert "of 1 times nobody has written down what changed" in found.because
        changed(crew, council, 21)
        found = reading(21)
        assert found.status is Status.MET
        assert (found.count.n, found.count.of) == (2, 2) if found.count else None
        assert reading(110).status is Status.MET
        assert reading(111).status is Status.NOT_MET
        assert reading(111).because.startswith("The council: somebody was to be in touch by")
        assert reading(20).status is Status.AT_RISK
        in_touch(crew.board, day=111, came=Came.CHANGED, came_words="More.")
        assert reading(111).status is Status.MET
        assert Upshot.objects.filter(exchange=police).count() == 1


def test_without_a_figure_nothing_is_late_and_every_time_shows() -> None:
    with governed(SILENT) as crew:
        assert (reading(900).status, reading(900).count.n) == (Status.NOT_SET, 0)  # type: ignore[union-attr]
        in_touch(crew.board, came=Came.CHANGED, came_words="x")
        found = reading(900)
        assert found.because == "in touch with 1 of 2; how often at least is not set"


def test_what_was_agreed_is_owed_by_its_post_until_it_is_done() -> None:
    with governed(TEXT) as crew:
        row = in_touch(crew.board, came=Came.NOTHING, came_words="x")
        in_touch(crew.board, "police", came=Came.NOTHING, came_words="x")
        one = agreed(crew, row, 5)
        owed = {duty.occasion: duty for duty in _owed(5)}
        assert owed[f"undertaking-{one.id.hex}"].owes == Who.read("role:writer")
        assert reading(5).status is Status.MET
        assert reading(6).status is Status.AT_RISK
        with pytest.raises(NotPermitted):
            fulfil(undertaking_id=one.id, done_on=TODAY, words="x", **acting(make_person("Tu Tor")))
        fulfil(undertaking_id=one.id, done_on=TODAY, words="Sent.", **acting(crew.writer, 1))
        assert reading(6).status is Status.MET
        assert not [duty for duty in _owed(6) if duty.occasion.startswith("undertaking")]
        with pytest.raises(OutOfTurn):
            fulfil(undertaking_id=one.id, done_on=TODAY, words="Again.", **acting(crew.board, 1))


def noon(days: int) -> datetime:
    return NOON + timedelta(days=days)


def _owed(day: int) -> list[Duty]:
    moment = Moment.end_of(TODAY + timedelta(days=day))
    placed = control(ADDRESS, moment)
    assert placed
    return list(LIAISON_KIND.duties(placed, Scope(scope.provider_id(), Stream.OPEN, moment)))


def test_it_falls_due_and_whoever_keeps_in_touch_is_told() -> None:
    with governed(TEXT) as crew:
        provider = Provider.objects.get(pk=scope.provider_id())
        in_touch(crew.board)
        reconcile(owed_now(Moment.now(noon(1))), provider=provider, now=noon(1))
        due = Obligation.objects.filter(policy="care", closed_at=None)
        assert [london_day(row.due_at) for row in due if row.due_at] == [TODAY + timedelta(days=100)] * 2
        sweep(now=noon(89))
        assert not Message.objects.exists()
        for _twice in range(2):
            sweep(now=noon(91))
        assert list(Message.objects.values_list("person_id", flat=True)) == [crew.board]
        for body in ("council", "police"):
            in_touch(crew.board, body, 92)
        reconcile(owed_now(Moment.now(noon(93))), provider=provider, now=noon(93))
        due = Obligation.objects.filter(policy="care", closed_at=None)
        assert [london_day(row.due_at) for row in due if row.due_at] == [TODAY + timedelta(days=192)] * 2


def test_nothing_of_another_circle() -> None:
    with governed(TEXT):
        moment = Moment.end_of(TODAY)
        placed = control(ADDRESS, moment)
        assert placed
        sealed = Scope(scope.provider_id(), Stream.SEALED, moment)
        assert list(LIAISON_KIND.duties(placed, sealed)) == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"theirs": " "}, "theirs"),
        ({"about": ""}, "about"),
        ({"came": Came.CHANGED}, "changed"),
        ({"came": Came.NOTHING, "came_words": " "}, "why_nothing"),
        ({"on": TODAY + timedelta(days=1)}, "happened_on"),
        ({"on": TODAY - timedelta(days=9999)}, "happened_on"),
        ({"ours": uuid4()}, "ours"),
    ],
)
def test_what_cannot_be_written_is_said_at_its_place(more: dict[str, Any], field: str) -> None:
    with governed(TEXT) as crew:
        with pytest.raises(BadInput) as refused:
            in_touch(crew.board, **more)
        assert refused.value.field == field
        assert Exchange.objects.count() == 0


def test_who_may_write_and_of_what() -> None:
    with governed(TEXT) as crew:
        tutor = make_person("Tu Tor")
        with pytest.raises(NotPermitted):
            in_touch(tutor)
        with pytest.raises(NothingHere):
            in_touch(crew.board, "harbour-master")
        row = in_touch(crew.director)
        with pytest.raises(NotPermitted):
            say_upshot(exchange_id=row.id, came=Came.CHANGED, words="x", **acting(tutor))
        with pytest.raises(BadInput):
            changed(crew, row, words=" ")
        changed(crew, row)
        with pytest.raises(OutOfTurn):
            changed(crew, row)
        wrong: list[dict[str, Any]] = [{"words": ""}, {"post": "nobody"}, {"due": -1}]
        for bad in wrong:
            with pytest.raises(BadInput):
                agreed(crew, row, **{"due": 1} | bad)
        one = agreed(crew, row, 3)
        for late in (
            {"words": " "},
            {"done_on": TODAY + timedelta(days=1)},
            {"done_on": TODAY - timedelta(days=1)},
        ):
            said: dict[str, Any] = {"words": "x", "done_on": TODAY} | late
            with pytest.raises(BadInput):
                fulfil(undertaking_id=one.id, **said, **acting(crew.board))
        for unknown in (uuid4(), row.id):
            with pytest.raises(NothingHere):
                fulfil(undertaking_id=unknown, words="x", done_on=TODAY, **acting(crew.board))
        with pytest.raises(NothingHere):
            say_upshot(exchange_id=uuid4(), came=Came.CHANGED, words="x", **acting(crew.board))
        assert (Upshot.objects.count(), Fulfilment.objects.count()) == (1, 0)


def test_words_are_sealed_and_promised_and_no_entry_says_any() -> None:
    with governed(TEXT) as crew:
        row = in_touch(crew.board, said="Cross the lagoon", way=Way.MEETING)
        assert words_of(row, row)["said"] == "Cross the lagoon"
        assert b"lagoon" not in bytes(row.words)
        assert "lagoon" not in str(list(Entry.objects.values()))
        assert verify_words() is None


def test_what_was_written_later_was_not_known_before_and_a_new_edition_keeps_the_log() -> None:
    with governed(TEXT) as crew:
        in_touch(crew.board, day=9, on=TODAY)
        then = Moment(NOON + timedelta(days=5), NOON + timedelta(days=5))
        assert logs([ADDRESS], then)[ADDRESS].exchanges == ()
        now = NOON + timedelta(days=10)
        again = TEXT.replace('edition = "1"', 'edition = "2"').encode()
        adopt(data=again, path="care.md", actor=SETUP, now=now)
        assert len(logs([ADDRESS], Moment.now(now))[ADDRESS].exchanges) == 1


def test_as_many_questions_for_many_as_for_one(django_assert_num_queries: Any) -> None:
    with governed(TEXT) as crew:
        row = in_touch(crew.board)
        agreed(crew, row, 5)
        moment = Moment.now(NOON + timedelta(days=1))
        with django_assert_num_queries(5):
            logs([ADDRESS], moment)
        for day in range(5):
            agreed(crew, in_touch(crew.board, "police", day), 9, day)
        with django_assert_num_queries(5):
            found = logs([ADDRESS, "care/liaison.other"], Moment.now(NOON + timedelta(days=6)))
        assert [len(log.exchanges) for log in found.values()] == [6, 0]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('id = "police"', 'id = "council"', "already in this register"),
        ('sort = "police"', 'sort = "navy"', "safeguarding-partnership"),
        ("feeds_back = true", 'feeds_back = "yes"', "neither true nor false"),
        ("feeds_back = true", "checked = 2026-01-01", "is a record and no part of the policy"),
    ],
)
def test_the_gate_says_what_is_wrong(before: str, after: str, said: str) -> None:
    assert judge(TEXT.encode(), "care.md").problems == ()
    found = judge(TEXT.replace(before, after, 1).encode(), "care.md").problems
    assert [one.message for one in found if said in one.message]


def test_a_mistake_is_taken_back_by_a_second_fact_and_counts_for_nothing() -> None:
    with governed(TEXT) as crew:
        in_touch(crew.board, came=Came.NOTHING, came_words="x")
        in_touch(crew.board, "police", 50, came=Came.NOTHING, came_words="x")
        slip = in_touch(crew.board, day=50, came=Came.CHANGED, came_words="x")
        agreed(crew, slip, 55, 50)
        assert reading(120).status is Status.AT_RISK
        with pytest.raises(BadInput):
            take_back(exchange_id=slip.id, words=" ", **acting(crew.board, 60))
        with pytest.raises(NotPermitted):
            take_back(exchange_id=slip.id, words="x", **acting(make_person("Tu Tor"), 60))
        take_back(exchange_id=slip.id, words="It was another body.", **acting(crew.board, 60))
        assert reading(120).because.startswith("The council: somebody was to be in touch by")
        assert reading(59).status is Status.AT_RISK
        assert not [duty for duty in _owed(60) if duty.occasion.startswith("undertaking")]
        log = logs([ADDRESS], Moment.now(noon(61)))[ADDRESS]
        assert [(row.id, words_of(back, row)) for row, back in log.taken_back] == [
            (slip.id, {"words": "It was another body."})
        ]
        for again in (take_back, say_nothing):
            with pytest.raises(OutOfTurn, match="taken back as a mistake"):
                again(exchange_id=slip.id, words="x", **acting(crew.board, 61))
        assert (verify_words(), verify_rows()) == (None, None)


def say_nothing(*, exchange_id: UUID, words: str, actor: Actor, now: datetime) -> None:
    say_upshot(exchange_id=exchange_id, came=Came.NOTHING, words=words, actor=actor, now=now)


def test_a_body_that_a_later_edition_drops_stays_with_what_was_written() -> None:
    with governed(TEXT) as crew:
        in_touch(crew.board, "police")
        later = TEXT.replace('edition = "1"', 'edition = "2"').replace(POLICE, "")
        adopt(data=later.encode(), path="care.md", actor=SETUP, now=noon(2))
        before, after = Moment.now(noon(1)), Moment.now(noon(3))
        placed = control(ADDRESS, after)
        assert placed
        assert [body.title for body in once_named(placed, after).values()] == ["The police"]
        then = control(ADDRESS, before)
        assert then
        assert once_named(then, before) == {}
        assert len(logs([ADDRESS], after)[ADDRESS].exchanges) == 1
