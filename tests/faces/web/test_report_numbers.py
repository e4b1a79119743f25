"""The numbers a reporter is given: those meant for them, in words, from dated facts that anybody may correct."""

from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt, set_local_value
from dueregard.faces.web.report.numbers import clock, numbers
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.reference.operations import load_shipped_facts, record_fact
from dueregard.ground.reference.rules.contents import Statement
from dueregard.ground.reference.shipped import shipped_facts
from household import NOON, SETUP, inside

SHIPPED = {statement.key: statement for statement in shipped_facts()}


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(0), "midnight"), (time(0, 5), "12:05 am"), (time(9), "9 am"), (time(9, 30), "9:30 am"),
        (time(12), "12 noon"), (time(12, 1), "12:01 pm"), (time(17), "5 pm"), (time(23, 59), "11:59 pm"),
    ],
)  # fmt: skip
def test_a_time_of_day_is_said_as_people_say_it(at: time, words: str) -> None:
    assert clock(at) == words


@pytest.mark.django_db
def test_danger_comes_first_and_lines_for_staff_stay_away() -> None:
    with inside() as provider:
        lines = numbers(provider, Moment.now(NOON))
    assert [line.number for line in lines] == [
        "999", "101", "0800 1111", "116 123", "0808 800 5000", "0800 011 3764",
    ]  # fmt: skip
    assert [line.when for line in lines] == [
        "day and night", "day and night; text relay 18001 101", "", "", "", "every day, 9 am to 5 pm",
    ]  # fmt: skip
    assert all(line.about for line in lines)


@pytest.mark.django_db
@pytest.mark.urls("dueregard.config.urls")
def test_a_number_corrected_here_is_the_one_that_pages_show() -> None:
    now = utc_now() - timedelta(days=1)
    load_shipped_facts(now=now)
    raw = SHIPPED["helpline.childline"].model_dump(mode="json")
    other = raw | {"content": raw["content"] | {"number": "0800 1112"}, "source": "rung by hand"}
    record_fact(Statement.model_validate(other), actor=Actor.system("administrator"), now=now)
    with inside() as provider:
        page = Client().get(reverse("report-first", args=[provider.short_code])).content.decode()
    assert 'href="tel:08001112"' in page
    assert "0800 1111" not in page


@pytest.mark.django_db
def test_the_first_page_gives_the_numbers_of_those_who_read_reports() -> None:
    with inside() as provider:
        adopt(data=archetype("values-led-trainer"), path="p.md", actor=SETUP, now=utc_now())
        address = reverse("report-first", kwargs={"short_code": provider.short_code})
        assert "Or ring the people who read reports" not in Client().get(address).content.decode()
        where = "values-led-trainer/contact.dso.channels.phone"
        set_local_value(address=where, value="01632 960 123", actor=SETUP, now=utc_now())
        assert 'href="tel:01632960123"' in Client().get(address).content.decode()
