"""Going live: what must stand before, who opens reports, and what whoever comes too early is told."""

import json
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

import dueregard.assurance.health.operations as operations
from desk_support import sign_in, text
from dueregard.assurance.health.operations import NotReady, go_live
from dueregard.assurance.health.queries.lines import of_provider
from dueregard.assurance.health.queries.live import going_live
from dueregard.assurance.health.rules.live import (
    judge_assessment,
    judge_bases,
    judge_cover,
    judge_live,
    judge_readers,
    still_missing,
)
from dueregard.assurance.health.vocabulary import Finding, Line, State, broken, good
from dueregard.assurance.rights.operations import answer, choose_basis
from dueregard.assurance.rights.rules.bases import bases, conditions
from dueregard.assurance.rights.vocabulary import Authority, Question, Whose
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import NotPermitted, OutOfTurn
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import create_provider, enter
from dueregard.ground.tenancy.vocabulary import Nation
from dueregard.work.casework.models import Concern
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
READY = (Line("all", "All", good("In place.")),)


@pytest.fixture
def real() -> Iterator[Provider]:
    """A provider that is not fictional, with a head who is accountable."""
    born: dict[str, Any] = {"slug": "harbour", "name": "Harbour Training", "nation": Nation.ENGLAND}
    provider = create_provider(actor=SETUP, now=NOON, fictional=False, **born)
    with enter(provider):
        adopt(data=archetype("safeguarding-core"), path="p.md", actor=SETUP, now=NOON)
        yield provider


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (judge_assessment(made=True, owned=True), State.GOOD),
        (judge_assessment(made=True, owned=False), State.BROKEN),
        (judge_assessment(made=False, owned=True), State.BROKEN),
        (judge_bases(0), State.GOOD),
        (judge_bases(1), State.BROKEN),
        (judge_cover(0), State.BROKEN),
        (judge_cover(1), State.BROKEN),
        (judge_cover(2), State.GOOD),
        (judge_readers(1), State.BROKEN),
        (judge_readers(2), State.GOOD),
        (judge_live(live=False, missing=0, real=True), State.LOOK),
        (judge_live(live=True, missing=1, real=True), State.LOOK),
        (judge_live(live=True, missing=0, real=True), State.GOOD),
        (judge_live(live=False, missing=9, real=False), State.GOOD),
    ],
)
def test_how_each_stands(found: Finding, state: State) -> None:
    assert found.state is state
    assert bool(found.mend) is (state is not State.GOOD)


def test_whatever_is_not_good_keeps_it_from_going_live() -> None:
    bad = Line("x", "X", broken("Gone.", "Mend it."))
    assert still_missing((*READY, bad)) == (bad,)


def test_a_fictional_provider_and_one_from_before_are_live(real: Provider) -> None:
    assert real.live_since is None
    import_module("dueregard.ground.tenancy.migrations.0003_live_since").already_live(apps, None)
    assert Provider.objects.get().live_since == NOON


def test_an_invented_provider_is_born_live() -> None:
    with inside("elsewhere") as invented:
        assert invented.live_since == NOON


def state_of(now: Any = NOON) -> dict[str, State]:
    return {line.id: line.found.state for line in going_live(now)}


def test_a_team_of_one_is_not_enough_and_answers_count(real: Provider) -> None:
    head = make_holder("Di Rector", "head")
    assert set(state_of().values()) == {State.BROKEN}
    make_holder("Lea Dee", "dsl")
    who: dict[str, Any] = {"actor": Actor.person(head), "now": NOON}
    given = {
        Question.AUTHORITY: Authority.PRIVATE,
        Question.DPIA_DAY: "2026-02-01",
        Question.DPIA_OWNER: "Head",
    }
    answer(given=given, **who)
    for whose in Whose:
        article, condition = bases(Authority.PRIVATE, whose)[0], conditions(whose)[0]
        choose_basis(whose=whose, article=article, condition=condition, why="Advice.", **who)
    found = state_of()
    assert [found[one] for one in ("assessment", "bases", "cover")] == [State.GOOD] * 3
    assert [found[one] for one in ("readers", "sheet", "backup")] == [State.BROKEN] * 3
    live = next(line for line in of_provider(NOON) if line.id == "live")
    assert "3 things still missing" in live.found.sentence


def test_it_cannot_go_live_while_anything_is_missing(real: Provider) -> None:
    head = make_holder("Di Rector", "head")
    with pytest.raises(NotReady):
        go_live(actor=Actor.person(head), now=NOON)
    assert Provider.objects.get().live_since is None


def test_whoever_is_accountable_opens_it_once_and_it_is_written_down(
    real: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "going_live", lambda _now: READY)
    head, lead = make_holder("Di Rector", "head"), make_holder("Lea Dee", "dsl")
    with pytest.raises(NotPermitted):
        go_live(actor=Actor.person(lead), now=NOON)
    go_live(actor=Actor.person(head), now=NOON + timedelta(hours=1))
    with pytest.raises(OutOfTurn):
        go_live(actor=Actor.person(head), now=NOON + timedelta(hours=2))
    assert Provider.objects.get().live_since == NOON + timedelta(hours=1)
    entry = Entry.objects.get(verb="tenancy.went-live")
    assert (entry.actor, json.loads(entry.detail)) == (Actor.person(head).written, {})


def test_before_it_is_live_nobody_is_let_write_what_nobody_reads(real: Provider) -> None:
    make_holder("Lea Dee", "dsl")
    code = real.short_code
    for name in ("report-first", "report"):
        for response in (
            Client().get(reverse(name, args=[code])),
            Client().post(reverse("report", args=[code])),
        ):
            page = response.content.decode()
            assert "You cannot write to us here yet" in page
            assert 'href="tel:999"' in page
            assert "<textarea" not in page
            assert (response.status_code, dict(response.cookies)) == (200, {})
    tutor = sign_in(make_person("Tu Tor"), real)
    told = text(tutor.post(reverse("somebody-told"), {"told": "A worry."}))
    assert "Reports are not open here yet" in told
    assert not Concern.objects.exists()


def test_the_page_says_what_is_missing_and_where_to_put_it_right(real: Provider) -> None:
    client = sign_in(make_holder("Di Rector", "head"), real)
    page = text(client.get(reverse("going-live")))
    assert "6 things are still missing" in page
    assert reverse("papers") in page
    assert "Open reports now" not in page
    assert "Not live yet" in text(client.get(reverse("policies")))
    refused = client.post(reverse("going-live"))
    assert refused.status_code == 422
    assert "Not yet:" in refused.content.decode()
