"""Whether people feel safe: counted, of nobody, shown late enough, and something is done about it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from dueregard.authority.policy.answers import Count, Reading, Scope, Status
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.reconciling import reconcile
from dueregard.mechanisms.clocks.operations.sweeping import sweep
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.climate.controls import CLIMATE_KIND
from dueregard.work.climate.models import ClimateTally, FollowUp
from dueregard.work.climate.operations import answering
from dueregard.work.climate.operations.answering import answer_how_safe
from dueregard.work.climate.operations.following_up import decide_follow_up, finish_follow_up
from dueregard.work.climate.queries import answers, asked, controls, follow_ups, words_of
from dueregard.work.climate.rules import term_of
from dueregard.work.climate.vocabulary import About, Audience, Felt
from household import NOON, SETUP, inside, make_holder, make_person
from work.climate.asking import ADDRESS, TEXT, say

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
BOTH = dict.fromkeys(About, Felt.YES)
TERM = term_of(NOON.date()).begins
YEAR = timedelta(days=365)


@pytest.fixture
def board() -> Iterator[UUID]:
    with inside():
        adopt(data=TEXT.encode(), path="care.md", actor=SETUP, now=NOON)
        yield make_holder("Bo Ard", "board")


def shown(now: datetime) -> dict[Audience, int]:
    """How many people's answers of the running term are shown."""
    found = answers(asked(Moment.now(now)), Moment.now(now))
    return {one.audience: one.people for one in found if one.term == term_of(now.date())}


def test_an_answer_is_counted_and_leaves_nothing_that_tells_whose_it_was(board: UUID) -> None:
    entries = Entry.objects.count()
    say(Audience.LEARNERS, 2, NOON)
    say(Audience.LEARNERS, 1, NOON + timedelta(days=1), Felt.NO)
    assert Entry.objects.count() == entries
    kept = {field.name for field in ClimateTally._meta.concrete_fields}
    assert kept == {"id", "provider_id", "audience", "week", "of", "felt", "people"}
    rows = ClimateTally.objects.values_list("of", "felt", "people")
    assert sorted(rows) == [("safe", "no", 1), ("safe", "yes", 2), ("turn", "yes", 3)]
    assert {row.id.int >> 80 for row in ClimateTally.objects.all()} == {
        int(datetime.combine(date(2026, 3, 2), NOON.time(), NOON.tzinfo).replace(hour=0).timestamp() * 1000)
    }


def test_the_week_that_runs_is_not_shown_and_each_audience_stands_alone(board: UUID) -> None:
    say(Audience.LEARNERS, 6, NOON)
    say(Audience.STAFF, 5, NOON)
    assert shown(NOON) == {Audience.LEARNERS: 0, Audience.STAFF: 0}
    assert shown(NOON + WEEK) == {Audience.LEARNERS: 6, Audience.STAFF: 0}
    say(Audience.STAFF, 1, NOON + WEEK)
    assert shown(NOON + 2 * WEEK) == {Audience.LEARNERS: 6, Audience.STAFF: 6}
    past = Moment(NOON + WEEK, NOON + 2 * WEEK)
    assert [one.people for one in answers(asked(past), past)[:2]] == [6, 0]


def test_what_cannot_be_counted_is_refused(board: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="nobody's"):
        answer_how_safe(audience=Audience.STAFF, answers=BOTH, actor=Actor.person(board), now=NOON)
    with pytest.raises(BadInput):
        answer_how_safe(
            audience=Audience.STAFF, answers={About.SAFE: Felt.NO}, actor=Actor.outsider(), now=NOON
        )
    monkeypatch.setattr(answering, "MOST_PEOPLE", 2)
    say(Audience.STAFF, 2, NOON)
    with pytest.raises(OutOfTurn):
        say(Audience.STAFF, 1, NOON)
    say(Audience.STAFF, 1, NOON + WEEK)
    say(Audience.LEARNERS, 1, NOON)


def test_nobody_is_asked_where_no_policy_asks_and_the_tallies_of_providers_are_their_own() -> None:
    with inside("elsewhere"):
        with pytest.raises(NothingHere):
            say(Audience.LEARNERS, 1, NOON)
        adopt(data=TEXT.encode(), path="care.md", actor=SETUP, now=NOON)
        say(Audience.LEARNERS, 6, NOON)
        assert shown(NOON + WEEK)[Audience.LEARNERS] == 6
    with inside():
        adopt(data=TEXT.encode(), path="care.md", actor=SETUP, now=NOON)
        assert shown(NOON + WEEK) == {Audience.LEARNERS: 0, Audience.STAFF: 0}


# What is done about it


def decided(by: UUID, **more: object) -> FollowUp:
    said: dict[str, object] = {
        "address": ADDRESS, "audience": Audience.LEARNERS, "term": TERM, "post": "board",
        "due_on": NOON.date() + WEEK, "words": "Light the car park.", "actor": Actor.person(by), "now": NOON,
    }  # fmt: skip
    return decide_follow_up(**said | more)  # type: ignore[arg-type]


def test_what_was_decided_is_done_once_and_both_stay_readable(board: UUID) -> None:
    row = decided(board)
    done: dict[str, object] = {
        "followup_id": row.id, "done_on": NOON.date(), "words": "Two lamps.", "actor": Actor.person(board),
        "now": NOON + timedelta(hours=1),
    }  # fmt: skip
    after = finish_follow_up(**done)  # type: ignore[arg-type]
    assert after.replaces_id == row.id
    assert words_of(after) == {"what": "Light the car park.", "how": "Two lamps."}
    moment = Moment.now(NOON + timedelta(hours=2))
    assert follow_ups([ADDRESS], moment) == {ADDRESS: [after]}
    for again in (row.id, after.id):
        with pytest.raises(OutOfTurn):
            finish_follow_up(**done | {"followup_id": again})  # type: ignore[arg-type]
    assert FollowUp.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"words": " "}, "words"),
        ({"post": "nobody-has-it"}, "post"),
        ({"due_on": NOON.date() - timedelta(days=1)}, "due_on"),
    ],
)
def test_what_is_left_out_is_asked_for(board: UUID, more: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        decided(board, **more)
    assert refusal.value.field == field
    assert not FollowUp.objects.exists()


def test_nobody_else_decides_or_finishes_and_nothing_of_what_is_not_asked(board: UUID) -> None:
    tutor = make_person("Tu Tor")
    for more in ({"address": "care/climate.x"}, {"term": date(2020, 1, 1)}):
        with pytest.raises(NothingHere):
            decided(board, **more)
    with pytest.raises(NotPermitted):
        decided(tutor)
    row = decided(board)
    with pytest.raises(NotPermitted):
        finish_follow_up(
            followup_id=row.id, done_on=NOON.date(), words="x", actor=Actor.person(tutor), now=NOON
        )


def test_whoever_was_to_do_it_is_told_once_it_is_late_and_not_once_it_is_done(board: UUID) -> None:
    writer = make_holder("Wri Ter", "writer")
    row = decided(board, post="writer")
    told = Message.objects.filter(thing_kind="policy")

    def a_day(day: int) -> None:
        now = NOON + timedelta(days=day)
        provider = Provider.objects.get(pk=scope.provider_id())
        reconcile(owed_now(Moment.now(now)), provider=provider, now=now)
        sweep(now=now)

    for day in (1, 7):
        a_day(day)
        assert not told.exists()
    a_day(8)
    assert [one.person_id for one in told] == [writer]
    assert "car park" not in str(list(told.values()))
    done = NOON + timedelta(days=9)
    finish_follow_up(
        followup_id=row.id, done_on=done.date(), words="Two lamps.", actor=Actor.person(writer), now=done
    )
    a_day(10)
    assert not Obligation.objects.filter(
        policy="care", occasion__startswith="followup", closed_at=None
    ).exists()
    a_day(40)
    assert told.count() == 1


# What the clause shows


def reading(now: datetime) -> Reading:
    moment = Moment.now(now)
    return CLIMATE_KIND.evidence(controls(moment)[0], Scope(scope.provider_id(), Stream.OPEN, moment))


def test_the_clause_says_how_many_were_asked_and_what_they_said(board: UUID) -> None:
    assert reading(NOON).status is Status.NO_OCCASION
    say(Audience.LEARNERS, 8, NOON)
    soon = reading(NOON + WEEK)
    assert (soon.status, "of 100 learners 100 said they feel safe" in soon.because) == (
        Status.NO_OCCASION,
        True,
    )
    may = NOON + timedelta(days=70)
    say(Audience.LEARNERS, 6, may)
    say(Audience.STAFF, 5, may)
    autumn = reading(NOON + timedelta(days=170))
    assert (autumn.status, autumn.count) == (Status.NOT_MET, Count(1, 2, "times asked"))
    say(Audience.STAFF, 1, may + WEEK)
    assert reading(NOON + timedelta(days=170)).status is Status.MET


def test_how_safe_they_feel_judges_nothing_and_what_is_overdue_does(board: UUID) -> None:
    may = NOON + timedelta(days=70)
    for audience in Audience:
        say(audience, 6, may, Felt.NO)
    later = NOON + timedelta(days=170)
    low = reading(later)
    assert (low.status, "of 100 staff 0 said they feel safe" in low.because) == (Status.MET, True)
    decided(board)
    late = reading(later)
    assert (late.status, "1 of the things decided" in late.because) == (Status.NOT_MET, True)
