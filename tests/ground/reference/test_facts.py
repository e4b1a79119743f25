"""Outside facts as at a moment: spans of days, bank holidays by hand, hours of a line; and never written twice."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.models import AppendOnly
from dueregard.ground.kernel.moments import LONDON, Moment
from dueregard.ground.reference.models import OutsideFact
from dueregard.ground.reference.operations import load_shipped_facts, record_fact
from dueregard.ground.reference.queries import bank_holidays, fact
from dueregard.ground.reference.rules.bank_holidays import BankHolidays
from dueregard.ground.reference.rules.contents import Helpline, Statement
from dueregard.ground.reference.shipped import shipped_facts
from dueregard.ground.reference.vocabulary import Purpose
from dueregard.ground.tenancy.vocabulary import Nation
from household import NOON

ADMINISTRATOR = Actor.system("administrator")
LINES = {s.key: s.content for s in shipped_facts() if isinstance(s.content, Helpline)}
BASE = {
    "source": "the Gazette",
    "confidence": "A",
    "checked_on": "2026-01-05",
    "recheck_by": "2027-01-05",
}


def day_proclaimed(name: str, day: str, *, kept: bool = True, nation: str = "england-and-wales") -> Statement:
    content = {"name": name, "day": day, "kept": kept}
    return Statement.model_validate(
        {**BASE, "key": f"bank-holiday.{name}", "nation": nation, "content": content}
    )


@pytest.mark.django_db
def test_bank_holidays_are_proclaimed_and_moved_as_we_learn_of_them() -> None:
    for statement in (
        day_proclaimed("jubilee", "2026-06-05"),
        day_proclaimed("may-moved", "2026-05-04", kept=False, nation="wales"),
    ):
        record_fact(statement, actor=ADMINISTRATOR, now=NOON)
    england, wales = (bank_holidays(nation, Moment.now(NOON)) for nation in Nation)
    days = [date(2026, 6, 5), date(2026, 5, 4), date(2026, 5, 25)]
    assert [day in england for day in days] == [True, True, True]
    assert [day in wales for day in days] == [True, False, True]
    before = bank_holidays(Nation.ENGLAND, Moment(NOON, NOON - timedelta(days=1)))
    assert before == BankHolidays(Nation.ENGLAND)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "known"),
    [("2025-12-31", False), ("2026-01-01", True), ("2026-08-31", True), ("2026-09-01", False)],
)
def test_a_fact_holds_from_its_first_day_to_the_last_before_it_ends(day: str, known: bool) -> None:
    content = {"amount": 1, "measure": "days", "means": "Something."}
    span = {"since": "2026-01-01", "until": "2026-09-01"}
    record_fact(
        Statement.model_validate(
            {**BASE, **span, "key": "threshold.one", "nation": "england", "content": content}
        ),
        actor=ADMINISTRATOR,
        now=NOON,
    )
    as_at = datetime.fromisoformat(f"{day}T23:30").replace(tzinfo=LONDON)
    assert bool(fact("threshold.one", Moment(as_at, NOON))) is known


@pytest.mark.parametrize(
    ("key", "at", "answers"),
    [
        ("helpline.emergency", "2026-12-25 03:00", True),
        ("helpline.samaritans", "2026-11-20 12:00", None),  # hours not given: unknown, not guessed
        ("helpline.act-early", "2026-12-25 09:00", True),
        ("helpline.act-early", "2026-12-25 17:00", False),
        ("helpline.dfe-counter-extremism", "2026-11-20 11:00", True),
        ("helpline.dfe-counter-extremism", "2026-11-20 10:59", False),
        ("helpline.dfe-counter-extremism", "2026-11-21 12:00", False),
        ("helpline.dfe-counter-extremism", "2026-12-28 12:00", False),
        ("helpline.dfe-counter-extremism", "2026-07-01 11:30", True),  # 10:30 in UTC
    ],
)
def test_whether_a_line_is_open_now(key: str, at: str, answers: bool | None) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=LONDON)
    assert LINES[key].is_open(moment, BankHolidays(Nation.ENGLAND)) is answers


def test_every_purpose_has_a_line() -> None:
    assert {line.purpose for line in LINES.values()} == set(Purpose)


@pytest.mark.django_db
def test_facts_are_written_once() -> None:
    load_shipped_facts(now=NOON)
    row = OutsideFact.objects.get(key="helpline.police")
    for change in (row.save, row.delete, OutsideFact.objects.all().delete):
        with pytest.raises(AppendOnly):
            change()
    for statement in ("UPDATE reference_outsidefact SET key = 'x'", "DELETE FROM reference_outsidefact"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


@pytest.mark.django_db
def test_two_people_correcting_one_fact_at_once_do_not_both_win() -> None:
    load_shipped_facts(now=NOON)
    row = OutsideFact.objects.get(key="helpline.police")
    copies = [OutsideFact(**{**vars_of(row), "replaces": row}) for _ in range(2)]
    copies[0].save()
    for late in (copies[1], OutsideFact(**vars_of(row))):
        with pytest.raises(IntegrityError), transaction.atomic():
            late.save()


def vars_of(row: OutsideFact) -> dict[str, object]:
    return {
        field.name: getattr(row, field.name)
        for field in row._meta.local_fields
        if field.name not in ("id", "replaces")
    }
