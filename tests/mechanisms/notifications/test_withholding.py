"""What is no longer to be told, when the worker comes to send it, is withheld."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import turn
from dueregard.ground.jobs.backend import result_of
from dueregard.ground.jobs.declaring import JobContext
from dueregard.ground.jobs.operations import LeaseLost, claim
from dueregard.ground.jobs.vocabulary import LEASE
from dueregard.ground.kernel.actors import Actor
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.operations import mark_opened, send
from dueregard.mechanisms.notifications.vocabulary import WAITS, Progress
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.operations.stepping_aside import step_aside
from dueregard.work.casework.reports import Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, SETUP, make_holder
from mechanisms.notifications.letterbox import (
    Inbox,
    give_address,
    make_reader,
    office,
    shut_out,
    tell_of,
    the_message,
    work,
)
from work_casework_support import concern_about_a_learner

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.mark.django_db
def test_a_wall_that_arises_before_sending_withholds_the_message(inbox: Inbox) -> None:
    with office():
        lead = make_holder("Lea Dee", "dsl")
        give_address(lead, "lead@example.org")
        learner = make_holder("Kit Marlow", "apprentice")
        concern_about_a_learner(learner)
        record_relationship(person_id=lead, other_id=learner, kinship=Kinship.KIN, actor=SETUP, now=NOON)
        work()
        assert the_message(person_id=lead).progress == Progress.WITHHELD
    assert inbox.mails == []


@pytest.mark.django_db
def test_nor_is_a_wall_forgotten_because_only_the_hour_of_an_anonymous_report_is_kept(inbox: Inbox) -> None:
    with office():
        adopt(data=archetype("apprenticeship-provider"), path="a.md", actor=SETUP, now=NOON)
        lead = make_holder("Lea Dee", "dsl")
        give_address(lead, "lead@example.org")
        make_holder("Sec Ond", "dsl")
        report = Report(reporter=ReporterKind.ANONYMOUS, about=AboutKind.LEARNER, account={"seen": "A note."})
        reported = NOON + 20 * MINUTE
        receipt = report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=reported)
        step_aside(
            reason="It touches me.",
            concern_id=receipt.concern_id,
            actor=Actor.person(lead),
            now=reported + MINUTE,
        )
        work(reported + 2 * MINUTE)
        assert the_message(person_id=lead).progress == Progress.WITHHELD
    assert inbox.mails == []


@pytest.mark.django_db
def test_somebody_shut_out_between_two_tries_is_not_told(
    no_server: None, request: pytest.FixtureRequest
) -> None:
    with office():
        person = make_reader()
        tell_of(person)
        work()
        shut_out.add(person)
        inbox: Inbox = request.getfixturevalue("inbox")
        work(NOON + MINUTE)
        assert the_message().progress == Progress.WITHHELD
        assert inbox.mails == []


@pytest.mark.django_db
def test_what_was_opened_before_it_was_sent_is_not_sent(
    no_server: None, request: pytest.FixtureRequest
) -> None:
    with office():
        person = make_reader()
        thing = tell_of(person)
        work()
        with turn(actor=SETUP, now=NOON) as t:
            mark_opened(t, thing_id=thing, person_id=person)
        inbox: Inbox = request.getfixturevalue("inbox")
        work(NOON + MINUTE)
        assert (the_message().progress, the_message().opened_at) == (Progress.ANSWERED, NOON)
        assert inbox.mails == []


class Slow:
    """A mail server so slow that another worker has the job by the time it answers."""

    def send(self, message: Message, now: datetime, also: Sequence[Message] = ()) -> Progress:
        assert claim(uuid4(), now=NOON + LEASE) is not None
        return Progress.ACCEPTED


@pytest.mark.django_db
def test_whoever_lost_the_job_while_sending_leaves_the_rest_to_who_has_it() -> None:
    with office():
        thing = tell_of(make_reader())
        held = claim(uuid4(), now=NOON)
        assert held is not None
        context = JobContext(task_result=result_of(held), held=held, waits=WAITS, clock=lambda: NOON)
        with pytest.raises(LeaseLost):
            send(the_message().id, channel=Slow(), context=context)
        assert the_message().progress == Progress.TRYING
        assert [entry.verb for entry in Entry.objects.filter(subject_id=thing)] == ["notifications.told"]
