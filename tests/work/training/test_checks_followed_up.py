"""Whoever sees to checks hears of what is due, once a day; a right to work that ends is looked at again; and what
somebody's work is, is said since a day."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest

from checks_support import NOW, TODAY, at, house, joins, keeper, policy, saw
from dueregard.authority.people.models import Span
from dueregard.authority.people.operations import end_span
from dueregard.authority.people.vocabulary import Regulated, Standing, Work
from dueregard.authority.policy.answers import Basis
from dueregard.authority.policy.operations import adopt
from dueregard.faces.web.desk.check_words import learnt
from dueregard.faces.web.desk.workbook import workbook
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.kernel.moments import Moment, end_of_day
from dueregard.ground.kernel.refusals import BadInput, NotPermitted, OutOfTurn
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.reconciling import reconcile
from dueregard.mechanisms.clocks.operations.sweeping import sweep
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.training.central_record import CheckKind
from dueregard.work.training.controls.beside_checks import beside_checks
from dueregard.work.training.models import Check
from dueregard.work.training.operations.checks import record_check, take_back_check
from dueregard.work.training.operations.completing import record_completions
from dueregard.work.training.operations.saying_work import say_work
from dueregard.work.training.queries.central_record import Line, line_of
from dueregard.work.training.vocabulary import Result
from household import NOON, SETUP

pytestmark = pytest.mark.django_db
ENDS = date(2026, 9, 1)


def right_to_work(person: UUID, until: date | None, *, corrects: UUID | None = None) -> UUID:
    said = saw(CheckKind.RIGHT_TO_WORK, limited=until is not None, follow_up_on=until)
    made: UUID = record_check(person_id=person, said=said, corrects=corrects, actor=SETUP, now=NOW).id
    return made


def owed(person: UUID) -> list[str]:
    rows = Obligation.objects.filter(about_id=person, closed_at=None, control="check.right-to-work")
    return sorted(rows.values_list("occasion", flat=True))


def told(person: UUID | None) -> list[str]:
    rows = Message.objects.filter(person_id=person, thing_kind="checks-of-people").order_by("id")
    return list(rows.values_list("occasion", flat=True))


def test_whoever_sees_to_checks_hears_of_them_once_a_day_and_those_they_are_about_do_not() -> None:
    with house() as provider:
        hr = keeper().person_id
        people = [joins("Ada Fenn"), joins("Bea Moss")]
        reconcile(owed_now(at()), provider=provider, now=NOW)
        sweep(now=NOW + timedelta(days=1))
        sweep(now=NOW + timedelta(days=1, hours=1))
        assert told(hr) == ["checks-2026-03-07"]
        assert [told(person) for person in people] == [[], []]


def test_a_right_to_work_that_ends_opens_something_owed_and_a_new_look_closes_it() -> None:
    with house():
        ada, hr = joins("Ada Fenn"), keeper().person_id
        first = right_to_work(ada, ENDS)
        assert owed(ada) == ["until-2026-09-01"]
        right_to_work(ada, ENDS, corrects=first)
        assert owed(ada) == ["until-2026-09-01"]
        sweep(now=end_of_day(ENDS) - timedelta(weeks=8) + timedelta(minutes=1))
        assert told(hr) == ["checks-2026-07-08"]
        newer = right_to_work(ada, date(2027, 9, 1))
        assert owed(ada) == ["until-2027-09-01"]
        take_back_check(person_id=ada, check_id=newer, actor=SETUP, now=NOW)
        assert owed(ada) == ["until-2026-09-01"]
        right_to_work(ada, None)
        assert owed(ada) == []
        assert Check.objects.filter(person_id=ada).count() == 5


def test_of_whoever_has_left_nobody_is_asked_anything() -> None:
    with house():
        ada, hr = joins("Ada Fenn"), keeper().person_id
        right_to_work(ada, ENDS)
        end_span(span=Span.objects.get(person_id=ada), until=NOW, actor=SETUP, now=NOW)
        sweep(now=end_of_day(ENDS) + timedelta(minutes=1))
        assert (told(hr), owed(ada)) == ([], [])


@pytest.mark.parametrize(
    ("since", "rows", "began"),
    [(date(2026, 3, 4), 2, date(2026, 3, 4)), (TODAY, 3, TODAY), (date(2026, 1, 5), 2, date(2026, 3, 4))],
)
def test_what_somebodys_work_is_holds_from_the_day_on(since: date, rows: int, began: date) -> None:
    with house():
        who, ada = keeper(), joins("Ada Fenn", Standing.VOLUNTEER, work=None, regulated=None)
        assert CheckKind.DBS in _line(ada).cells
        span = Span.objects.get(person_id=ada)
        said = say_work(
            person_id=ada, span_id=span.id, work=Work.SUPPORT, regulated=Regulated.NO, since=since, actor=who, now=NOW
        )  # fmt: skip
        assert (_line(ada).regulated, _line(ada).works) == (Regulated.NO, (Work.SUPPORT,))
        assert CheckKind.DBS not in _line(ada).cells
        assert (said.by, said.standing) == (who.written, "volunteer")
        assert Span.objects.filter(person_id=ada).count() == rows
        assert said.since.date() == began
        assert verify_rows() is None
        with pytest.raises(OutOfTurn):
            say_work(
                person_id=ada, span_id=span.id, work=None, regulated=None, since=since, actor=who, now=NOW
            )


def test_nobody_says_it_about_themselves_or_without_a_post_or_ahead_of_time() -> None:
    with house():
        who, ada = keeper(), joins("Ada Fenn")
        assert who.person_id
        span = Span.objects.get(person_id=ada)
        own = Span.objects.filter(person_id=who.person_id).first()
        more: dict[str, Any] = {"work": None, "regulated": Regulated.NO, "since": TODAY, "now": NOW}
        with pytest.raises(NotPermitted):
            say_work(person_id=who.person_id, span_id=own.id, actor=who, **more)
        with pytest.raises(NotPermitted):
            say_work(person_id=ada, span_id=span.id, actor=who.person(joins("Bea Moss")), **more)
        with pytest.raises(BadInput):
            say_work(person_id=ada, span_id=span.id, actor=who, **more | {"since": TODAY + timedelta(days=1)})


TRAINING = b"""
# Training {#training}

```control course safer
title = "Safer recruitment"
```

```control training safer
audience = { standing = "staff" }
courses = ["safer"]
first = "1 month"
on_record = true
```

```control training other
audience = { standing = "staff" }
courses = ["safer"]
```
"""


def test_training_that_a_policy_wants_there_stands_beside_the_checks() -> None:
    with house():
        asked = policy().replace(b'policy = "checks"', b'policy = "more"') + TRAINING
        adopt(data=asked, path="m.md", actor=SETUP, now=NOON)
        ada, bea, agent = joins("Ada Fenn"), joins("Bea Moss"), joins("Cat Orr", Standing.AGENCY_STAFF)
        record_completions(
            person_ids=[ada],
            course="safer",
            done_on=TODAY,
            result=Result.PASSED,
            basis=Basis.DOCUMENT_SEEN,
            actor=SETUP,
            now=NOW,
        )
        (column,) = beside_checks(at())
        assert column.title == "Safer recruitment"
        assert {person: learnt(column.lines.get(person)) for person in (ada, bea, agent)} == {
            ada: ("good", "last 6 Mar 2026"),
            bea: ("plain", "due 4 Apr 2026"),
            agent: ("plain", "not asked"),
        }
        assert "Safer recruitment" in _sheet(at())


def _sheet(moment: Moment) -> str:
    with ZipFile(BytesIO(workbook(moment, numbers=False))) as book:
        return book.read("xl/sharedStrings.xml").decode()


def _line(person: UUID) -> Line:
    found = line_of(person, at())
    assert found
    return found
