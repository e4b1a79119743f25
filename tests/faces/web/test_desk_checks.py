"""The single central record on the desk: who sees it, what is written down and put right, and that it knows checks
alone."""

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checks_support import NOW, checked, everything, house, joins, not_required, policy, saw
from desk_support import sign_in, text
from dueregard.authority.people.vocabulary import Regulated, Standing, Work
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.ground.reference.operations import load_shipped_facts
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter, open_site
from dueregard.work.training.central_record import CheckKind, WhyNot
from dueregard.work.training.models import Check, SpotCheck
from dueregard.work.training.operations.spot_checks import draw_spot_check
from household import NOON, SETUP, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
RECORD, NOT_YET = "/desk/checks/", "/desk/checks/may-not-teach/"
NUMBER = "001234567890"
WITH_TRAINING = (
    policy().replace(b'policy = "checks"', b'policy = "more"')
    + b"""
```control course safer
title = "Safer recruitment"
```

```control training safer
audience = { standing = "staff" }
courses = ["safer"]
on_record = true
```
"""
)


def day_of(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


class House:
    """Ada, of whom everything is there; Bea, who lacks her certificate; a mentor at an employer's, who has no row."""

    def __init__(self) -> None:
        with house() as self.provider:
            self.quay = open_site(name="The Quay", actor=SETUP, now=NOON)
            self.ada, self.bea = joins("Ada Fenn", site_id=self.quay.id), joins("Bea Moss")
            joins("Mel Hurd", Standing.EMPLOYER_STAFF)
            everything(self.ada)
            for kind in (
                CheckKind.IDENTITY,
                CheckKind.PROHIBITION,
                CheckKind.QUALIFICATIONS,
                CheckKind.RIGHT_TO_WORK,
            ):
                checked(self.bea, saw(kind))
            checked(self.bea, not_required(CheckKind.OVERSEAS, WhyNot.OTHER, "Held by the unit."))
            self.hr_id = make_holder("Nuala Brand", "hr")
            everything(self.hr_id)
            self.hr = sign_in(self.hr_id, self.provider)
            self.lead = sign_in(make_holder("Lea Dee", "dsl"), self.provider)

    def of(self, person: UUID, name: str = "checks-of", **more: Any) -> str:
        return reverse(name, kwargs={"person_id": person, **more})

    def certificate(self, **more: str) -> dict[str, str]:
        given = {"outcome": "seen", "level": "enhanced", "barred": "children", "number": NUMBER}
        return given | day_of("done_on", london_day(utc_now())) | more


def main(page: str) -> str:
    """What stands on a page, without what each form carries unseen."""
    said = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r'<input type="hidden"[^>]*>', "", said)


def test_the_grid_has_those_on_the_record_and_nobody_else() -> None:
    page = text((there := House()).hr.get(RECORD))
    assert "Ada Fenn" in page
    assert f'<a class="govuk-link" href="{there.of(there.bea)}">Bea Moss</a>' in page
    assert "Mel Hurd" not in page
    assert page.count("Ada Fenn") == 1
    assert "2 lack a check" in page
    assert "expire" not in page.lower()
    assert NUMBER not in page
    assert "last checked 4 Mar 2026" in page


def test_training_stands_beside_checks_also_of_whom_it_does_not_ask() -> None:
    there = House()
    with enter(there.provider):
        adopt(data=WITH_TRAINING, path="m.md", actor=SETUP, now=NOON)
        joins("Cat Orr", Standing.AGENCY_STAFF)
    page = text(there.hr.get(RECORD))
    assert "Training: Safer recruitment" in page
    assert re.search(r"Cat Orr(?:(?!</tr>).)*Safer recruitment(?:(?!</tr>).)*not asked", page, re.DOTALL)


@pytest.mark.parametrize(
    "name", ["central-record", "may-not-teach", "provider-sort", "central-record-workbook", "spot-check"]
)
def test_reading_cases_does_not_open_it(name: str) -> None:
    there = House()
    assert there.lead.get(reverse(name)).status_code in (404, 405)
    assert there.lead.post(reverse(name)).status_code in (404, 405)
    assert there.lead.get(there.of(there.ada)).status_code == 404
    assert "central-record" not in text(there.lead.get("/desk/account/"))


def test_who_may_not_teach_is_found_at_once_and_an_allegation_changes_nothing() -> None:
    there = House()
    with enter(there.provider):
        concern_about_a_learner()  # with it comes the policy that all such concerns go by
    before = main(text(there.hr.get(NOT_YET))), main(text(there.hr.get(RECORD)))
    assert "Bea Moss" in before[0]
    assert "DBS certificate" in before[0]
    assert "Ada Fenn" not in before[0]
    with enter(there.provider):
        concern_about_a_learner(there.ada)
        concern_about_a_learner(there.bea)
    assert (main(text(there.hr.get(NOT_YET))), main(text(there.hr.get(RECORD)))) == before
    assert (
        there.hr.post(there.of(there.bea, "record-check", kind="dbs"), there.certificate()).status_code == 302
    )
    assert "Bea Moss" not in text(there.hr.get(NOT_YET))


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ("?show=lacking", "Bea Moss", "Ada Fenn"),
        ("?standing=volunteer", "Nobody stands here like this", "Ada Fenn"),
        ("?post=hr", "Nuala Brand", "Ada Fenn"),
        ("?day-day=1&day-month=3&day-year=2026", "Nobody stands here like this", "Ada Fenn"),
        ("?after=999", "Nobody stands here like this", "Ada Fenn"),
        ("?after=-1", "Ada Fenn", "Mel Hurd"),
    ],
)
def test_only_some_lines(asked: str, shown: str, hidden: str) -> None:
    page = main(text(House().hr.get(f"{RECORD}{asked}")))
    assert shown in page
    assert f">{hidden}</a>" not in page


def test_one_site_and_what_cannot_be_asked() -> None:
    there = House()
    page = main(text(there.hr.get(f"{RECORD}?site={there.quay.id}")))
    assert (">Ada Fenn</a>" in page, ">Bea Moss</a>" in page) == (True, False)
    for wrong in ("?site=x", "?standing=learner", "?day-day=40&day-month=1&day-year=2026", "?post=nobody"):
        assert there.hr.get(f"{RECORD}{wrong}").status_code == 400


def test_a_slip_put_right_the_same_day_looks_right_and_its_history_stays() -> None:
    there = House()
    where = there.of(there.bea, "record-check", kind="dbs")
    there.hr.post(where, there.certificate(level="basic", barred=""))
    with enter(there.provider):
        slip = Check.objects.latest("recorded_at").id
    filled = text(there.hr.get(f"{where}?corrects={slip}"))
    assert 'value="basic" checked' in filled
    assert NUMBER not in filled
    assert there.hr.post(f"{where}?corrects={slip}", there.certificate(number="")).status_code == 302
    page = text(there.hr.get(there.of(there.bea)))
    assert "Nothing is missing" in page
    assert "Put right, or taken back, since." in page
    assert "Held by the unit." in page
    again = there.hr.post(f"{where}?corrects={slip}", there.certificate(number=""))
    assert again.status_code == 409
    assert "Somebody put this right already" in again.content.decode()


def test_one_click_takes_back_what_was_written_down_today() -> None:
    there = House()
    there.hr.post(there.of(there.bea, "record-check", kind="dbs"), there.certificate())
    with enter(there.provider):
        row = Check.objects.latest("recorded_at")
    back = there.of(there.bea, "take-back-check", check_id=row.id)
    assert back in text(there.hr.get(there.of(there.bea)))
    assert there.hr.post(back).status_code == 302
    assert "May not teach yet" in text(there.hr.get(there.of(there.bea)))
    assert there.hr.post(back).status_code == 409
    assert there.hr.post(there.of(there.ada, "take-back-check", check_id=row.id)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "wrong", "said"),
    [
        ("dbs", {"level": ""}, "Say which level"),
        ("dbs", {"done_on-day": "40"}, "not a day in the calendar"),
        ("dbs", {"outcome": ""}, "This needs an answer"),
        ("dbs", {"outcome": "not-required"}, "Say why it is not required"),
        ("dbs", {"number": "9" * 41}, "longer than 40"),
        ("dbs", day_of("done_on", date(2099, 1, 1)), "still to come"),
        ("dbs", {"decided_by": "nobody"}, "Choose one of the answers"),
        ("right-to-work", {"evidence": "original-document", "limited": "yes"}, "the day on which it ends"),
        ("identity", {}, "Say what was seen"),
    ],
)
def test_what_cannot_be_written_down_is_said_and_what_was_typed_is_kept(
    kind: str, wrong: dict[str, str], said: str
) -> None:
    there = House()
    page = there.hr.post(there.of(there.bea, "record-check", kind=kind), there.certificate(**wrong))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert "There is a problem" in page.content.decode()


def test_nobody_writes_down_their_own_and_no_page_knows_another_provider() -> None:
    there = House()
    own = there.hr.post(there.of(there.hr_id, "record-check", kind="dbs"), there.certificate())
    assert own.status_code == 403
    assert "their own checks" in own.content.decode()
    with enter(there.provider):
        stranger = joins("Kit Lee", Standing.EMPLOYER_STAFF)
    elsewhere = Provider.objects.get(slug="elsewhere")
    with enter(elsewhere):
        of_others = Check.objects.values_list("person_id", flat=True)[0]
    for name, more in (("checks-of", {}), ("early-start", {}), ("record-check", {"kind": "dbs"})):
        answers = [there.hr.get(there.of(one, name, **more)) for one in (stranger, of_others, uuid4())]
        assert [answer.status_code for answer in answers] == [404] * 3
    assert there.hr.get(there.of(there.ada, "record-check", kind="credit")).status_code == 404


def test_somebody_begins_before_the_certificate() -> None:
    there = House()
    today = london_day(utc_now())
    given = (
        day_of("barred_asked_on", today) | day_of("assessed_on", today) | {"supervised_by": str(there.ada)}
    )
    where = there.of(there.bea, "early-start")
    assert there.hr.post(where, given | day_of("review_on", today)).status_code == 422
    assert there.hr.post(where, given | day_of("review_on", today + timedelta(days=14))).status_code == 302
    assert "Bea Moss" not in text(there.hr.get(NOT_YET))
    assert "started before it, review by" in text(there.hr.get(RECORD))


@pytest.mark.parametrize(("asked", "there_is"), [({}, False), ({"numbers": "yes"}, True)])
def test_the_workbook_opens_clean_and_has_numbers_only_when_asked(
    asked: dict[str, str], there_is: bool
) -> None:
    there = House()
    with enter(there.provider):
        everything(joins("=HYPERLINK(0) Oakes"))
    answer = there.hr.post(reverse("central-record-workbook"), asked)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="single-central-record.xlsx"'
    inside = ZipFile(BytesIO(answer.content))
    whole = "".join(inside.read(name).decode() for name in inside.namelist() if name.endswith(".xml"))
    assert "Ada Fenn" in whole
    assert "HYPERLINK(0)" in whole
    assert not any(mark in whole for mark in ("<f>", "<hyperlink", "Mel Hurd"))
    assert (NUMBER in whole) is there_is
    assert sum("sheet" in name and name.endswith(".xml") for name in inside.namelist()) == 2
    with enter(there.provider):
        taken = Entry.objects.get(verb="training.sheet-taken")
    assert taken.detail == f'{{"numbers":{str(there_is).lower()}}}'


def test_a_volunteer_whose_work_was_not_regulated_before_the_law_changed_is_looked_at_again() -> None:
    there = House()
    load_shipped_facts(now=NOON)
    with enter(there.provider):
        vi = joins("Vi Hale", Standing.VOLUNTEER, work=Work.SUPPORT, regulated=Regulated.NO)
        joins("Bo Rowe", Standing.BOARD, work=Work.MANAGEMENT)
        checked(vi, saw(CheckKind.IDENTITY))
    assert "Look again at whether their work is regulated activity." in text(there.hr.get(there.of(vi)))
    page = main(text(there.hr.get(f"{RECORD}?show=lacking")))
    assert "no: look again" in page
    before = main(text(there.hr.get(f"{RECORD}?show=lacking&day-day=31&day-month=8&day-year=2026")))
    assert ("Vi Hale" in page, "Vi Hale" in before, "Bo Rowe" in page) == (True, False, False)


def test_it_is_said_what_the_provider_is() -> None:
    there = House()
    assert "Nobody has said what this provider is" in text(there.hr.get(RECORD))
    assert there.hr.post(reverse("provider-sort"), {"sort": "zoo"}).status_code == 422
    assert there.hr.post(reverse("provider-sort"), {"sort": "college"}).status_code == 302
    assert "A further education college." in text(there.hr.get(RECORD))


def asked(client: Client, where: str) -> int:
    client.get(where)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


def test_the_grid_asks_no_more_for_many_people_than_for_few() -> None:
    there = House()
    few = asked(there.hr, RECORD), asked(there.hr, NOT_YET)
    with enter(there.provider):
        for number in range(8):
            person = joins(f"P. Number{number}", work=Work.SUPPORT, regulated=Regulated.YES)
            checked(person, saw(CheckKind.DBS))
    assert (asked(there.hr, RECORD), asked(there.hr, NOT_YET)) == few


def test_chance_picks_ten_once_a_month_and_what_was_found_is_kept() -> None:
    there = House()
    where = reverse("spot-check")
    with enter(there.provider):
        for number in range(12):
            joins(f"P. Number{number}")
    assert there.hr.post(where).status_code == 302
    with enter(there.provider):
        rows = list(SpotCheck.objects.all())
    assert (len(rows), len({row.person_id for row in rows})) == (10, 10)
    assert there.hr.post(where).status_code == 409
    assert there.hr.post(where, {"row": str(rows[0].id), "found": "wrong"}).status_code == 302
    assert there.hr.post(where, {"row": str(rows[0].id), "found": "right"}).status_code == 409
    assert there.hr.post(where, {"row": str(uuid4()), "found": "right"}).status_code == 404
    assert there.hr.post(where, {"row": "x", "found": "?"}).status_code == 400
    page = main(text(there.hr.get(where)))
    assert page.count("not right: put it right on their page") == 1
    assert page.count("nobody has looked yet") == 9
    with enter(there.provider):
        assert verify_rows() is None


def test_what_chance_picks_is_chance() -> None:
    with house():
        people = [joins(f"P. Number{number}") for number in range(12)]
        picked = draw_spot_check(chance=lambda some, many: sorted(some)[:many], actor=SETUP, now=NOW)
        assert [row.person_id for row in picked] == sorted(people)[:10]
