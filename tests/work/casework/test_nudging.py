"""An action's owner is told again, once a day and no more."""

from datetime import timedelta

import pytest

from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import london_day
from dueregard.ground.kernel.refusals import NothingHere
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.operations.acting import finish_action, set_action
from dueregard.work.casework.operations.nudging import nudge
from household import NOON, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner


@pytest.mark.django_db
def test_an_owner_is_nudged_once_a_day_until_it_is_done() -> None:
    with inside():
        lead = Actor.person(make_holder("Lea Dee", "dsl"))
        concern = concern_about_a_learner()
        action = set_action(
            concern_id=concern,
            what="Ring home.",
            owner_id=lead.person_id or concern,
            due_on=london_day(NOON),
            actor=lead,
            now=NOON,
        )
        told = Message.objects.filter(occasion__startswith="nudge-")
        counts = []
        for hours in (1, 2, 25):
            nudge(action_id=action.id, actor=lead, now=NOON + timedelta(hours=hours))
            counts.append(told.count())
        assert counts == [1, 1, 2]
        with pytest.raises(NothingHere):
            nudge(action_id=action.id, actor=Actor.person(make_person("Str Anger")), now=NOON)
        later = NOON + timedelta(hours=26)
        finish_action(action_id=action.id, how="Rang.", actor=lead, now=later)
        with pytest.raises(NothingHere):
            nudge(action_id=action.id, actor=lead, now=later + timedelta(hours=1))
