"""A policy that fits has no findings; each thing that does not fit is found once, with its clause and who mends it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

import shipped  # noqa: F401  # registers the kinds, as Django does when it starts
from dueregard.assurance.status.rules.citing import Edition, old_editions, wrong_sections
from dueregard.assurance.status.rules.findings import Finding, Flaw, Grave, Mends
from dueregard.assurance.status.rules.self_audit import AsFound, look_through
from dueregard.assurance.status.rules.stands import ClauseStatus, ControlStatus
from dueregard.assurance.status.self_audit import self_audit
from dueregard.authority.policy.answers import Basis, Reading, Status
from dueregard.authority.policy.archetypes import ARCHETYPES, archetype
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.pack import Pack
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.reference.operations import load_shipped_facts
from dueregard.work.governance.operations.reviewing import record_review
from dueregard.work.governance.vocabulary import Found
from household import NOON, SETUP, inside, make_holder
from work.governance.governing import POLICY, REVIEW, SIGNING, Crew, governed

ADA, BEA = UUID(int=1), UUID(int=2)
HEAD = """+++
language = 1
policy = "care"
title = "Care"
edition = "1"
nation = "england"
owner = "role:director"
+++

## 1 Who does this {#1}

The director answers for it. See [how it is signed](#2).

```control role director
title = "Director"
minimum = 1
may = ["adopt-policy"]
```

```control role writer
title = "Writer"
minimum = 1
may = ["adopt-policy"]
```

```control role board
title = "Board member"
minimum = 0
may = []
```

"""
MEANING = """## 4 What words mean {#4}

We follow the Prevent duty guidance of 2023 and section 26 of the Counter-Terrorism and Security Act 2015.

```control definition extremism
term = "extremism"
means = "As the government says."
source = "New definition of extremism, 2024"
```
"""
CLEAN = HEAD + SIGNING + REVIEW + MEANING
ACT_NAME = "Counter-Terrorism and Security Act 2015"
DUTY = Edition(
    "g.duty", "Prevent duty guidance", ("Prevent duty guidance",), frozenset({"2023", "2024"}), "2023", True
)
OLD_DUTY = replace(
    DUTY, key="g.old", years=frozenset({"2015"}), label="2015", stands=False, ended=True, followed_by="g.duty"
)
NEW = Edition("g.new", "New definition", ("New definition of extremism",), frozenset({"2024"}), "2024", True)
STRATEGY = Edition(
    "g.2011", "Prevent strategy", ("Prevent strategy",), frozenset({"2011"}), "2011", False, True, "g.new"
)
ACT_SECTIONS = {"26": "the duty", "29": "guidance"}
ACT = Edition("g.act", ACT_NAME, (ACT_NAME,), frozenset({"2015"}), "2015", True, sections=ACT_SECTIONS)
TO_COME = replace(DUTY, key="g.next", years=frozenset({"2028"}), stands=False)
EDITIONS = (DUTY, TO_COME, OLD_DUTY, NEW, STRATEGY, ACT)
HELD = {"director": frozenset({ADA}), "writer": frozenset({BEA}), "board": frozenset({ADA, BEA})}
LINKS = {"example.org/fine": "", "example.org/late": "it was due to be looked at"}
AS_IT_IS = AsFound(HELD, EDITIONS, links=LINKS)
REGISTER = """
## 5 What we rely on {#5}

We rely on these, and [look](https://example.org/fine) at them each year.

```control sources law
owner = "role:director"
every = "12 months"

[[items]]
id = "act"
title = "Counter-Terrorism and Security Act 2015"
section = "26"
force = "statutory"

[[items]]
id = "duty"
title = "Prevent duty guidance"
edition = "2023"
address = "example.org/fine"
force = "statutory"
```
"""


def pack_of(text: str) -> Pack:
    judged = judge(text.encode(), "care.md")
    assert judged.pack is not None, judged.problems
    return judged.pack


def test_a_policy_that_fits_has_none() -> None:
    assert look_through(pack_of(CLEAN), AS_IT_IS) == ()


DIRECTOR, WRITER = (
    f'title = "{post}"\nminimum = 1\nmay = ["adopt-policy"' for post in ("Director", "Writer")
)
A_CLAUSE = "## 9 More {#9}\n\nWe are kind.\n"
CASES = [
    ("", "", dict.fromkeys(("board", "director"), frozenset()),
        [(Flaw.NOBODY, ""), (Flaw.NOBODY, "2"), (Flaw.NOBODY, "3")]),
    ("", "", {"writer": frozenset()}, [(Flaw.NOBODY, "2")]),
    ("", "", dict.fromkeys(HELD, frozenset({ADA})), [(Flaw.NEVER, "2"), (Flaw.ONE_PERSON, "2")]),
    ("", "", {"board": frozenset({ADA})}, [(Flaw.NEVER, "2")]),
    ('not_same = ["person:author"]', 'not_same = ["role:board"]', {}, [(Flaw.NEVER, "2")]),
    (DIRECTOR, DIRECTOR + ', "decide"', {}, [(Flaw.ONE_PERSON, "3")]),
    (DIRECTOR, DIRECTOR + ', "decide"', {"director": frozenset({ADA, BEA})}, []),
    (WRITER, WRITER + ', "decide"', {}, []),
    (WRITER, WRITER + ', "decide"', {"writer": frozenset({ADA})}, [(Flaw.ONE_PERSON, "3")]),
    (MEANING, MEANING + A_CLAUSE, {}, [(Flaw.NO_CONTROL, "9")]),
    (MEANING, MEANING + "\n## 9 Only a heading {#9}\n", {}, []),
    ('within = "2 months"', 'within = "14 months"', {}, [(Flaw.NEVER, "3")]),
    ('remind = ["1 month"]', 'remind = ["1 week", "3 months"]', {}, [(Flaw.NEVER, "3")]),
    ('every = "12 months"', 'every = { limit = "12 months", aim = "18 months" }', {}, [(Flaw.NEVER, "3")]),
    ('every = "12 months"', 'every = { limit = "12 months", aim = "11 months" }', {}, []),
    ("](#2)", "](#2.1)", {}, [(Flaw.DEAD_LINK, "1")]),
    ("](#2)", "](https://example.org/fine)", {}, []),
    ("](#2)", "](https://example.org/late)", {}, [(Flaw.OUTSIDE_LINK, "1")]),
    ("](#2)", "](https://example.org/unknown)", {}, [(Flaw.OUTSIDE_LINK, "1")]),
    (MEANING, MEANING + REGISTER, {}, []),
    (MEANING, MEANING + REGISTER.replace('"26"', '"21"'), {}, [(Flaw.WRONG_SECTION, "5")]),
    (MEANING, MEANING + REGISTER.replace('"2023"', '"2015"'), {}, [(Flaw.OLD_GUIDANCE, "5")]),
    ("guidance of 2023", "guidance of 2015", {}, [(Flaw.OLD_GUIDANCE, "4")]),
    ("guidance of 2023", "guidance (for England and Wales), updated 6 March 2024", {}, []),
    ("guidance of 2023", "guidance, edition of 2019", {}, [(Flaw.OLD_GUIDANCE, "4")]),
    ("guidance of 2023", "guidance, as we read it in 2019", {}, []),
    ("guidance of 2023", "guidance of 2028", {}, []),
    ("As the government says.", "As the Prevent duty guidance 2015 has it.", {}, [(Flaw.OLD_GUIDANCE, "4")]),
    ("New definition of extremism, 2024", "Prevent strategy, 2011", {}, [(Flaw.OLD_SOURCE, "4")]),
    ('extremism, 2024"', 'extremism"\nedition = "2024"', {}, []),
    ('"New definition of extremism, 2024"', '"Prevent strategy"\nedition = "2011"', {}, [(Flaw.OLD_SOURCE, "4")]),
    ('extremism, 2024"', 'extremism, 2024"\nsuperseded_by = "Another, 2031"', {}, [(Flaw.OLD_SOURCE, "4")]),
    ("section 26 of", "section 21 of", {}, [(Flaw.WRONG_SECTION, "4")]),
    ("section 26 of", "sections 26 and 29 of", {}, []),
]  # fmt: skip


@pytest.mark.parametrize(("said", "instead", "held", "expected"), CASES)
def test_what_does_not_fit_is_found_once_and_where_it_stands(
    said: str, instead: str, held: dict[str, frozenset[UUID]], expected: list[tuple[Flaw, str]]
) -> None:
    text = CLEAN.replace(said, instead) if said else CLEAN
    assert not said or text != CLEAN
    found = look_through(pack_of(text), replace(AS_IT_IS, held=HELD | held))
    assert sorted((one.flaw, one.clause) for one in found) == sorted(expected)


def test_both_meanings_of_a_word_beside_each_other_are_no_fault() -> None:
    older = MEANING[MEANING.index("```control") :]
    older = older.replace("New definition of extremism, 2024", "Prevent strategy, 2011")
    text = CLEAN + "\n" + older.replace("definition extremism", "definition extremism-before")
    assert look_through(pack_of(text), AS_IT_IS) == ()


def test_what_a_meaning_says_itself_took_its_place_comes_before_what_is_known_here() -> None:
    older = '"Prevent strategy"\nedition = "2011"\nsuperseded_by = "Another plan, 2031"'
    text = CLEAN.replace('"New definition of extremism, 2024"', older)
    (found,) = look_through(pack_of(text), AS_IT_IS)
    assert found.sentence == (
        "What it means by “extremism” is taken from Prevent strategy, 2011, and says itself that this was superseded "
        "by Another plan, 2031."
    )


def test_who_can_mend_it_and_how_grave_it_is() -> None:
    found = look_through(pack_of(CLEAN + A_CLAUSE), replace(AS_IT_IS, held=HELD | {"writer": frozenset()}))
    assert [(one.grave, one.mends) for one in found] == [
        (Grave.MEND, Mends.APPOINTS),
        (Grave.KNOW, Mends.OWNER),
    ]
    assert found[0].sentence == "How this policy is signed “policy”: nobody holds the Writer."


def stands(status: Status, *readings: tuple[Status, Basis | None]) -> ClauseStatus:
    controls = tuple(ControlStatus("a", "", Reading(one, "", basis)) for one, basis in readings)
    return ClauseStatus("care", "1", "3", "Looking again", status, controls)


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (stands(Status.MET, (Status.MET, Basis.SOMEBODYS_WORD)), [Flaw.WORD_ONLY]),
        (
            stands(Status.MET, (Status.MET, Basis.SOMEBODYS_WORD), (Status.NO_OCCASION, None)),
            [Flaw.WORD_ONLY],
        ),
        (stands(Status.MET, (Status.MET, Basis.SOMEBODYS_WORD), (Status.MET, Basis.DOCUMENT_SEEN)), []),
        (stands(Status.AT_RISK, (Status.AT_RISK, Basis.SOMEBODYS_WORD)), []),
        (stands(Status.KEPT_BY_HAND), []),
    ],
)
def test_green_on_a_word_alone(clause: ClauseStatus, expected: list[Flaw]) -> None:
    found = look_through(pack_of(CLEAN), replace(AS_IT_IS, stands=[clause]))
    assert [one.flaw for one in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"section 21 of the {ACT_NAME}", ["21"]),
        (f"{ACT_NAME}, sections 26, 29 and 30A.", ["30A"]),
        (f"{ACT_NAME} (s.21)", ["21"]),
        (f"Care Act 2014, section 42. {ACT_NAME}, section 26.", []),
        (f"the {ACT_NAME}", []),
    ],
)
def test_sections_belong_to_the_act_they_stand_beside(text: str, expected: list[str]) -> None:
    assert [number for _act, number in wrong_sections(text, EDITIONS)] == expected


def test_an_old_edition_is_told_with_what_took_its_place() -> None:
    (old,) = old_editions("the Prevent duty guidance\nof 2015", EDITIONS)
    assert (old.year, old.now) == ("2015", DUTY)
    assert list(old_editions(ACT_NAME + " of 2019", EDITIONS)) == []


def flaws(found: tuple[Finding, ...]) -> list[Flaw]:
    return [one.flaw for one in found]


@pytest.mark.django_db
def test_a_review_nobody_wrote_down_is_late_until_somebody_does() -> None:
    with governed() as crew:
        load_shipped_facts(now=NOON)
        late = Moment.end_of(date(2027, 4, 1))
        (one,) = self_audit(late)
        assert Flaw.REVIEW_LATE in flaws(one.findings)
        assert one.who_mends(one.findings[0]) == "the Director, who owns this policy"
        reviewed(crew, late)
        (one,) = self_audit(Moment.now(late.as_at))
        assert Flaw.REVIEW_LATE not in flaws(one.findings)


@pytest.mark.django_db
def test_a_link_is_judged_by_when_somebody_last_looked_and_nothing_is_asked_outside() -> None:
    with governed(POLICY + REGISTER):
        (one,) = self_audit(Moment.now(NOON))
        assert Flaw.OUTSIDE_LINK not in flaws(one.findings)
        (one,) = self_audit(Moment.end_of(date(2027, 4, 1)))
        (late,) = [each.sentence for each in one.findings if each.flaw is Flaw.OUTSIDE_LINK]
        assert late == "It links to example.org/fine: it was due to be looked at; nobody has looked yet."


def reviewed(crew: Crew, moment: Moment) -> None:
    record_review(
        policy="care",
        done_on=date(2027, 4, 1),
        found=Found.STANDS,
        words="Read it all.",
        actor=Actor.person(crew.director),
        now=moment.as_at,
    )


QUOTES = {
    "apprenticeship-provider": {Flaw.OLD_SOURCE, Flaw.OLD_GUIDANCE},
    "military-estate-trainer": {Flaw.OLD_SOURCE},
    "director-led-academy": {Flaw.OLD_SOURCE},
    "values-led-trainer": {Flaw.OLD_SOURCE},
    "national-network": {Flaw.OLD_SOURCE, Flaw.OLD_GUIDANCE},
}
"""What the policies that some are modelled on took from editions that no longer hold; they ship as they are."""


@pytest.mark.django_db
@pytest.mark.parametrize("name", ARCHETYPES)
def test_what_ships_has_no_fault_of_its_own_but_the_old_editions_it_quotes(name: str) -> None:
    """Beside what a provider that has just begun has not done yet: give posts, have learners, read law again."""
    with inside():
        load_shipped_facts(now=NOON)
        adopt(data=archetype(name), path="p.md", actor=SETUP, now=NOON)
        make_holder("Dara Director", "director")
        (one,) = self_audit(Moment.now(NOON))
    found = {each.flaw for each in one.findings if each.flaw not in (Flaw.NOBODY, Flaw.NO_CONTROL)}
    never = [
        each.sentence
        for each in one.findings
        if each.flaw is Flaw.NEVER and "at present" not in each.sentence
    ]
    assert never == []
    assert found - {Flaw.NEVER, Flaw.ONE_PERSON} == QUOTES.get(name, set())


@pytest.mark.django_db
def test_of_guidance_of_2019_a_policy_relies_on_it_is_said_what_holds_now() -> None:
    with inside():
        load_shipped_facts(now=NOON)
        adopt(data=archetype("national-network"), path="p.md", actor=SETUP, now=NOON)
        (one,) = self_audit(Moment.end_of(date(2026, 11, 21)))
    said = [each.sentence for each in one.findings if each.flaw is Flaw.OLD_GUIDANCE]
    assert (
        "Among what it relies on is Keeping children safe in education of 2019, which is not the edition in force: "
        "Keeping children safe in education (2026) is."
    ) in said


@pytest.mark.django_db
def test_without_leave_to_see_it_nothing_is_told_of_how_a_clause_stands() -> None:
    with governed():
        (one,) = self_audit(Moment.now(NOON), statuses=False)
        assert Flaw.WORD_ONLY not in flaws(one.findings)
