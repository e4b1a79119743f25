"""Recruitment on the desk: one vacancy from its opening to the first day of whoever was chosen."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from checks_support import checked, saw
from desk_support import sign_in, text
from dueregard.authority.people.operations import record_span
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.ground.tenancy.operations import enter
from dueregard.work.training.central_record import CheckKind
from dueregard.work.training.models import Vacancy
from household import SETUP, make_holder, make_person
from recruiting_support import candidate, choosing_house, decided, opened, panel, trained

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
ALL = "/desk/checks/recruitment/"


def day_of(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


class House:
    """An HR lead, and two who may sit on a panel, one of them trained."""

    def __init__(self) -> None:
        with choosing_house() as self.provider:
            self.ada, self.bea = trained(make_person("Ada Fenn")), make_person("Bea Moss")
            for person in (self.ada, self.bea):
                checked(person, saw(CheckKind.IDENTITY))
            self.hr = sign_in(make_holder("Nuala Brand", "hr"), self.provider)


def test_a_vacancy_goes_from_its_opening_to_the_first_day() -> None:
    there, today = House(), london_day(utc_now())
    one = there.hr.post(ALL, {"title": "Tutor of joinery"}).headers["Location"]
    page = text(there.hr.get(one))
    assert "only 0 so far" in page
    assert there.hr.post(f"{one}say/interviews/", day_of("said_of", today)).headers["Location"] == one
    assert there.hr.post(f"{one}say/description-reviewed/", day_of("said_of", today)).status_code == 302
    for person in (there.ada, there.bea):
        there.hr.post(one, {"form": "seat", "person": str(person)})
    there.hr.post(one, {"form": "candidate", "name": "Cy Hale"})
    page = text(there.hr.get(one))
    assert "Cy Hale" in page
    assert "waits to hear" in page
    assert "1 of 2" in page
    with enter(there.provider):
        row = Vacancy.objects.get()
        new = make_person("Cy Hale", Standing.LEARNER)
    found = reverse("candidate", args=[row.id, _candidate(there)])
    refused = there.hr.post(found, {"outcome": "chosen", **day_of("day", today), "reasons": ""})
    assert refused.status_code == 422
    assert "Our policy asks for it" in refused.content.decode()
    there.hr.post(found, {"outcome": "chosen", **day_of("day", today), "reasons": "Knows the trade."})
    assert "Knows the trade." in text(there.hr.get(one))
    begins = f"{found}begins/"
    with enter(there.provider):
        record_span(person_id=new, standing=Standing.STAFF, since=utc_now(), actor=SETUP, now=utc_now())
    first_day = {"person": str(new), **day_of("begins_on", today + timedelta(days=7))}
    shut = there.hr.post(begins, first_day)
    assert shut.status_code == 422  # beside the form, with what was typed
    assert "identity" in shut.content.decode()
    assert f'value="{new}" selected' in shut.content.decode()
    with enter(there.provider):
        checked(new, saw(CheckKind.IDENTITY), now=utc_now())
    assert there.hr.post(begins, first_day).headers["Location"] == one
    assert "begins on" in text(there.hr.get(one))
    assert "as our policies ask" in text(there.hr.get(ALL))


def _candidate(there: House) -> str:
    with enter(there.provider):
        entry = Entry.objects.get(verb="training.candidate-noted")
    return entry.detail.partition('"candidate":"')[2][:36]


def test_opening_a_vacancy_is_written_down_and_no_name_stands_in_an_address() -> None:
    there = House()
    with enter(there.provider):
        vacancy = opened(*panel())
        decided(candidate(vacancy))
        before = Entry.objects.count()
    one = reverse("vacancy", args=[vacancy])
    page = text(there.hr.get(one))
    assert "Clear." in page
    assert f'href="{one}' in page
    with enter(there.provider):
        assert Entry.objects.filter(verb="audit.read", subject_id=vacancy).count() == 1
        assert Entry.objects.count() == before + 1
    assert "Cy Hale" not in text(there.hr.get(ALL))


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("vacancy", []),
        ("vacancy-note", ["need"]),
        ("candidate", [uuid4()]),
        ("take-on", [uuid4()]),
    ],
)
def test_nothing_is_here_for_what_never_was(name: str, more: list[object]) -> None:
    there = House()
    assert there.hr.get(reverse(name, args=[uuid4(), *more])).status_code == 404
    with enter(there.provider):
        vacancy = opened()
    if more:
        wrong = ["no-such-thing"] if name == "vacancy-note" else more
        assert there.hr.get(reverse(name, args=[vacancy, *wrong])).status_code == 404


def test_what_was_typed_stays_when_it_is_refused() -> None:
    there = House()
    with enter(there.provider):
        vacancy = opened()
    refused = there.hr.post(
        reverse("vacancy-note", args=[vacancy, "exception"]),
        {"words": "Only one of us is here.", **day_of("said_of", london_day(utc_now()) + timedelta(days=2))},
    )
    assert refused.status_code == 422
    assert "Only one of us is here." in refused.content.decode()
    assert (
        there.hr.post(reverse("vacancy", args=[vacancy]), {"form": "seat", "person": "x"}).status_code == 422
    )
    assert (
        there.hr.post(reverse("vacancy", args=[vacancy]), {"form": "unseat", "member": "x\0"}).status_code
        == 404
    )
    assert there.hr.post(ALL, {"title": " "}).status_code == 422
