"""The page on the health of the installation: for whoever appoints or looks after the machine, and of one provider."""

import shutil
from types import SimpleNamespace

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from household import NOON, SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def test_what_is_broken_comes_first_with_what_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1, total=10**12))
    with inside("elsewhere"):
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        make_holder("Els Where", "managing-director")
    with inside() as provider:
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        director = sign_in(make_holder("Cara Lund", "managing-director"), provider)
        answer = director.get(reverse("health"))
        assert answer.status_code == 200
        assert director.post(reverse("health")).status_code == 405
    page = text(answer)
    assert page.index("nearly full") < page.index("Debugging is off")
    assert "dueregard worker" in page
    assert "elsewhere" not in page.lower()
    assert "`" not in page


def test_nobody_else_sees_it_or_the_way_there() -> None:
    with inside() as provider:
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        director = sign_in(make_holder("Cara Lund", "managing-director"), provider)
        lead = sign_in(make_holder("Ada Rowe", "dsl"), provider)
        tutor = sign_in(make_person("Finn Oakes"), provider)
        concern_about_a_learner()
        way = f'href="{reverse("health")}"'
        assert way in director.get(reverse("policies")).content.decode()
        for client in (lead, tutor):
            assert way not in client.get(reverse("policies")).content.decode()
            assert client.get(reverse("health")).status_code == 404


def test_each_line_could_be_looked_at() -> None:
    with inside() as provider:
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        director = sign_in(make_holder("Cara Lund", "managing-director"), provider)
        assert "could not be looked at" not in text(director.get(reverse("health")))
