"""How a whole shelf of policies stands takes a fixed number of questions, whatever the people, rows, controls of a kind
and policies. So do what the provider still lacks, and the page that shows both."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assurance.status.busy import NOW, copies_of, fill
from desk_support import sign_in
from dueregard.assurance.status.queries import clauses, lacks
from dueregard.authority.policy.answers import Status
from dueregard.authority.policy.archetypes import ARCHETYPES, archetype
from dueregard.authority.policy.gate import judge_once
from dueregard.authority.policy.kinds import KINDS, AnswersTogether
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.moments import Moment
from household import NOON, SETUP, inside, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
MOMENT = Moment.now(NOW)
LARGEST = "apprenticeship-provider"
_CONTROL = re.compile(r"^```control (\S+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ONE_OF_A_POLICY = {"signing", "threat-level", "engagement"}
TOGETHER = {
    "training", "reading", "checklist", "check", "course", "gate", "recruitment", "confidence", "workforce",
    "staff-file", "clock", "route", "decision", "referral", "sources", "related", "told",
    "directory", "support", "liaison", "consultation",
    "mistreatment", "climate",
}  # fmt: skip
"""The kinds that answer for several controls at once; a policy has as many of each as it likes."""


def adopted(*texts: bytes) -> None:
    for number, text in enumerate(texts):
        adopt(data=text, path=f"{number}.md", actor=SETUP, now=NOON)


def questions(ask: Callable[[], object]) -> int:
    """How often the database is asked, where nothing lies in memory of before but facts of the house."""
    ask()
    scope.forget()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


def of_everything() -> tuple[int, ...]:
    """Of both circles, and of what is lacking."""
    return (
        *(questions(lambda circle=circle: clauses(MOMENT, circle=circle)) for circle in Stream),  # type: ignore[misc]
        questions(lambda: lacks(MOMENT)),
    )


@pytest.mark.long
def test_as_many_for_a_thousand_people_and_many_rows_as_for_ten() -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        adopted(*map(archetype, ARCHETYPES))
        fill(people=10, matters=1)
        few = of_everything()
        before = {one.status for one in clauses(MOMENT)}
        fill(people=990, matters=5)
        scope.forget()
        assert of_everything() == few
        assert {Status.MET, Status.NOT_MET} <= before


def asked_of(*texts: bytes, slug: str) -> tuple[int, ...]:
    """The same at a provider of its own with these policies."""
    with inside(slug):
        make_holder("Lea Dee", "dsl")
        adopted(*texts)
        fill(people=10, matters=1)
        return of_everything()


def test_as_many_for_four_policies_as_for_one() -> None:
    one, *others = copies_of(archetype(LARGEST), 4, LARGEST)
    assert asked_of(one, *others, slug="four") == asked_of(one, slug="one")


def test_as_many_for_twice_the_controls_of_each_kind() -> None:
    text = archetype(LARGEST).decode()
    again = "".join(
        f"\n## Again {number} {{#again-{number}}}\n\nIt is so.\n\n```control {kind} {id}-again\n{block}```\n"
        for number, (kind, id, block) in enumerate(_CONTROL.findall(text))
        if kind in TOGETHER
    )
    twice = (text + again).encode()
    assert judge_once(twice, "p.md").pack, judge_once(twice, "p.md").problems[:3]
    assert {one.name for one in KINDS if isinstance(one, AnswersTogether)} == TOGETHER | ONE_OF_A_POLICY
    assert asked_of(twice, slug="twice") == asked_of(text.encode(), slug="once")


def test_the_page_asks_as_often_for_four_policies_as_for_one() -> None:
    first, *others = copies_of(archetype(LARGEST), 4, LARGEST)
    with inside() as provider:
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        adopted(first)
        page = reverse("policies")
        few = questions(lambda: client.get(page))
        adopted(*others)
        assert questions(lambda: client.get(page)) == few
