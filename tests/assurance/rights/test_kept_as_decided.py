"""How long a record about somebody who works here is kept follows from what was decided on it; somebody may say
otherwise."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from conduct_support import DONE, concern_about_a_colleague, decides_kind
from dueregard.assurance.rights.filing import Said, file_record
from dueregard.assurance.rights.keeping_words import RecordClass, StaffMatter
from dueregard.assurance.rights.queries.keeping import kept_of
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.deciding import decide, join_decision
from dueregard.work.casework.vocabulary import Conduct, Question
from household import NOON, inside, make_holder
from keeping_support import FULL
from referral_support import adopted

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def kept(concern: UUID, at: Any = NOON) -> RecordClass:
    return kept_of(Concern.objects.get(pk=concern), Moment.now(at)).lasts.record_class


def test_it_follows_the_kind_and_the_word_it_ended_with_and_what_somebody_says() -> None:
    with inside():
        adopted()
        head, second = make_holder("He Ad", "head"), make_holder("Sec Ond", "chair")
        for kind, ended, comes in (
            (Conduct.LOW_LEVEL, "", RecordClass.LOW_LEVEL),
            (Conduct.ALLEGATION, "", RecordClass.ALLEGATION),
            (Conduct.ALLEGATION, "malicious", RecordClass.FALSE_ALLEGATION),
            (Conduct.NEITHER, "", RecordClass.STAFF_NOT_SAID),
        ):
            concern = concern_about_a_colleague()
            assert kept(concern) is RecordClass.STAFF_NOT_SAID
            decides_kind(concern, head, kind)
            if ended:
                by: dict[str, Any] = {"concern_id": concern, "actor": Actor.person(head), "now": NOON}
                made = decide(question=Question.CLOSE, outcome=ended, words=FULL | DONE, **by)
                assert kept(concern) is RecordClass.ALLEGATION  # until a second person has joined
                join_decision(
                    decision_id=made.decision.id, words="So it was.", actor=Actor.person(second), now=NOON
                )
            assert kept(concern) is comes
        first = decides_kind(concern := concern_about_a_colleague(), head, Conduct.LOW_LEVEL)
        decides_kind(concern, head, Conduct.ALLEGATION, NOON + HOUR, replaces=first.decision.id)
        assert (kept(concern), kept(concern, NOON + HOUR)) == (RecordClass.LOW_LEVEL, RecordClass.ALLEGATION)
        said = Said(staff_matter=StaffMatter.FALSE, reason="The court said so.")
        file_record(concern_id=concern, said=said, actor=Actor.person(head), now=NOON + HOUR)
        assert kept(concern, NOON + HOUR) is RecordClass.FALSE_ALLEGATION
