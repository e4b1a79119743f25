"""What is asked and what claims it: both ways, with what was kept, and only what holds in the provider's nation."""

import pytest

from dueregard.assurance.status.coverage import answers, catalogues_here, covered, unknown
from dueregard.assurance.status.keeping import keep_reading
from dueregard.authority.policy.answers import Status
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.catalogues import catalogue
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import create_provider, enter
from dueregard.ground.tenancy.vocabulary import Nation
from household import NOON, SETUP, inside
from work.governance.governing import POLICY

pytestmark = pytest.mark.django_db
NOW = Moment.now(NOON)
CLAIMING = POLICY.replace(
    "```control role director\n", '```control role director\nmeets = ["PDG-02", "KCSIE-99"]\n'
).replace("```control review yearly\n", '```control review yearly\nmeets = ["PDG-08", "PDG-02"]\n')


def welsh() -> Provider:
    return create_provider(
        slug="cambria", name="Cambria", nation=Nation.WALES, actor=SETUP, now=NOON, fictional=True
    )


def put(text: str | bytes) -> None:
    adopt(data=text.encode() if isinstance(text, str) else text, path="p.md", actor=SETUP, now=NOON)


def test_each_row_stands_with_what_claims_it_and_each_clause_with_what_it_claims() -> None:
    with inside():
        put(CLAIMING)
        found = covered(catalogue("prevent-duty-guidance"), NOW, statuses=True)
        claimed = {one.row.id: [(claim.clause, claim.what) for claim in one.claims] for one in found.rows}
        assert {id: claims for id, claims in claimed.items() if claims} == {
            "PDG-02": [("1", "post"), ("3", "when this policy is looked at again")],
            "PDG-08": [("3", "when this policy is looked at again")],
        }
        assert len(found.unclaimed) == len(found.rows) - 2
        assert [
            (one.clause, [row.id for row in one.rows])
            for one in answers(catalogue("prevent-duty-guidance"), NOW)
        ] == [("1", ["PDG-02"]), ("3", ["PDG-02", "PDG-08"])]
        assert answers(catalogue("kcsie"), NOW) == ()
        assert [(one.policy, one.clause, one.id) for one in unknown(NOW)] == [("care", "1", "KCSIE-99")]


def test_how_it_stands_is_what_was_last_kept_and_only_for_whoever_may_see_it() -> None:
    with inside():
        put(CLAIMING)
        asked = catalogue("prevent-duty-guidance")
        before = covered(asked, NOW, statuses=True)
        assert (before.kept_on, {claim.status for one in before.rows for claim in one.claims}) == (
            None,
            {None},
        )
        keep_reading(NOW, actor=SETUP, now=NOON)
        found = covered(asked, NOW, statuses=True)
        assert found.kept_on == NOON.date()
        review = found.rows[7].claims[0]
        assert (found.rows[7].row.id, review.status) == ("PDG-08", Status.NOT_YET_DUE)
        hidden = covered(asked, NOW, statuses=False)
        assert (hidden.kept_on, {claim.status for one in hidden.rows for claim in one.claims}) == (
            None,
            {None},
        )


def test_the_lists_are_those_of_the_nation_and_of_the_policies_that_claim_them() -> None:
    with enter(welsh()):
        assert [one.header.document for one in catalogues_here(NOW) if one.header] == [
            "prevent-duty-guidance"
        ]
        put(archetype("safeguarding-core"))
        assert unknown(NOW) == ()  # what it claims of England's guidance is no slip
    with inside("elsewhere"):
        put(archetype("values-led-trainer"))
        assert [one.header.document for one in catalogues_here(NOW) if one.header] == [
            "prevent-duty-guidance",
            "kcsie",
            "values-led-trainer",
        ]
        assert unknown(NOW) == ()
