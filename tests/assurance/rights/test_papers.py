"""Lawful bases and papers: nothing is chosen for a provider, blanks show as blanks, and answers are facts."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from architecture.test_words import INSIDE_ONLY
from desk_support import sign_in, text
from dueregard.assurance.rights.operations import answer, choose_basis
from dueregard.assurance.rights.queries.answers import answers, authority, basis, said
from dueregard.assurance.rights.queries.holdings import by_purpose, declared
from dueregard.assurance.rights.rules.bases import bases, conditions
from dueregard.assurance.rights.vocabulary import (
    PARTS,
    Article6,
    Authority,
    Condition,
    Question,
    Whose,
    basis_of,
)
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.faces.web.asking_provider import ARTICLE6, ASKS, CONDITION, SEEDS, WHOSE
from dueregard.faces.web.desk.papers import PAPERS
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NotPermitted
from dueregard.ground.tenancy.models import Provider
from household import NOON, SETUP, inside, make_holder

pytestmark = pytest.mark.urls("dueregard.config.urls")
DAY, NOW = timedelta(days=1), Moment.now(NOON + timedelta(days=3))


class House:
    """A head who is accountable, a lead who is not."""

    def __init__(self, provider: Provider) -> None:
        adopt(data=archetype("safeguarding-core"), path="p.md", actor=SETUP, now=NOON)
        self.provider = provider
        self.head, self.lead = make_holder("Di Rector", "head"), make_holder("Lea Dee", "dsl")

    def say(self, question: Question, value: str, at: Any = NOON, **more: Any) -> int:
        return answer(given={question: value}, actor=Actor.person(self.head), now=at, **more)

    def choose(
        self, whose: Whose, article: Article6, condition: Condition, why: str = "Advice of 3 March."
    ) -> None:
        chosen: dict[str, Any] = {"whose": whose, "article": article, "condition": condition, "why": why}
        choose_basis(actor=Actor.person(self.head), now=NOON, **chosen)


@pytest.fixture
def house(db: None) -> Iterator[House]:
    with inside() as provider:
        yield House(provider)


def test_the_special_bases_cover_only_whom_the_law_says() -> None:
    """UK GDPR Art 6(1)(ea) and DPA 2018 Sch 1 para 18 are for children and adults at risk; Art 6(1)(f) and (ea) are not
    for the tasks of a public authority."""
    vulnerable = {Whose.CHILD, Whose.ADULT_AT_RISK}
    for whose in Whose:
        assert (Article6.SAFEGUARDING in bases(Authority.PRIVATE, whose)) is (whose in vulnerable)
        assert (Condition.PARA_18 in conditions(whose)) is (whose in vulnerable)
        assert bases(Authority.PUBLIC, whose) == (Article6.LEGAL_OBLIGATION, Article6.PUBLIC_TASK)
        assert Article6.PUBLIC_TASK not in bases(Authority.PRIVATE, whose)
        assert (Condition.NONE in conditions(whose)) is (whose is Whose.OTHERS)
    assert set(conditions(Whose.OTHER_ADULT)) == {Condition.PARA_6, Condition.PARA_10, Condition.PARA_12}


def test_every_question_has_its_words_and_its_part() -> None:
    of_bases = {question for whose in Whose for question in basis_of(whose)}
    assert of_bases | set(ASKS) == set(Question)
    assert of_bases | {question for part in PARTS.values() for question in part} == set(Question)
    assert set(SEEDS) == set(PARTS["keeping"])
    assert (set(ARTICLE6), set(CONDITION), set(WHOSE)) == (set(Article6), set(Condition), set(Whose))


def test_declarations_are_read_by_people_so_they_use_their_words() -> None:
    sentences = [s for row in declared() for s in (row.holds, row.about, row.why, row.kept)]
    assert [s for s in sentences if INSIDE_ONLY.search(s)] == []
    assert {row.model for _, rows in by_purpose() for row in rows} == {row.model for row in declared()}


def test_nothing_is_chosen_beforehand(house: House) -> None:
    assert authority(NOW) is None
    assert [basis(whose, NOW) for whose in Whose] == [None] * 5
    assert answers(NOW) == {}


def test_a_choice_wants_a_reason_and_the_law_leaves_only_some(house: House) -> None:
    with pytest.raises(BadInput, match="public authority"):
        house.choose(Whose.CHILD, Article6.SAFEGUARDING, Condition.PARA_18)
    house.say(Question.AUTHORITY, Authority.PRIVATE)
    for article, condition, why, field in (
        (Article6.SAFEGUARDING, Condition.PARA_10, "x", "article"),
        (Article6.LEGITIMATE_INTERESTS, Condition.PARA_18, "x", "condition"),
        (Article6.LEGITIMATE_INTERESTS, Condition.PARA_10, "  ", "why"),
    ):
        with pytest.raises(BadInput) as refused:
            house.choose(Whose.OTHER_ADULT, article, condition, why)
        assert refused.value.field == field
    house.choose(Whose.OTHER_ADULT, Article6.LEGITIMATE_INTERESTS, Condition.PARA_10)
    chosen = (Article6.LEGITIMATE_INTERESTS, Condition.PARA_10, "Advice of 3 March.")
    assert basis(Whose.OTHER_ADULT, NOW) == chosen
    house.say(Question.AUTHORITY, Authority.PUBLIC, NOON + DAY)
    assert basis(Whose.OTHER_ADULT, NOW) is None, "it was chosen when they were thought to be private"


def test_answers_have_two_times_and_an_author(house: House) -> None:
    house.say(Question.DPIA_DAY, "2026-02-01", since=NOON - DAY)
    house.say(Question.DPIA_DAY, "2026-03-05", NOON + DAY)
    assert house.say(Question.DPIA_DAY, "2026-03-05", NOON + 2 * DAY) == 0
    assert said(Question.DPIA_DAY, NOW) == "2026-03-05"
    assert said(Question.DPIA_DAY, Moment(NOON, NOW.known_at)) == "2026-02-01"
    assert said(Question.DPIA_DAY, Moment(NOON - DAY, NOON - DAY)) == ""
    assert answers(NOW)[Question.DPIA_DAY].by == Actor.person(house.head).written
    assert (verify().fault, verify_rows()) == (None, None)


@pytest.mark.parametrize(
    ("question", "value"),
    [(Question.DPIA_DAY, "soon"), (Question.AUTHORITY, "maybe"), (Question.HOST, "x" * 2001)],
)
def test_what_is_no_answer_is_refused(house: House, question: Question, value: str) -> None:
    with pytest.raises(BadInput):
        house.say(question, value)


def test_whoever_is_not_accountable_decides_nothing(house: House) -> None:
    with pytest.raises(NotPermitted):
        answer(given={Question.HOST: "Here."}, actor=Actor.person(house.lead), now=NOON)


def test_every_paper_opens_with_its_blanks_marked_and_then_filled(house: House) -> None:
    client = sign_in(house.head, house.provider)
    drawn = {name: text(client.get(reverse("paper", args=[name]))) for name in PAPERS}
    assert all("Blank:" in page for page in drawn.values())
    assert "Drawn on" in drawn["processing"]
    assert "what was reported and by whom, encrypted" in drawn["processing"].lower()
    client.post(reverse("papers-fill", args=["organisation"]), {"authority": "private-authority"})
    form = {"authority": "private", "contact": "The data lead, data@example.org", "controller": "Harbour Ltd"}
    assert client.post(reverse("papers-fill", args=["organisation"]), form).status_code == 302
    page = text(client.get(reverse("paper", args=["policy-document"])))
    assert "Harbour Ltd" in page
    assert "Blank: Full name" not in page
    there = reverse("papers-basis", args=["other-adult"])
    asked = text(client.get(there))
    assert "checked" not in asked, "nothing is chosen beforehand"
    assert "paragraph-18" not in asked
    refused = client.post(there, {"article": "legitimate-interests", "condition": "paragraph-10"})
    assert refused.status_code == 422
    chosen = {"article": "legitimate-interests", "condition": "paragraph-10", "why": "Advice taken."}
    assert client.post(there, chosen).status_code == 302
    assert "Advice taken." in text(client.get(reverse("paper", args=["assessment"])))


def test_whoever_looks_after_no_page_sees_none_and_a_lead_cannot_answer(house: House) -> None:
    lead = sign_in(house.lead, house.provider)
    assert lead.get(reverse("papers")).status_code == 200
    assert lead.get(reverse("papers-fill", args=["organisation"])).status_code == 403
    assert lead.get(reverse("paper", args=["nothing"])).status_code == 404
    tutor = sign_in(make_holder("Tu Tor", "hr-nobody"), house.provider)
    assert tutor.get(reverse("papers")).status_code == 404


def test_notices_stand_one_tap_from_the_form_in_five_sentences(house: House) -> None:
    house.say(Question.CONTACT, "The data lead, 01632 960123")
    code = house.provider.short_code
    there = reverse("report-privacy", args=[code])
    for name in ("report-first", "report"):
        assert there in Client().get(reverse(name, args=[code])).content.decode()
    page = Client().get(there).content.decode()
    for id in ("learners", "staff", "employers", "visitors"):
        section = page.partition(f'id="{id}"')[2].partition("<h2")[0]
        assert section.count('<p class="govuk-body">') == 5, id
    assert "01632 960123" in page
    assert "not written down yet" in page
    assert Client().get(reverse("report-accessibility", args=[code])).status_code == 200
