"""What has to be said before it is decided what somebody gets to see of a thing."""

from datetime import date
from typing import Any

import pytest

from dueregard.assurance.disclosure.rules.copying import NOTHING, Copy, Decided, copy_of
from dueregard.assurance.disclosure.rules.exemptions import EXEMPTIONS, Exemption, Ground, in_force_on
from dueregard.assurance.disclosure.rules.hiding import WHO, Cast, hide, others_in
from dueregard.assurance.disclosure.rules.weighing import Said, Thing, problems
from dueregard.assurance.disclosure.vocabulary import Consent, Gives, Sort

DAY = date(2026, 3, 4)
WHY: dict[str, Any] = {"reason": "Because.", "may_know": True}
NOT: dict[str, Any] = {"gives": Gives.NOT} | WHY
PART: dict[str, Any] = {"gives": Gives.IN_PART, "passages": ("x",), "ground": Ground.CRIME} | WHY
WHOLE: dict[str, Any] = {"gives": Gives.WHOLE}
SAM: dict[str, Any] = {"others": frozenset({"Sam"})}
BY_WHOM: dict[str, Any] = {"sort": Sort.WHO_REPORTED}


@pytest.mark.parametrize(
    ("said", "thing", "expected"),
    [
        (WHOLE, {}, []),
        (WHOLE, SAM, ["consent"]),
        (WHOLE | {"consent": Consent.GIVEN}, SAM, []),
        (WHOLE | {"consent": Consent.REFUSED}, SAM, ["balance"]),
        (WHOLE | {"consent": Consent.REFUSED, "balance": "They told Kit so themselves."}, SAM, []),
        (WHOLE, BY_WHOM, ["consent"]),
        (WHOLE | {"consent": Consent.GIVEN}, BY_WHOM, []),
        (WHOLE | {"consent": Consent.GIVEN}, BY_WHOM | {"apart": True}, ["gives"]),
        ({"gives": Gives.NOT}, {}, ["reason", "may_know", "ground"]),
        (NOT, {}, ["ground"]),
        (NOT | {"ground": Ground.CRIME}, {}, []),
        (NOT | {"ground": Ground.CRIME}, SAM, []),
        (NOT | {"ground": Ground.THIRD_PARTY}, {}, ["consent"]),
        (NOT | {"ground": Ground.THIRD_PARTY, "consent": Consent.GIVEN}, {}, ["consent"]),
        (NOT | {"ground": Ground.THIRD_PARTY, "consent": Consent.NO_ANSWER}, {}, ["balance"]),
        (NOT | {"ground": Ground.OTHERS_RIGHTS, "consent": Consent.NO_ANSWER, "balance": "x"}, {}, []),
        (NOT | {"ground": Ground.HEALTH_HARM}, {}, ["advice"]),
        (NOT | {"ground": Ground.HEALTH_HARM, "advice": "Their nurse."}, {}, []),
        (NOT | {"ground": Ground.EDUCATION_HARM}, {}, ["advice"]),
        (NOT | {"ground": Ground.PRIVILEGE}, {}, ["advice"]),
        (NOT | {"ground": Ground.CHILD_ABUSE}, {}, ["ground"]),
        (NOT | {"ground": Ground.CHILD_ABUSE}, {"for_another": True}, []),
        (PART, {}, []),
        (PART, SAM, ["consent"]),
        (PART | {"passages": ()}, {}, ["passages"]),
        (PART, {"sort": Sort.FILE}, ["gives"]),
        (NOT | {"ground": Ground.CRIME, "reason": " "}, {}, ["reason"]),
    ],
)  # fmt: skip
def test_what_is_missing(said: dict[str, Any], thing: dict[str, Any], expected: list[str]) -> None:
    known: dict[str, Any] = {"sort": Sort.HAPPENED, "day": DAY}
    found = problems(Said(**said), Thing(**known | thing))
    assert [field for field, _ in found] == expected


def test_every_ground_says_its_law_since_when_and_how_sure_it_is() -> None:
    assert set(EXEMPTIONS) == set(Ground)
    for one in EXEMPTIONS.values():
        assert all((one.title, one.law, one.holds_when, one.tells))
        assert one.sure in {"A", "B", "C"}
    assert in_force_on(date(2018, 5, 24)) == ()
    assert in_force_on(DAY) == tuple(EXEMPTIONS.values())


def test_a_ground_that_ended_can_be_chosen_no_more() -> None:
    ended = Exemption(Ground.CRIME, "x", "x", date(2018, 5, 25), "x", "A", until=DAY)
    assert ended.until == DAY
    said = Said(**NOT | {"ground": Ground.CRIME})
    before = problems(said, Thing(sort=Sort.HAPPENED, day=date(2018, 5, 1)))
    assert [field for field, _ in before] == ["ground"]


CAST = Cast(("Ann Marlow",), ("07700 900555", "ann@example.org"), ("Kit Marlow",), (("Sam Fell",),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Marlow said so.", f"{WHO} said so."),
        ("ann rang, ANN rang.", f"{WHO} rang, {WHO} rang."),
        ("Kit Marlow drew it.", "Kit Marlow drew it."),
        ("Ring 07700 900555 or 07700 900111.", f"Ring {WHO} or 07700 900111."),
        ("Write to ann@example.org or kit@example.org.", f"Write to {WHO} or kit@example.org."),
        ("Sam Fell saw it, an annual thing.", "Sam Fell saw it, an annual thing."),
    ],
)
def test_whoever_reported_stands_nowhere(text: str, expected: str) -> None:
    assert hide([text], CAST) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sam Fell saw it.", {"Sam Fell"}),
        ("sam saw Kit Marlow.", {"sam"}),
        ("Kit drew it, Marlow drew it.", set()),
        ("Ring 07700 900111.", set()),
    ],
)
def test_others_who_are_named_are_found(text: str, expected: set[str]) -> None:
    assert others_in([text], CAST) == expected


def decided(text: str = "Kit drew it. Sam saw it.", sort: Sort = Sort.HAPPENED, **said: Any) -> Decided:
    return Decided(sort, "4 March 2026", "Call", (("", text),), Said(**said))


def test_the_copy_holds_nothing_that_is_left_out_and_tells_only_what_may_be_known() -> None:
    told: dict[str, Any] = {"ground": Ground.CRIME, "reason": "x"}
    copy = copy_of(
        [
            decided(gives=Gives.WHOLE),
            decided(gives=Gives.IN_PART, passages=("Sam saw it.",), may_know=True, **told),
            decided(gives=Gives.IN_PART, passages=("Sam saw it.",), may_know=False, **told),
            decided(gives=Gives.NOT, may_know=True, **told),
            decided(gives=Gives.NOT, may_know=False, **told),
        ]
    )
    assert [one.boxes for one in copy.pieces[:3]] == [
        (("", "Kit drew it. Sam saw it."),),
        (("", "Kit drew it. [left out]"),),
        (("", "Kit drew it."),),
    ]
    assert [one.title for one in copy.pieces[3:]] == [
        "Left out: something that the law lets us keep for now."
    ]
    assert (copy.whole, copy.in_part, copy.withheld, copy.tells) == (1, 2, 2, True)


def test_what_may_not_be_known_reads_as_if_nothing_were_held() -> None:
    silent = copy_of([decided(gives=Gives.NOT, ground=Ground.CRIME, may_know=False, reason="x")])
    assert (silent.pieces, silent.left_out, silent.tells) == ((), (), False)
    assert copy_of([]) == Copy((), (), 0, 0, 0, ())
    assert "hold nothing" in NOTHING
