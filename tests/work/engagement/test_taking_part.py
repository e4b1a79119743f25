"""A learner stops taking part: somebody notes it, tries to reach them, tells whom the policy names, and finds out."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from dueregard.authority.access.models import Holding
from dueregard.authority.access.operations import end_holding
from dueregard.authority.policy.answers import Count, Status
from dueregard.authority.policy.gate import judge
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.reconciling import reconcile
from dueregard.mechanisms.clocks.operations.sweeping import sweep
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.recipients import may_still_be_told
from dueregard.work.casework.models import Concern, ConcernPerson
from dueregard.work.engagement.models import Ending, Episode, Flag, Step
from dueregard.work.engagement.operations import handing_over
from dueregard.work.engagement.operations.handing_over import hand_over
from dueregard.work.engagement.operations.noting import end_episode, flag, keep_step
from dueregard.work.engagement.operations.reading import read_episodes
from dueregard.work.engagement.vocabulary import CameOfIt, Kept, Outcome, Sort, Topic, Way
from household import NOON, SETUP, inside, make_person
from work.engagement.reaching import TODAY, WHO, Crew, acting, crew, noted, reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider() -> Iterator[Provider]:
    with inside() as one:
        yield one


@pytest.fixture
def us(provider: Provider) -> Crew:
    return crew()


def tried(one: Episode, by: UUID, days: int = 0, **more: Any) -> Step:
    said: dict[str, Any] = {
        "kind": Kept.ATTEMPT,
        "way": Way.PHONE,
        "came": CameOfIt.NO_ANSWER,
        "happened_on": TODAY + timedelta(days=days),
        "words": "Rang twice.",
    }
    return keep_step(episode_id=one.id, **said | more, **acting(by, days))


def ended(one: Episode, by: UUID, outcome: Outcome, days: int = 0, **more: Any) -> Ending:
    said: dict[str, Any] = {"ended_on": TODAY + timedelta(days=days), "words": "They had changed shifts."}
    return end_episode(episode_id=one.id, outcome=outcome, **said | more, **acting(by, days))


def told_of(one: Episode) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = {}
    for occasion, person, mailbox in Message.objects.filter(thing_id=one.id).values_list(
        "occasion", "person_id", "mailbox"
    ):
        found.setdefault(occasion.rpartition("-")[0] or occasion, set()).add(person or mailbox)
    return found


def test_the_whole_way_from_noticing_to_being_back(us: Crew) -> None:
    one = noted(us.tutor)
    tried(one, us.tutor)
    flag(episode_id=one.id, **acting(us.tutor, 1))
    assert told_of(one) == {"flagged": {us.lead_tutor, "apprenticeship-provider/contact.non-engagement"}}
    tried(one, us.lead_tutor, 2, way=Way.VISIT, came=CameOfIt.REACHED)
    ended(one, us.lead_tutor, Outcome.BACK, 5)
    (read,) = read_episodes(**acting(us.tutor, 6))
    assert read.words == {"who": WHO, "what": "Not in any session this week."}
    assert [(step.way, step.came) for step, _words in read.steps] == [
        ("phone", "no-answer"),
        ("visit", "reached"),
    ]
    assert (read.ending and read.ending.outcome, read.ended) == (
        "back",
        {"words": "They had changed shifts."},
    )
    assert not Obligation.objects.filter(about_id=one.id, closed_at=None).exists()
    entries = "".join(Entry.objects.values_list("detail", flat=True))
    assert "Marlow" not in entries
    assert "shifts" not in entries


FIGURES: list[tuple[str, int | None, int, Status, Count | None]] = [
    ("told on the third working day", 5, 9, Status.MET, Count(1, 1, "learners")),
    ("told a day too late", 6, 9, Status.NOT_MET, Count(0, 1, "learners")),
    ("nobody told, and it is over", None, 6, Status.NOT_MET, Count(0, 1, "learners")),
    ("nobody told yet", None, 4, Status.NOT_YET_DUE, None),
]


@pytest.mark.parametrize(("name", "flagged", "days", "status", "count"), FIGURES)
def test_the_figure_of_three_working_days(
    us: Crew, name: str, flagged: int | None, days: int, status: Status, count: Count | None
) -> None:
    """Noticed on a Wednesday: Thursday, Friday and Monday are the three working days."""
    one = noted(us.tutor)
    tried(one, us.tutor)
    if flagged is not None:
        flag(episode_id=one.id, **acting(us.tutor, flagged))
    found = reading(Sort.STOPPED, days)
    assert (found.status, found.count) == (status, count)


def test_time_runs_from_the_day_it_was_noticed_and_not_from_when_it_was_noted(us: Crew) -> None:
    one = noted(us.tutor, on=TODAY - timedelta(days=9))
    flag(episode_id=one.id, **acting(us.tutor))
    assert reading(Sort.STOPPED).status is Status.NOT_MET


def test_telling_without_trying_is_at_risk_and_a_mistake_is_nobodys_lateness(us: Crew) -> None:
    assert reading(Sort.STOPPED).status is Status.NO_OCCASION
    one = noted(us.tutor)
    flag(episode_id=one.id, **acting(us.tutor))
    assert reading(Sort.STOPPED).status is Status.AT_RISK
    late = noted(us.tutor, on=TODAY - timedelta(days=30))
    assert reading(Sort.STOPPED).status is Status.NOT_MET
    ended(late, us.tutor, Outcome.MISTAKE)
    tried(one, us.tutor)
    assert (reading(Sort.STOPPED).status, reading(Sort.STOPPED).count) == (
        Status.MET,
        Count(1, 1, "learners"),
    )
    assert reading(Sort.STOPPED, 400).count == Count(1, 1, "learners"), "what still runs is counted"


def test_a_past_day_is_read_as_it_was_known(us: Crew) -> None:
    one = noted(us.tutor)
    flag(episode_id=one.id, **acting(us.tutor, 6))
    assert reading(Sort.STOPPED, 5).status is Status.NOT_YET_DUE
    assert reading(Sort.STOPPED, 7).status is Status.NOT_MET


def test_whoever_noted_it_is_reminded_and_once_late_the_posts_hear(us: Crew, provider: Provider) -> None:
    one = noted(us.tutor)
    (owed,) = Obligation.objects.filter(about_id=one.id)
    assert owed.due_at
    assert (owed.due_at - NOON).days == 5
    sweep(now=NOON + timedelta(days=1))
    assert not Message.objects.exists()
    sweep(now=NOON + timedelta(days=5))
    sweep(now=NOON + timedelta(days=6))
    reached = told_of(one)
    prefix = f"reach-{owed.id.hex}"
    assert reached == {f"{prefix}-remind": {us.tutor}, f"{prefix}-late": {us.tutor, us.lead_tutor}}
    moment = Moment.now(NOON + timedelta(days=6))
    reconcile(owed_now(moment), provider=provider, now=moment.as_at)
    assert list(Obligation.objects.filter(about_kind="episode")) == [owed]


def test_what_is_owed_is_what_the_operations_opened(us: Crew, provider: Provider) -> None:
    noted(us.tutor)
    noted(us.tutor, Sort.BREAK)
    flag(episode_id=noted(us.tutor).id, **acting(us.tutor))
    ended(noted(us.tutor), us.tutor, Outcome.LEFT)
    ours = Obligation.objects.filter(about_kind="episode").order_by("id")
    opened = list(ours.values_list("id", "closed_at", "due_at"))
    assert [closed is None for _id, closed, _due in opened] == [True, False, False]
    reconcile(owed_now(Moment.now(NOON)), provider=provider, now=NOON)
    assert list(ours.values_list("id", "closed_at", "due_at")) == opened


def test_a_break_is_kept_in_touch_with(us: Crew) -> None:
    one = noted(us.tutor, Sort.BREAK, back_by=TODAY + timedelta(days=90))
    assert one.back_by
    assert reading(Sort.BREAK).count == Count(0, 1, "breaks")
    for kind in (Kept.CONTACT, Kept.REVIEW, Kept.LEARNING):
        tried(one, us.tutor, kind=kind, came=None)
    found = reading(Sort.BREAK)
    assert (found.status, found.count) == (Status.NOT_SET, Count(1, 1, "breaks"))
    assert "how often is not set" in found.because


def test_lost_access_is_a_request_with_the_day_it_was_restored(us: Crew) -> None:
    one = noted(us.tutor, Sort.NO_ACCESS, topics=(Topic.PREVENT, Topic.SAFEGUARDING))
    assert one.topics == "prevent safeguarding"
    flag(episode_id=one.id, **acting(us.tutor))
    assert told_of(one) == {"flagged": {us.admin, "apprenticeship-provider/contact.administration"}}
    ended(one, us.admin, Outcome.RESTORED, 3)
    assert "1 of 1 can open them again" in reading(Sort.NO_ACCESS, 3).because


def test_handing_it_over_is_a_report_of_whoever_does_it_and_names_no_concern(us: Crew) -> None:
    one = noted(us.tutor)
    receipt = hand_over(
        episode_id=one.id, seen_words="She said that she is afraid to come.", danger=True, request_id=uuid4(),
        **acting(us.lead_tutor, 1),
    )  # fmt: skip
    concern = Concern.objects.get(pk=receipt.concern_id)
    assert (concern.reporter, concern.about, concern.danger, concern.identity_checked) == (
        "staff", "learner", True, True,
    )  # fmt: skip
    assert ConcernPerson.objects.filter(concern=concern, part="worried-about").count() == 1
    ending = Ending.objects.get()
    assert (ending.outcome, ending.by) == ("passed-on", f"person:{us.lead_tutor}")
    (read,) = read_episodes(episode_id=one.id, **acting(us.tutor, 2))
    told = f"{read.ended} {read.words}"
    assert concern.reference not in told
    assert "afraid" not in told
    with pytest.raises(OutOfTurn):
        hand_over(
            episode_id=one.id,
            seen_words="Again.",
            danger=False,
            request_id=uuid4(),
            **acting(us.lead_tutor, 1),
        )
    assert Concern.objects.count() == 1


def test_whoever_was_cut_off_hands_it_over_once(us: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    one = noted(us.tutor)
    said: dict[str, Any] = {
        "episode_id": one.id, "seen_words": "She is afraid.", "danger": False, "request_id": uuid4(),
        **acting(us.tutor, 1),
    }  # fmt: skip
    with monkeypatch.context() as patch:
        patch.setattr(handing_over, "end_episode", cut_off)
        with pytest.raises(ConnectionError):
            hand_over(**said)
    assert (Concern.objects.count(), Ending.objects.count()) == (1, 0)
    assert hand_over(**said).again
    assert (Concern.objects.count(), Ending.objects.count()) == (1, 1)


def cut_off(**_said: Any) -> None:
    raise ConnectionError


def test_who_reads_what(us: Crew) -> None:
    stopped, access = noted(us.tutor), noted(us.tutor, Sort.NO_ACCESS)
    theirs = {
        who: {one.row.id for one in read_episodes(**acting(who))}
        for who in (us.tutor, us.lead_tutor, us.admin, us.other, us.learner)
    }
    assert theirs == {
        us.tutor: {stopped.id, access.id},
        us.lead_tutor: {stopped.id},
        us.admin: {access.id},
        us.other: set(),
        us.learner: set(),
    }
    for who in (us.other, us.learner, us.admin):
        at = acting(who)
        with pytest.raises(NothingHere):
            tried(stopped, who)
        with pytest.raises(NothingHere):
            flag(episode_id=stopped.id, **at)
        with pytest.raises(NothingHere):
            ended(stopped, who, Outcome.BACK)
        with pytest.raises(NothingHere):
            read_episodes(episode_id=stopped.id, **at)
        with pytest.raises(NothingHere):
            hand_over(episode_id=stopped.id, seen_words="x", danger=False, request_id=uuid4(), **at)
    with pytest.raises(NothingHere):
        noted(us.learner)
    assert not Concern.objects.exists()
    read = Entry.objects.filter(verb="audit.read")
    assert read.count() == 3, "those who could read something, and nobody else"


def test_whoever_lost_the_post_is_not_told_any_more(us: Crew) -> None:
    one = noted(us.tutor)
    flag(episode_id=one.id, **acting(us.tutor))
    message = Message.objects.get(person_id=us.lead_tutor)
    assert may_still_be_told(message, NOON)
    holding = Holding.objects.get(person_id=us.lead_tutor)
    end_holding(holding=holding, until=NOON, actor=SETUP, now=NOON)
    assert not may_still_be_told(message, NOON + timedelta(hours=1))


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"who": "  "}, "which learner"),
    ({"on": TODAY + timedelta(days=1)}, "still to come"),
    ({"sort": Sort.NO_ACCESS, "topics": ()}, "what they cannot open"),
    ({"sort": Sort.BREAK, "back_by": TODAY - timedelta(days=1)}, "before the break began"),
]


@pytest.mark.parametrize(("more", "sentence"), WRONG)
def test_what_cannot_be_noted(us: Crew, more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        noted(us.tutor, **more)
    assert not Episode.objects.exists()


def test_what_cannot_be_written_down(us: Crew) -> None:
    one = noted(us.tutor)
    acts: dict[str, Callable[[], object]] = {
        "what came of it": lambda: tried(one, us.tutor, came=None),
        "of a break alone": lambda: tried(one, us.tutor, kind=Kept.REVIEW),
        "still to come": lambda: tried(one, us.tutor, happened_on=TODAY + timedelta(days=1)),
        "what you found out": lambda: ended(one, us.tutor, Outcome.BACK, words=" "),
        "no way in which": lambda: ended(one, us.tutor, Outcome.RESTORED),
        "before it began": lambda: ended(one, us.tutor, Outcome.BACK, ended_on=date(2026, 1, 1)),
        "what worries you": lambda: hand_over(
            episode_id=one.id, seen_words=" ", danger=False, request_id=uuid4(), **acting(us.tutor)
        ),
    }
    for sentence, act in acts.items():
        with pytest.raises(BadInput, match=sentence):
            act()
    assert [model.objects.count() for model in (Step, Ending, Concern)] == [0, 0, 0]


def test_what_is_over_stays_as_it_is_and_nobody_is_told_twice(us: Crew) -> None:
    one = noted(us.tutor)
    flag(episode_id=one.id, **acting(us.tutor))
    with pytest.raises(OutOfTurn, match="told already"):
        flag(episode_id=one.id, **acting(us.lead_tutor))
    ended(one, us.tutor, Outcome.BACK)
    again: list[Callable[[], object]] = [
        lambda: tried(one, us.tutor),
        lambda: ended(one, us.tutor, Outcome.LEFT),
    ]
    for act in again:
        with pytest.raises(OutOfTurn, match="how it ended"):
            act()
    assert (Flag.objects.count(), Ending.objects.count()) == (1, 1)


def test_without_a_policy_that_speaks_of_it_there_is_nothing_here(provider: Provider) -> None:
    with pytest.raises(NothingHere):
        noted(make_person("Tu Tor"))


BLOCKS: list[tuple[str, str]] = [
    ('of = "break"\ntell = "role:owner"', "what is written down during a break"),
    ('of = "break"\ntell = "role:owner"\nkeeps = ["attempt"]', "reaches nobody"),
    ('of = "stopped"\ntell = "role:owner"\nkeeps = ["contact"]', "asked of a break"),
    ('of = "stopped"\ntell = "role:owner"\nremind = ["1 day"]', "give a limit too"),
    ('of = "stopped"\ntell = "contact:desk"', "somebody who can sign in"),
]


HEAD = """+++
language = 1
policy = "house"
title = "House"
edition = "1"
nation = "england"
owner = "role:owner"
+++

## 1 One {#1}

```control role owner
title = "Owner"
minimum = 1
```

```control contact desk
title = "Desk"
channels = { phone = "local" }
```
"""


def faults(*blocks: str) -> str:
    """What the gate says of these blocks."""
    text = HEAD + "".join(f"\n```control engagement x{at}\n{one}\n```\n" for at, one in enumerate(blocks))
    return "\n".join(str(one) for one in judge(text.encode(), "policy.md").problems)


@pytest.mark.parametrize(("block", "sentence"), BLOCKS)
def test_what_the_gate_refuses(block: str, sentence: str) -> None:
    assert sentence in faults(block)


def test_each_sort_is_spoken_of_once() -> None:
    one = 'of = "stopped"\ntell = "role:owner"'
    assert faults(one) == ""
    assert "one block for each sort" in faults(one, one)
