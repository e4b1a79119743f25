"""What comes first, and what somebody need not do: who sees and writes it, and that nobody gets round it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk_support import TODAY, sign_in, text
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.tenancy.models import Provider
from dueregard.work.training.models import Exemption, Passage
from household import inside, make_holder, make_person
from training_support import adopt_learning, did, give_edition

pytestmark = [
    pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls"), pytest.mark.usefixtures("it_stays_today"),
]  # fmt: skip
GATE = "learning/gate.probation"
YEARLY = "learning/training.yearly"
LIST = reverse("training-gate", args=[GATE])


@pytest.fixture
def house() -> Iterator[tuple[Provider, Client, UUID]]:
    """HR signed in, and Ada, who has done the course and not read the document."""
    with inside("elsewhere"):
        adopt_learning()
        make_person("Els Where")
    with inside() as provider:
        adopt_learning()
        give_edition()
        ada = make_person("Ada Fenn")
        make_person("Bo Hill")
        make_person("Kit Lark", Standing.LEARNER)
        did(ada, on=TODAY - timedelta(days=3))
        yield provider, sign_in(make_holder("Hattie Reed", "hr"), provider), ada


def on(day: Any = TODAY, **more: Any) -> dict[str, Any]:
    return {"passed_on-day": day.day, "passed_on-month": day.month, "passed_on-year": day.year} | more


def read(person: UUID) -> None:
    """They read the edition in force."""
    did(person, on=TODAY - timedelta(days=1), course="part-one", result="read", edition="2025")  # type: ignore[arg-type]


def test_the_list_names_who_stands_before_a_gate_with_what_is_missing(
    house: tuple[Provider, Client, UUID],
) -> None:
    _, hr, ada = house
    page = text(hr.get(LIST))
    assert "3 people have not passed it yet." in page
    assert "All staff. What comes first: Safeguarding and Prevent; Part one." in page
    missing = re.findall(r"dr-status--late[^>]*>(.*?)</span>", page)
    assert [len([one for one in missing if what in one]) for what in ("Part one", "Safeguarding")] == [3, 2]
    assert not {"Els Where", "Kit Lark"} & set(re.findall("Els Where|Kit Lark", page))
    assert reverse("training-pass", args=[ada, GATE]) not in page
    read(ada)
    assert reverse("training-pass", args=[ada, GATE]) in text(hr.get(LIST))
    assert text(hr.get(reverse("training"))).count(f'href="{LIST}"') == 1


def test_nobody_passes_with_something_missing_and_the_page_says_what(
    house: tuple[Provider, Client, UUID],
) -> None:
    _, hr, ada = house
    there = reverse("training-pass", args=[ada, GATE])
    assert "Nobody may let anybody through without it." in text(hr.get(there))
    shut = hr.post(there, on(override="on"))
    assert (shut.status_code, Passage.objects.count()) == (422, 0)
    assert "Before probation is confirmed this is missing: part one." in shut.content.decode()
    assert "can say how to get it" in shut.content.decode()
    read(ada)
    late = hr.post(there, on(TODAY + timedelta(days=2)))
    assert (late.status_code, "That day has not come yet." in late.content.decode()) == (422, True)
    assert hr.post(there, on()).status_code == 302
    assert Passage.objects.get().missing == 0
    shown = text(hr.get(reverse("training-person", args=[ada])))
    assert ("Passed on" in shown, there in shown) == (True, False)
    assert "Ada Fenn" not in text(hr.get(LIST))


def boxes(reason: str = "On long leave", **until: object) -> dict[str, object]:
    return {"reason": reason, "until-day": "", "until-month": "", "until-year": ""} | until


def test_somebody_is_let_off_for_a_reason_and_asked_again(house: tuple[Provider, Client, UUID]) -> None:
    provider, hr, _ = house
    bo = make_person("Cy Moss")
    there, page = (
        reverse("training-exempt", args=[bo, YEARLY]),
        reverse("training-person", args=[bo]),
    )
    assert f'href="{there}"' in text(hr.get(page))
    past = {"until-day": "1", "until-month": "1", "until-year": "2026"}
    for wrong, sentence in (
        (boxes(" "), "needs an answer"),
        (boxes("\0"), "cannot be kept"),
        (boxes(**past), "That end has passed already."),
    ):
        refused = hr.post(there, wrong)
        assert (refused.status_code, sentence in refused.content.decode()) == (422, True), wrong
    assert not Exemption.objects.exists()
    coming = {"until-day": "1", "until-month": "1", "until-year": "2190"}
    assert hr.post(there, boxes(**coming)).status_code == 302
    shown = text(hr.get(page))
    assert ("On long leave" in shown, "1 January 2190" in shown, there in shown) == (True, True, False)
    own = text(sign_in(bo, provider).get(reverse("my-training")))
    assert ("What I need not do" in own, "On long leave" in own) == (True, False)
    end = reverse("training-exemption-end", args=[Exemption.objects.get().id])
    assert hr.get(end).status_code == 405
    assert hr.post(end).status_code == 302
    assert f'href="{there}"' in text(hr.get(page))
    assert hr.post(end).status_code == 404  # no longer the last word on it


def test_nobody_does_it_for_themselves_or_without_the_post_or_for_whom_it_is_not_asked(
    house: tuple[Provider, Client, UUID],
) -> None:
    provider, hr, ada = house
    own = make_holder("Hugh Rest", "hr")
    learner = make_person("Lou Pine", Standing.LEARNER)
    lead = sign_in(make_holder("Lea Dee", "dsl"), provider)
    themselves = sign_in(own, provider)
    assert "They need not do it" not in text(themselves.get(reverse("training-person", args=[own])))
    for person in (ada, own):
        did(person, on=TODAY - timedelta(days=3))
        read(person)
    offered = text(themselves.get(LIST))
    assert [reverse("training-pass", args=[one, GATE]) in offered for one in (ada, own)] == [True, False]
    for client, person, status in (
        (lead, ada, 403),
        (themselves, own, 403),
        (hr, learner, 404),
        (hr, uuid4(), 404),
    ):
        for name, what, said in (("training-pass", GATE, on()), ("training-exempt", YEARLY, boxes())):
            assert client.post(reverse(name, args=[person, what]), said).status_code == status, name
    assert lead.get(LIST).status_code == 403
    for unknown in ("training-gate", "training-pass", "training-exempt"):
        args = [ada, "x/y.z"] if unknown != "training-gate" else ["x/y.z"]
        assert hr.get(reverse(unknown, args=args)).status_code == 404
    assert (Passage.objects.count(), Exemption.objects.count()) == (0, 0)


def test_a_full_page_before_a_gate_is_asked_after_as_often_as_three(
    house: tuple[Provider, Client, UUID],
) -> None:
    def asked() -> int:
        house[1].get(LIST)
        with CaptureQueriesContext(connection) as captured:
            assert house[1].get(LIST).status_code == 200
        return len(captured)

    few = asked()
    for number in range(52):
        make_person(f"Ex Tra{number}")
    assert asked() == few
    assert 'rel="next"' in house[1].get(LIST).content.decode()
