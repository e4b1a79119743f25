"""No column, condition or power scores, ranks or sorts people, and no key leads from a concern to them."""

import re
from collections.abc import Iterable

import pytest

from architecture.tables import columns, our_models, references
from dueregard.authority.access.vocabulary import Capability
from dueregard.authority.policy.kinds import KINDS

REFUSED = {
    "score", "scores", "scoring", "rank", "ranks", "ranking", "rating", "risk", "probability", "likelihood",
    "prediction", "predicted", "profile",
    "ethnicity", "ethnic", "race", "nationality", "citizenship", "immigration", "faith", "religion", "belief",
    "worship", "ideology", "dress", "language", "keyword", "keywords",
}  # fmt: skip
"""Words that no column, condition or power may speak of: people are not scored, ranked or matched (domain.md 4.4)."""


def refused(names: Iterable[str]) -> list[str]:
    """The names that speak of scoring, ranking or matching people."""
    return [name for name in names if REFUSED & set(re.split(r"[^a-z]+", name.lower()))]


@pytest.mark.parametrize(
    ("name", "is_refused"),
    [
        ("casework.Concern.risk_score", True),
        ("identity.PersonDetails.nationality", True),
        ("place-of-worship", True),
        ("casework.Triage.urgency", False),
        ("casework.Delivery.rung", False),
        ("access.Recusal.tag", False),
    ],
)
def test_a_refused_name_is_known_when_seen(name: str, is_refused: bool) -> None:
    assert bool(refused([name])) is is_refused


def test_no_column_scores_ranks_or_sorts_people() -> None:
    assert refused(f"{model._meta.label}.{name}" for model in our_models() for name in columns(model)) == []


def test_no_policy_can_ask_for_it_either() -> None:
    """Conditions know only the facts a kind declares, and roles only the powers of a closed list."""
    facts = [f"{kind.name}.{fact}" for kind in KINDS for fact in (*kind.facts, *kind.persons)]
    assert refused([*facts, *Capability]) == []


def test_no_key_leads_from_a_concern_to_the_people_it_is_about() -> None:
    """A concern names a person by an id or a keyed tag, so that no join, cascade or profile page can follow it. What
    somebody must have learnt is about them, and says so."""
    led = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in our_models()
        if model.__module__.startswith("dueregard.work.")
        if not model.__module__.startswith("dueregard.work.training.")
        for field in references(model)
        if field.related_model._meta.app_label in {"people", "identity", "access"}
    ]
    assert led == []
