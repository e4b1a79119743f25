"""Several policies together, catalogues and what is claimed of them, and the JSON the command line promises."""

import json
from typing import Any

import pytest

from dueregard.authority.policy.catalogue_files import read_catalogue
from dueregard.authority.policy.coverage import Coverage, coverage
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.printing import check_document, coverage_document
from dueregard.authority.policy.shelf import find_figure as find_figure_of_shelf
from dueregard.authority.policy.shelf import shelf
from dueregard.ground.kernel.refusals import BadInput


@pytest.fixture
def pack_of(judged: Any, policy_text: Any) -> Any:
    """The clean file as a pack of another name, with something of it replaced."""

    def make(policy: str, *replaced: tuple[str, str]) -> Any:
        text = policy_text().replace('policy = "prevent"', f'policy = "{policy}"')
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        judgement = judged(text)
        assert judgement.pack is not None, judgement.problems
        return judgement.pack

    return make


def test_policies_that_need_nothing_of_each_other(pack_of: Any) -> None:
    assert shelf([pack_of("prevent"), pack_of("core")]) == ()


def test_a_bare_name_may_be_declared_by_another_policy(pack_of: Any) -> None:
    needs = ('any_of = ["role:lead"]', 'any_of = ["role:deputy"]')
    gives = (
        ("control post lead", "control post deputy"),
        ('owner = "role:lead"', 'owner = "role:deputy"'),
        ('["role:lead"]', '["role:deputy"]'),
    )
    assert shelf([pack_of("prevent", needs), pack_of("core", *gives)]) == ()
    (problem,) = shelf([pack_of("prevent", needs), pack_of("core")])
    assert (
        problem.render()
        == "policy.md:34:1 approval.speaker.steps.0.by: none of these policies declares 'role:deputy'."
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("role:core/lead", None),
        ("role:core/deputy", "none of these policies declares 'role:core/deputy'."),
        ("role:other/lead", "'role:other/lead' belongs to the policy 'other', which is not among these."),
    ],
)
def test_a_name_of_another_policy(pack_of: Any, name: Any, said: Any) -> None:
    found = shelf([pack_of("prevent", ('any_of = ["role:lead"]', f'any_of = ["{name}"]')), pack_of("core")])
    assert [one.problem.message for one in found] == ([said] if said else [])


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("core/approval.speaker", None),
        ("core/approval.speaker.notice", None),
        ("core/approval.visit", "there is no figure at 'core/approval.visit' among these policies."),
        (
            "core/approval.speaker.decided",
            "the figure at 'core/approval.speaker.decided' is of another sort than this one.",
        ),
    ],
)
def test_a_figure_of_another_policy(pack_of: Any, policy_text: Any, source: Any, said: Any) -> None:
    text = policy_text()
    readings = text[text.index("[[notice.readings]]   ") : text.index("[[steps]]")]
    heir = pack_of("prevent", (readings, f'notice = {{ from = "{source}" }}\n'))
    core = pack_of("core", ("needs =", 'decided = "2 days"\nneeds ='))
    assert [one.problem.message for one in shelf([heir, core])] == ([said] if said else [])


def test_one_edition_of_each_policy(pack_of: Any) -> None:
    (found,) = shelf([pack_of("prevent"), pack_of("prevent")])
    assert found.problem.key == "policy"


def test_a_figure_is_found_by_its_address(pack_of: Any) -> None:
    pack = pack_of("core")
    find_figure: Any = find_figure_of_shelf
    assert find_figure({"core": pack}, "core/approval.speaker", "notice")[0] == "core/approval.speaker.notice"
    assert (
        find_figure({"core": pack}, "approval.speaker.notice", "x", "core")[0]
        == "core/approval.speaker.notice"
    )
    assert find_figure({"core": pack}, "core/approval.speaker", "x") is None


CATALOGUE = b"id,requirement,parameters,evidence\nS0-140,A,p=1,E\nS0-141,B,,E\n"


def test_coverage_follows_the_catalogue(pack_of: Any) -> None:
    assert coverage(pack_of("prevent"), read_catalogue(CATALOGUE)) == Coverage(
        2, ("S0-141",), ("S0-140",), ("S0-142",)
    )


BESIDE = b"id,requirement,parameters,evidence\nS0-142,A,,E\nS9-1,A,,E\n"


def test_what_another_catalogue_asks_is_not_unknown_unless_its_ids_begin_alike(pack_of: Any) -> None:
    pack, only_other = pack_of("prevent"), b"id,requirement,parameters,evidence\nS9-1,A,,E\n"
    beside = [read_catalogue(BESIDE)]
    assert coverage(pack, read_catalogue(CATALOGUE), beside).unknown_ids == ("S0-142",)
    assert coverage(pack, read_catalogue(only_other), [read_catalogue(CATALOGUE)]).unknown_ids == ("S0-142",)


def test_a_claim_of_no_row_is_an_error_when_the_catalogue_is_there(kinds: Any, policy_text: Any) -> None:
    judgement = judge(policy_text().encode(), "policy.md", {"S0": read_catalogue(CATALOGUE)}, kinds)
    assert [problem.render("policy.md") for problem in judgement.problems] == [
        "policy.md:23:20 approval.speaker.meets: the catalogue has no requirement 'S0-142'."
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"id,requirement\nS0-1,A\n",
        CATALOGUE + b"S0-141,B,,E\n",
        CATALOGUE + b"S0-142,B\n",
        CATALOGUE + b"S0-142,B,,E,F\n",
        b"\xff\xfe",
        CATALOGUE + b'"',
    ],
)
def test_what_is_no_catalogue(data: Any) -> None:
    with pytest.raises(BadInput):
        read_catalogue(data)


def test_the_json_of_a_check(judged: Any, policy_text: Any) -> None:
    document = check_document([judged(policy_text()), judged(policy_text().replace("needs =", "neds ="))])
    assert json.loads(json.dumps(document)) == document
    good, bad = document["packs"]
    assert document["schema"] == 1
    assert good == {
        "path": "policy.md",
        "policy": "prevent",
        "title": "Prevent policy",
        "edition": "2",
        "clauses": 2,
        "controls": 2,
        "problems": [],
        "not_set": [
            {"address": "prevent", "key": key, "home": "policy"}
            for key in ("issued", "in_force_from", "review_by")
        ],
        "clashes": [
            {
                "address": "prevent/approval.speaker",
                "key": "notice",
                "readings": ["at least 5 working days before", "at least 5 days before"],
                "holds": "at least 5 working days before",
            }
        ],
    }
    assert (bad["policy"], bad["clauses"], [problem["line"] for problem in bad["problems"]]) == (
        None,
        0,
        [24],
    )
    assert set(bad["problems"][0]) == {"line", "column", "key", "severity", "message"}


def test_the_json_of_coverage() -> None:
    assert coverage_document(Coverage(2, ("a",), ("b",), ())) == {
        "schema": 1,
        "required": 2,
        "claimed": ["a"],
        "unclaimed": ["b"],
        "unknown_ids": [],
    }
