"""Signs a concern is marked with: beside its words, behind its walls, and never added up about anybody."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.operations import turn
from dueregard.ground.crypto.operations import destroy
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere
from dueregard.work.casework.controls.indicators import Column, IndicatorsBlock
from dueregard.work.casework.models import Concern, Marking
from dueregard.work.casework.operations.handling import take_hand
from dueregard.work.casework.operations.marking import mark_signs
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.operations.restricting import restrict
from dueregard.work.casework.queries.signs import counted, offered
from dueregard.work.casework.reports import Report
from dueregard.work.casework.rules.signs import Marked, SignList, mark, read, written
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, SETUP, inside, make_holder, make_person
from shipped import in_force, pack_of
from work_casework_support import concern_about_a_learner

AT = "apprenticeship-provider/indicators.triggers"
LATER = NOON + timedelta(hours=1)
WORDS = st.text(min_size=1, max_size=20)


# The catalogue


def of(name: str) -> SignList:
    (control,) = in_force(name, "indicators")
    return SignList(control.policy, control.address, control.block)


def test_the_table_of_ten_rows_names_each_sign_once_and_every_sign_in_some_row() -> None:
    found = of("national-network")
    assert [len(found.of(column)) for column in (Column.FACTOR, Column.VULNERABILITY, Column.INDICATOR)] == [
        12,
        10,
        7,
    ]
    codes = [sign.item.code for sign in found.signs]
    assert len(codes) == len(set(codes))
    named = [code for link in found.block.links for _key, _column, some in link.columns() for code in some]
    assert set(named) == set(codes)
    assert len(named) > len(codes)
    assert len(found.block.links) == 10
    assert [len(row) for row in found.rows()] == [3] * 10


@pytest.mark.parametrize(
    ("code", "rows"),
    [("f01", {1, 5, 6}), ("f03", {1, 10}), ("f09", {4, 7}), ("v08", {8}), ("n05", {5, 8, 10}), ("n07", {7, 8, 9})],
)  # fmt: skip
def test_a_sign_is_linked_in_the_rows_its_source_has_it_in(code: str, rows: set[int]) -> None:
    links = enumerate(of("national-network").block.links, 1)
    assert {
        row for row, link in links if code in (*link.factors, *link.vulnerabilities, *link.indicators)
    } == rows


def test_the_triggers_ask_what_their_rows_name() -> None:
    found = {
        sign.item.code: [detail.answers for _at, detail in sign.details]
        for sign in of("apprenticeship-provider").signs
    }
    assert list(found) == [*(f"t{number:02}" for number in range(1, 13)), "i01", "i02"]
    assert found["t06"] == [("another college", "a council service", "the police")]
    assert len(found["t09"][0]) == 9
    assert found["t07"] == []


# What is marked, as a rule


BLOCK = IndicatorsBlock.model_validate(
    {
        "items": [
            {"code": "a", "column": "factor", "words": "A.", "details": [{"ask": "Which?", "answers": ["x", "y"]}]},
            {"code": "b", "column": "indicator", "words": "B."},
        ]
    }
)  # fmt: skip
LIST = SignList("p", "p/indicators.x", BLOCK)
A, B = "p/indicators.x/a", "p/indicators.x/b"


@pytest.mark.parametrize(
    ("chosen", "marked"),
    [
        ({}, []),
        ({B: {}}, [Marked(B, "indicator", "B.")]),
        ({B: {}, A: {}}, [Marked(A, "factor", "A."), Marked(B, "indicator", "B.")]),
        ({A: {0: ["y", "x"]}}, [Marked(A, "factor", "A.", (("Which?", ("x", "y")),))]),
        ({A: {0: []}}, [Marked(A, "factor", "A.")]),
    ],
)
def test_what_is_chosen_stands_in_the_order_of_the_list(chosen: Any, marked: list[Marked]) -> None:
    assert list(mark([LIST], chosen)) == marked


@pytest.mark.parametrize("chosen", [{"p/indicators.x/c": {}}, {A: {0: ["z"]}}])
def test_what_no_list_has_is_refused(chosen: Any) -> None:
    with pytest.raises(BadInput):
        mark([LIST], chosen)


MARKS = st.builds(
    Marked,
    WORDS,
    st.sampled_from(["factor", "trigger"]),
    WORDS,
    st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=3).map(tuple)), max_size=2).map(tuple),
)


@given(st.lists(MARKS, unique_by=lambda one: one.address, max_size=5))
def test_what_is_kept_is_read_as_it_was(marks: list[Marked]) -> None:
    assert read(written(marks) | {"reason": "sign of nothing"}) == tuple(marks)


# Marking


def marked_as(concern: UUID, lead: UUID, *codes: str, reason: str = "He said so.", **more: Any) -> Marking:
    chosen = {f"{AT}/{code}": more.get(code, {}) for code in codes}
    return mark_signs(
        concern_id=concern, chosen=chosen, reason=reason, actor=Actor.person(lead), now=more.get("now", LATER)
    )


def signs(concern: UUID, lead: UUID) -> list[list[str]]:
    file = read_concern(concern_id=concern, actor=Actor.person(lead), now=LATER + timedelta(hours=1))
    found = [worded for worded in (*file.record, *file.replaced) if isinstance(worded.row, Marking)]
    return [[one.address.rpartition("/")[2] for one in worded.signs] for worded in found]


@pytest.mark.django_db
def test_a_later_marking_replaces_the_first_which_stays_readable() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        first = marked_as(concern, lead, "t04", "t09", t09={0: ["race"]})
        second = marked_as(concern, lead, now=LATER + timedelta(minutes=1), reason="None of it was so.")
        assert second.replaces_id == first.id
        assert signs(concern, lead) == [[], ["t04", "t09"]]


@pytest.mark.django_db
def test_no_column_and_no_entry_says_which() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        row = marked_as(concern_about_a_learner(), lead, "t04", t04={0: ["a parent"]})
        columns = {field.column: getattr(row, field.attname) for field in Marking._meta.concrete_fields}
        entry = LedgerEntry.objects.get(verb="casework.signs-marked")
        plain = " ".join(map(str, [*columns.values(), entry.detail]))
    assert set(columns) == {
        "id", "provider_id", "recorded_at", "by", "withdrawn", "words", "concern_id", "replaces_id",
    }  # fmt: skip
    for word in ("t04", "triggers", "parent", "He said so."):
        assert word not in plain


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chosen", "reason", "field"),
    [
        ({f"{AT}/t04": {}}, "  ", "reason"),
        ({}, "He said so.", "signs"),
        ({f"{AT}/t99": {}}, "He said so.", "signs"),
        ({f"{AT}/t06": {0: ["the moon"]}}, "He said so.", "signs"),
    ],
)
def test_without_words_without_a_sign_or_with_an_unknown_one_nothing_is_marked(
    chosen: Any, reason: str, field: str
) -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        with pytest.raises(BadInput) as refusal:
            mark_signs(concern_id=concern, chosen=chosen, reason=reason, actor=Actor.person(lead), now=LATER)
        assert refusal.value.field == field
        assert not Marking.objects.exists()


@pytest.mark.django_db
def test_whoever_may_not_open_a_concern_marks_nothing_on_it() -> None:
    with inside():
        lead, tutor = make_holder("Lea Dee", "dsl"), make_person("Tu Tor")
        concern = concern_about_a_learner(lead)
        for person in (lead, tutor):
            with pytest.raises(NothingHere):
                marked_as(concern, person, "t04")


# In a report


def report(*signs: str) -> Report:
    return Report(
        reporter=ReporterKind.STAFF,
        about=AboutKind.LEARNER,
        account={"seen": "He keeps away."},
        signs=frozenset(signs),
    )


def send(one: Report) -> UUID:
    return report_concern(report=one, request_id=uuid4(), actor=Actor.outsider(), now=NOON).concern_id


@pytest.mark.django_db
def test_a_report_keeps_what_was_ticked_and_is_never_stopped_by_a_sign_nobody_lists() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        assert signs(send(report(f"{AT}/t07", "gone/indicators.x/y")), lead) == [["t07"]]
        assert signs(send(report("gone/indicators.x/y")), lead) == []
        with pytest.raises(BadInput):
            send(replace(report(f"{AT}/t07"), account={}))


# Figures


@pytest.mark.django_db
def test_each_concern_counts_once_for_a_sign_and_restricted_or_disposed_ones_not_at_all() -> None:
    with inside("elsewhere"):
        marked_as(concern_about_a_learner(), make_holder("Els Where", "dsl"), "t04")
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        one, two, three, four = (concern_about_a_learner() for _ in range(4))
        for concern in (one, two, three, four):
            marked_as(concern, lead, "t04", "t07")
        marked_as(one, lead, "t04", now=LATER + timedelta(minutes=1))
        with turn(actor=Actor.person(lead), now=LATER) as t:
            restrict(t, take_hand(t, three).concern)
        destroy(Concern.objects.get(pk=four).account_key, now=LATER)
        moment = Moment.now(LATER + timedelta(hours=1))
        found = counted(NOON, moment.as_at, moment)
        assert found == {f"{AT}/t04": 2, f"{AT}/t07": 1}
        assert counted(NOON + timedelta(seconds=1), moment.as_at, moment) == {}


@pytest.mark.django_db
def test_what_is_offered_is_what_is_in_force() -> None:
    with inside():
        assert offered(Moment.now(NOON)) == ()
        adopt(data=archetype("national-network"), path="p.md", actor=SETUP, now=NOON)
        (one,) = offered(Moment.now(NOON))
        assert one.block == pack_of("national-network").of_kind("indicators")[0].block
