"""An extract: the clauses some people need, in the words in force, with the edition they are from."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from dueregard.authority.policy.answers import Scope, Status
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.queries import in_force
from dueregard.faces.web.policy_text import only, sections
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.work.governance.controls.extract import EXTRACT_KIND
from work.governance.governing import POLICY, at, governed

EXTRACT = """
## 4 For learners {#4}

### What you can say {#4.1}

Say anything.

## 5 Taking a part {#5}

Learners find theirs apart.

```control extract learners
title = "For learners: telling us"
audiences = ["learners", "parents"]
clauses = ["4", "2"]
```
"""
SAID = POLICY + EXTRACT
WEB = pytest.mark.urls("dueregard.config.urls")


def get(policy: str = "care", extract: str = "learners") -> tuple[int, str]:
    provider = Provider.objects.get(pk=scope.provider_id())
    response = Client().get(reverse("report-extract", args=[provider.short_code, policy, extract]))
    assert dict(response.cookies) == {}
    return response.status_code, response.content.decode()


@pytest.mark.parametrize(
    ("clauses", "found"),
    [
        ([], []),
        (["1"], ["1"]),
        (["4"], ["4", "4.1"]),
        (["4.1"], ["4.1"]),
        (["4", "4.1"], ["4", "4.1"]),
        (["5", "1"], ["1", "5"]),
        (["9"], []),
    ],
)
def test_a_clause_brings_those_under_it_in_the_order_of_the_policy(
    clauses: list[str], found: list[str]
) -> None:
    parts = only(sections(SAID), clauses)
    assert [one.clause for one in parts] == found
    assert [one.level for one in parts] == [3 if "." in one and "4" in found else 2 for one in found]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('clauses = ["4", "2"]', "clauses = []", "name at least one"),
        ('clauses = ["4", "2"]', 'clauses = ["4", "4"]', "stands here twice"),
        ('clauses = ["4", "2"]', 'clauses = ["4", "44"]', "no clause '44'"),
        ('["learners", "parents"]', "[]", "name at least one"),
        ('["learners", "parents"]', '["everybody"]', "subcontractors"),
    ],
)
def test_the_gate_says_what_is_wrong_with_it(old: str, new: str, says: str) -> None:
    problems = judge(SAID.replace(old, new).encode(), "care.md").problems
    assert [says in problem.message for problem in problems] == [True]


@WEB
@pytest.mark.django_db
def test_its_page_has_those_clauses_and_their_edition_and_no_others() -> None:
    with governed(SAID):
        status, page = get()
        provider = Provider.objects.get(pk=scope.provider_id())
        whole = Client().get(reverse("report-policy", args=[provider.short_code, "care"])).content.decode()
    assert status == 200
    assert re.findall(r' id="(clause-[^"]+)"', page) == ["clause-2", "clause-4", "clause-4.1"]
    assert "For learners, parents." in page
    assert re.search(r"Edition 1,\s+in force from", page)
    assert re.findall(r"<h1[^>]*>([^<]+)<", page) == ["For learners: telling us"]
    assert "Looking again" not in page
    assert f'/policies/care/for/learners/">{"For learners: telling us"}<' in whole


@WEB
@pytest.mark.django_db
def test_where_there_is_none_there_is_nothing() -> None:
    with governed(SAID):
        assert get(extract="staff")[0] == 404
        assert get(policy="other")[0] == 404


@WEB
@pytest.mark.django_db
def test_it_opens_with_the_other_public_pages_and_is_met_from_then() -> None:
    with governed(SAID):
        provider = Provider.objects.get(pk=scope.provider_id())
        for live, status, shown in ((None, Status.NOT_MET, False), (at(0), Status.MET, True)):
            Provider.objects.filter(pk=provider.pk).update(live_since=live)
            with enter(Provider.objects.get(pk=provider.pk)):
                moment = Moment.now(at(60))
                (control,) = in_force("extract", moment)
                found = EXTRACT_KIND.evidence(control, Scope(provider.pk, Stream.OPEN, moment))
                assert found.status is status
                assert ("Say anything" in get()[1]) is shown
