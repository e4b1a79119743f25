"""The file on who works here: a correction is asked by whom it is about, and answered by somebody else, in time."""

from datetime import timedelta
from typing import Any

import pytest

from checks_support import NOW, at, house, joins, keeper, policy
from dueregard.authority.policy.answers import Scope, Status
from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.queries import in_force
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import BadInput, NotPermitted, OutOfTurn
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.training.controls.own_file import STAFF_FILE
from dueregard.work.training.operations.own_file import answer_correction, ask_for_correction, open_file
from dueregard.work.training.own_file import Answered
from dueregard.work.training.queries.own_file import own_file, who_opened, words_of
from household import NOON, SETUP, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db
FILES = b"""
# Files {#files}

```control staff-file files
kept_by = "role:hr"
answer = "1 month"
```
"""


def adopt_files() -> None:
    adopt(
        data=policy().replace(b'policy = "checks"', b'policy = "files"') + FILES,
        path="f.md",
        actor=SETUP,
        now=NOON,
    )


def status(after: timedelta = timedelta(0)) -> Status:
    (control,) = in_force("staff-file", at(NOW + after))
    return STAFF_FILE.evidence(control, Scope(scope.provider_id(), Stream.OPEN, at(NOW + after))).status


def owed(after: timedelta = timedelta(0)) -> list[str]:
    return [
        one.identity.occasion
        for one in owed_now(at(NOW + after))
        if one.identity.about_kind == "correction-request"
    ]


def test_a_correction_is_asked_answered_and_kept() -> None:
    with house():
        adopt_files()
        ada, hr = Actor.person(joins("Ada Fenn")), keeper()
        assert (status(), owed()) == (Status.NO_OCCASION, [])
        row = ask_for_correction(words="I was born in May.", actor=ada, now=NOW)
        assert list(Message.objects.values_list("person_id", flat=True)) == [hr.person_id]
        assert (status(), owed()) == (Status.NOT_YET_DUE, ["asked"])
        assert status(timedelta(days=40)) is Status.NOT_MET
        by: dict[str, Any] = {"request_id": row.id, "answered": Answered.PUT_RIGHT, "now": NOW}
        with pytest.raises(BadInput):
            answer_correction(reason=" ", actor=hr, **by)
        answer_correction(reason="It says May now.", actor=hr, **by)
        with pytest.raises(OutOfTurn):
            answer_correction(reason="Again.", actor=hr, **by)
        assert (status(), owed()) == (Status.MET, [])
        assert ada.person_id
        (asked,) = own_file(ada.person_id, at()).requests
        assert asked.answer
        assert (words_of(asked.row), words_of(asked.answer)) == ("I was born in May.", "It says May now.")
        assert "May" not in "".join(Entry.objects.values_list("detail", flat=True))
        assert (verify_rows(), verify_words()) == (None, None)


def test_nobody_answers_their_own_or_without_the_post() -> None:
    with house():
        hr, lead = keeper(), Actor.person(make_holder("Lea Dee", "dsl"))
        row = ask_for_correction(words="x", actor=hr, now=NOW)
        for who in (hr, lead):
            with pytest.raises(NotPermitted):
                answer_correction(request_id=row.id, answered=Answered.LEFT, reason="x", actor=who, now=NOW)
        with pytest.raises(NotPermitted):
            open_file(person_id=joins("Ada Fenn"), actor=lead, now=NOW)
        assert list(Message.objects.values_list("person_id", flat=True)) == []


def test_who_opened_a_file_is_known_and_looking_somebody_up_for_a_concern_is_not_among_it() -> None:
    with house():
        ada, hr = joins("Ada Fenn"), keeper()
        open_file(person_id=ada, actor=hr, now=NOW)
        assert [actor for _at, actor in who_opened(ada, at())] == [hr.written]
        assert who_opened(joins("Bea Moss"), at()) == []
        assert who_opened(ada, at(NOW + timedelta(days=366))) == []
        entry = Entry.objects.get(verb="training.file-read")
        assert not Entry.objects.filter(verb="audit.read", subject_id=entry.subject_id).exists()


def test_the_file_is_the_same_with_a_concern_about_somebody() -> None:
    with house():
        ada = joins("Ada Fenn")
        concern_about_a_learner()  # with it comes the policy that all such concerns go by
        before = own_file(ada, at())
        concern_about_a_learner(ada)
        after = own_file(ada, at())
        assert (before.spans, before.posts, before.line) == (after.spans, after.posts, after.line)
        assert before == after
