"""Whom a policy means, read aloud."""

import pytest

from dueregard.authority.people.audience_words import audience_words
from dueregard.authority.people.audiences import AUDIENCE
from dueregard.authority.policy.values.when import When

SAID = [
    ({}, "everybody"),
    ({"standing": "staff"}, "all staff"),
    ({"standing": ["staff", "associate"]}, "all staff and associates"),
    (
        {"standing": ["staff", "volunteer", "agency-staff"]},
        "all staff, volunteers and agency staff",
    ),
    ({"standing": "staff", "work": "it"}, "all staff looking after IT"),
    ({"work": "delivery"}, "everybody teaching, assessing or coaching"),
    ({"post": ["dsl", "deputy-dsl"]}, "everybody with the post of dsl or deputy dsl"),
    ({"standing": "learner", "age": "under-18", "site": "the-quay"}, "all learners under 18 at the quay"),
    (
        {"all": [{"standing": "staff"}, {"not": {"work": "delivery"}}]},
        "all staff, except those teaching, assessing or coaching",
    ),
    (
        {"any": [{"standing": "staff"}, {"work": "it"}]},
        "everybody, either staff or those looking after IT",
    ),
    ({"regulated-activity": True, "standing": "staff"}, "all staff in regulated activity with under-18s"),
    ({"population": "military", "standing": "learner"}, "all learners in the group military"),
]


@pytest.mark.parametrize(("written", "said"), SAID)
def test_it_reads_as_english(written: dict[str, object], said: str) -> None:
    assert audience_words(When.read(written)) == said


@pytest.mark.parametrize("fact", sorted(AUDIENCE))
def test_every_answer_of_every_fact_is_said_in_words(fact: str) -> None:
    for answer in AUDIENCE[fact].answers:
        said = audience_words(When(tests=((fact, (answer,)),)))
        assert said not in ("everybody", ""), answer
        assert "-staff" not in said
        assert " when " not in said
