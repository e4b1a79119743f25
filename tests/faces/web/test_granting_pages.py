"""Letting somebody read a concern, and what they then see."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import get_resolver, reverse

from conduct_support import concern_about_a_colleague
from desk_support import text
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.work.casework.models import Grant
from dueregard.work.casework.operations.handling import add_entry
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import Precision
from faces.web.test_routes import POST_ONLY, signed_in
from household import NOON, inside, make_holder, make_person
from referral_support import adopted

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


@pytest.fixture
def desk() -> Any:
    with inside() as provider:
        adopted()
        head, tutor = make_holder("He Ad", "head"), make_person("Tu Tor")
        concern = concern_about_a_colleague()
        add_entry(
            concern_id=concern, kind="note", words="Let him leave early.", happened=Occurred(NOON, Precision.MINUTE),
            actor=Actor.person(head), now=NOON,
        )  # fmt: skip
        yield signed_in(head, provider), signed_in(tutor, provider), concern, str(tutor)


def gives(client: Any, concern: Any, tutor: str, **more: str) -> Any:
    day = (utc_now() + timedelta(days=2)).date()
    boxes = {"last_day-day": str(day.day), "last_day-month": str(day.month), "last_day-year": str(day.year)}
    said = {"name": "Tor", "person": tutor, "reason": "She teaches him."} | boxes | more
    return client.post(reverse("grant", args=[concern]), said)


def test_somebody_is_found_by_name_let_in_reads_and_does_nothing_else(desk: Any) -> None:
    head, tutor, concern, person = desk
    there = reverse("grant", args=[concern])
    assert "Find them by name" in text(head.get(there))
    nobody = head.post(there, {"name": "Zzz"})
    assert nobody.status_code == 422
    assert "Nobody of that name" in nobody.content.decode()
    found = text(head.post(there, {"name": "Tor"}))
    assert "Tu Tor" in found
    assert "Tor" not in there
    early = gives(head, concern, person, **{"last_day-year": "2025"})
    assert early.status_code == 422
    assert "This day has passed" in early.content.decode()
    assert "She teaches him." in early.content.decode()
    assert tutor.get(reverse("door", args=[concern])).status_code == 404
    assert "Nothing at the moment" in text(tutor.get(reverse("shown-to-me")))
    assert gives(head, concern, person).status_code == 302
    record = text(head.get(reverse("concern", args=[concern])))
    assert "End it now" in record
    assert "Somebody may read it: Tu Tor" in record
    listed = text(tutor.get(reverse("shown-to-me")))
    assert "Open to you until" in listed
    assert reverse("door", args=[concern]) in listed
    shown = text(tutor.get(reverse("concern", args=[concern])))
    assert "Let him leave early." in shown
    assert "You can do nothing else in it" in shown
    for name in ("decide", "entry", "grant", "step-aside", "triage", "refer", "share", "conduct"):
        assert reverse(name, args=[concern]) not in shown
        assert tutor.get(reverse(name, args=[concern])).status_code == 404
    looked = html.unescape(text(head.get(reverse("concern", args=[concern]))))
    assert re.search(r"Who has opened this record.*Tu Tor", looked)
    assert "Who has opened this record" not in shown
    row = Grant.objects.get()
    assert head.post(reverse("end-grant", args=[concern, row.id])).status_code == 302
    assert tutor.get(reverse("concern", args=[concern])).status_code == 404


def test_no_other_page_of_it_opens(desk: Any) -> None:
    """Also none that comes to be, until somebody says that whoever only reads may open it."""
    head, tutor, concern, person = desk
    gives(head, concern, person)
    pages = [
        name for name, ways in get_resolver().reverse_dict.lists()
        if isinstance(name, str) and any(tuple(names) == ("concern_id",) for way in ways for _to, names in way[0])
        and name not in POST_ONLY
    ]  # fmt: skip
    assert len(pages) > 20
    opened = {name for name in pages if tutor.get(reverse(name, args=[concern])).status_code == 200}
    assert opened == {"door", "concern", "together"}
