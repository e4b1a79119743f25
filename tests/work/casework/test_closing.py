"""The last word to whoever reported: once, when it has ended, and no more than may be told."""

from uuid import UUID

import pytest

from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.work.casework.models import Concern, Entry
from dueregard.work.casework.operations.closing import say_it_ended
from dueregard.work.casework.operations.deciding import decide, is_made
from dueregard.work.casework.operations.handling import Sorted, triage
from dueregard.work.casework.operations.reading import answers
from dueregard.work.casework.operations.refiling import move_entry
from dueregard.work.casework.queries.closing import may_hear_of, waits_for_closing
from dueregard.work.casework.queries.reporter import standing
from dueregard.work.casework.rules.closing import may_hear
from dueregard.work.casework.vocabulary import Closing, PersonKind, Question, Strand
from household import NOON, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

USUAL = {Closing.ENDED, Closing.CHECKED, Closing.HELPED}
TODAY = Moment.now(NOON)
FULL = {"reasons": "a", "alternatives": "b", "consulted": "c", "told": "d"}


@pytest.mark.parametrize(
    ("feedback", "restricted", "about_self", "heard"),
    [
        (False, False, False, USUAL),
        (True, False, False, set(Closing)),
        (True, True, False, {Closing.ENDED}),
        (False, True, False, {Closing.ENDED}),
        (True, True, True, set(Closing)),
        (False, True, True, USUAL),
    ],
)
def test_what_may_be_heard(
    *, feedback: bool, restricted: bool, about_self: bool, heard: set[Closing]
) -> None:
    assert may_hear(feedback=feedback, restricted=restricted, about_self=about_self) == heard


def close(concern: UUID, who: UUID) -> None:
    outcome = decide(
        concern_id=concern,
        question=Question.CLOSE,
        outcome="concerns-addressed",
        words=FULL,
        actor=Actor.person(who),
        now=NOON,
    )
    assert is_made(outcome.decision)


def say(concern: UUID, who: UUID, closing: Closing = Closing.HELPED, words: str = "Help was given.") -> Entry:
    return say_it_ended(concern_id=concern, closing=closing, words=words, actor=Actor.person(who), now=NOON)


@pytest.mark.django_db
def test_it_is_said_once_when_it_has_ended_and_stands_on_the_reporters_page() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern_id = concern_about_a_learner()
        with pytest.raises(OutOfTurn, match="has not ended"):
            say(concern_id, lead)
        close(concern_id, lead)
        concern = Concern.objects.get(pk=concern_id)
        assert waits_for_closing(concern, TODAY)
        assert standing(concern, TODAY).ended_at is None
        for wrong, sentence in ((lead, " "), (lead, "")):
            with pytest.raises(BadInput):
                say(concern_id, wrong, words=sentence)
        said = say(concern_id, lead)
        with pytest.raises(OutOfTurn, match="already"):
            say(concern_id, lead)
        assert not waits_for_closing(concern, TODAY)
        assert standing(concern, TODAY).ended_at == NOON
        assert answers(concern, Actor.outsider(), NOON)[-1] == "Help was given."
        with pytest.raises(BadInput, match="stays with their report"):
            move_entry(
                concern_id=concern_id, entry_id=said.id, reference=Concern.objects.get(
                    pk=concern_about_a_learner()).reference, reason="x", actor=Actor.person(lead), now=NOON,
            )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("policy", "role", "heard"),
    [
        ("apprenticeship-provider", "dsl", set(Closing)),
        ("military-estate-trainer", "dso", USUAL),
    ],
)
def test_more_than_the_usual_is_told_only_where_a_policy_speaks_of_it(
    policy: str, role: str, heard: set[Closing]
) -> None:
    with inside():
        make_holder("Lea Dee", role)
        concern = Concern.objects.get(pk=concern_about_a_learner(policy=policy))
        assert may_hear_of(concern, TODAY) == heard


@pytest.mark.django_db
def test_of_a_restricted_matter_they_hear_only_that_it_ended() -> None:
    with inside():
        lead, stranger = make_holder("Lea Dee", "dsl"), make_person("Str Anger")
        concern = concern_about_a_learner()
        triage(
            concern_id=concern,
            sorted_as=Sorted(
                danger=False,
                person=PersonKind.STAFF,
                strand=Strand.SAFEGUARDING,
                urgency="today",
                reason="About a tutor.",
            ),
            actor=Actor.person(lead),
            now=NOON,
        )
        Concern.objects.filter(pk=concern).update(state="closed")
        with pytest.raises(BadInput, match="may not be told"):
            say(concern, lead)
        with pytest.raises(NothingHere):
            say(concern, stranger, Closing.ENDED)
        assert say(concern, lead, Closing.ENDED).for_reporter
