"""Where the policies that ship lead: whoever they name can act, and nobody receives a concern about themselves."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any
from uuid import UUID, uuid5

import pytest

from dueregard.authority.access.vocabulary import READS_CASES, Capability
from dueregard.authority.policy.answers import InForce
from dueregard.authority.policy.archetypes import ARCHETYPES
from dueregard.authority.policy.values.who import Who
from dueregard.work.casework.controls.route import RouteBlock
from dueregard.work.casework.rules.circles import WORKS_HERE
from dueregard.work.casework.rules.deciding import Assent, combine, progress
from dueregard.work.casework.rules.demands import demand_of
from dueregard.work.casework.rules.ladders import Holder, reach
from dueregard.work.casework.rules.routing import governing
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind, Strand
from shipped import EDITION, in_force, role_of

DECIDES = frozenset({Capability.DECIDE, Capability.CLOSE, Capability.REFER})


@pytest.mark.parametrize("name", ARCHETYPES)
def test_whoever_it_names_can_do_what_it_asks(name: str) -> None:
    asked: list[tuple[Who | None, frozenset[Capability]]] = []
    for route in in_force(name, "route"):
        asked += [(who, READS_CASES) for who in (*route.block.ladder, route.block.review)]
    for decision in in_force(name, "decision"):
        asked += [(who, DECIDES) for who in (decision.block.by, *(s.who for s in decision.block.stand_in))]
        asked.append((decision.block.second_person, READS_CASES))
    asked += [(r.block.sent_by, frozenset({Capability.REFER})) for r in in_force(name, "referral")]
    short = {
        role
        for who, powers in asked
        if who
        for role in who.roles()
        if not powers & {*role_of(name, role).may}
    }
    assert short == set()


@pytest.mark.parametrize("name", ARCHETYPES)
def test_somebody_can_appoint_adopt_and_see_what_is_restricted(name: str) -> None:
    powers = {power for role in in_force(name, "role") for power in role.block.may}
    needed = {
        Capability.APPOINT,
        Capability.ADOPT_POLICY,
        Capability.SEE_RESTRICTED,
        Capability.SEE_BOARD_FIGURES,
    }
    assert needed <= powers


def person(who: str) -> UUID:
    """Somebody in a post: `dsl`, or `safeguarding-officer 2` where several hold it."""
    return uuid5(EDITION, who)


def holders(name: str) -> tuple[dict[str, list[Holder]], dict[UUID, str]]:
    """Every post of a policy filled with as many as it asks for, deputies stepping in; and who is who."""
    held: dict[str, list[Holder]] = {}
    known: dict[UUID, str] = {}
    for role in in_force(name, "role"):
        many = role.block.minimum.says.value or 1
        names = [role.id] if many == 1 else [f"{role.id} {number}" for number in range(1, many + 1)]
        known |= {person(each): each for each in names}
        held.setdefault(role.id, [])[:0] = [Holder(person(each), role.id) for each in names]
        for stood_for in role.block.deputises_for.roles() if role.block.deputises_for else ():
            held.setdefault(stood_for, []).extend(
                Holder(person(each), stood_for, steps_in=True) for each in names
            )
    return held, known


def sent(name: str, route: RouteBlock, *concerned: str) -> set[str]:
    """Who receives a concern by this route when it is about these."""
    held, known = holders(name)
    ladder = [sorted(rung.roles()) for rung in route.ladder]
    reached = reach(ladder, held, shut_out={person(each) for each in concerned}, away=())
    return {known[holder.person_id] for holder in reached.people} if reached else set()


def taken(name: str, facts: Mapping[str, str | bool]) -> InForce[RouteBlock]:
    (route,) = governing(in_force(name, "route"), facts)
    return route


STAFF = {"reporter": "staff", "about": "learner"}
COLLEAGUE = {"reporter": "staff", "about": "colleague"}
LEARNER = {"reporter": "learner", "about": "self"}
SUBCONTRACTOR = {"reporter": "learner", "about": "subcontractor-staff"}
DIRECTORS = "managing-director quality-director"
HR = "hr-manager"
OFFICERS = {"safeguarding-officer 1", "safeguarding-officer 2"}
OFFICERS_AND_HR = "safeguarding-officer 1 safeguarding-officer 2 hr-manager"
SENT: list[tuple[str, dict[str, str], str, str, set[str], set[str]]] = [
    ("safeguarding-core", STAFF, "anybody", "", {"dsl"}, set()),
    ("safeguarding-core", STAFF, "anybody", "dsl", {"deputy-dsl"}, set()),
    ("safeguarding-core", STAFF, "anybody", "dsl deputy-dsl", {"head"}, set()),
    ("safeguarding-core", STAFF, "anybody", "dsl deputy-dsl head", {"chair"}, set()),
    ("safeguarding-core", LEARNER, "learner", "", {"dsl"}, set()),
    ("safeguarding-core", {"reporter": "parent", "about": "employer-staff"}, "adult-elsewhere", "", {"dsl"}, set()),
    ("safeguarding-core", COLLEAGUE, "about-staff", "", {"head"}, {"hr-lead"}),
    ("safeguarding-core", COLLEAGUE, "about-staff", "dsl", {"head"}, {"hr-lead"}),
    ("safeguarding-core", COLLEAGUE, "about-staff", "head", {"chair"}, {"hr-lead"}),
    ("safeguarding-core", SUBCONTRACTOR, "about-staff", "", {"head"}, {"hr-lead"}),
    ("director-led-academy", LEARNER, "learner", "", {"managing-director"}, set()),
    ("director-led-academy", {"reporter": "visitor", "about": "group"}, "anybody", "", {"managing-director"}, set()),
    ("director-led-academy", COLLEAGUE, "about-staff", "", {"managing-director"}, set()),
    ("director-led-academy", COLLEAGUE, "about-staff", "managing-director", {"quality-director"}, set()),
    ("director-led-academy", COLLEAGUE, "about-staff", DIRECTORS, {"independent-person"}, set()),
    ("director-led-academy", SUBCONTRACTOR, "about-staff", "", {"managing-director"}, set()),
    ("values-led-trainer", STAFF, "staff", "", {"dso"}, {"director"}),
    ("values-led-trainer", LEARNER, "learners-and-visitors", "", {"dso"}, set()),
    ("values-led-trainer", {"reporter": "employer", "about": "learner"}, "anybody", "", {"dso"}, set()),
    ("values-led-trainer", COLLEAGUE, "about-staff", "", {"dso"}, {"director"}),
    ("values-led-trainer", COLLEAGUE, "about-staff", "dso", {"deputy-dso"}, {"director"}),
    ("values-led-trainer", COLLEAGUE, "about-staff", "dso deputy-dso", {"director"}, {"director"}),
    ("values-led-trainer", SUBCONTRACTOR, "about-staff", "", {"dso"}, {"director"}),
    ("national-network", STAFF, "staff", "", OFFICERS, set()),
    ("national-network", {"reporter": "anonymous", "about": "not-sure"}, "anybody", "", OFFICERS, set()),
    ("national-network", COLLEAGUE, "colleague", "", {*OFFICERS, HR}, set()),
    ("national-network", COLLEAGUE, "colleague", "safeguarding-officer 1", {"safeguarding-officer 2", HR}, set()),
    ("national-network", COLLEAGUE, "colleague", OFFICERS_AND_HR, {"nominated-director"}, set()),
    ("national-network", SUBCONTRACTOR, "colleague", "", {*OFFICERS, HR}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "facts", "route", "concerned", "receive", "hear"), SENT)
def test_who_gets_a_concern(
    name: str, facts: dict[str, str], route: str, concerned: str, receive: set[str], hear: set[str]
) -> None:
    governs = taken(name, facts)
    also = [who for who in (governs.block.copy_to, governs.block.review) if who]
    assert governs.id == route
    assert {role for who in also for role in who.roles()} == hear
    names = re.findall(r"\S+(?: \d)?", concerned)
    assert sent(name, governs.block, *names) == receive


def reports(**fixed: object) -> Iterator[dict[str, Any]]:
    """Every report there can be, as routes see it."""
    asked: dict[str, Iterable[object]] = {
        "reporter": [*ReporterKind],
        "about": [*AboutKind],
        "strand": [*Strand],
        "danger": [True, False],
        "population": ["", "military"],
    }
    asked |= {fact: [answer] for fact, answer in fixed.items()}
    return (dict(zip(asked, answers, strict=True)) for answers in product(*asked.values()))


@pytest.mark.parametrize("name", ARCHETYPES)
def test_in_danger_everybody_is_told_to_ring_999(name: str) -> None:
    assert {taken(name, facts).block.call for facts in reports(danger=True)} == {"999"}


@pytest.mark.parametrize("about", sorted(WORKS_HERE))
@pytest.mark.parametrize("name", ARCHETYPES)
def test_a_concern_about_somebody_who_works_here_finds_somebody_else(name: str, about: AboutKind) -> None:
    found = {(r := taken(name, facts)).id: r for facts in reports(about=about)}
    for route in found.values():
        first, *later = (rung.roles() for rung in route.block.ladder if rung.roles())
        assert frozenset().union(*later) - first, f"{route.id} has nobody beyond the lead"
        assert any(Capability.SEE_RESTRICTED in role_of(name, role).may for role in later[-1]), route.id
        everybody = [known for known in holders(name)[1].values() if known.split()[0] in first.union(*later)]
        for concerned in everybody:
            assert sent(name, route.block, concerned), f"{route.id} ends at {concerned}"


PREVENT = {"strand": "prevent", "about": "learner"}
HARM = {"strand": "safeguarding", "about": "learner", "person": "child"}
CONDUCT = {"strand": "safeguarding", "about": "colleague"}
ANY_LEAD = {"dsl", "deputy-dsl", "head"}
SEATS: list[tuple[str, str, dict[str, str], list[set[str]]]] = [
    ("safeguarding-core", "refer-outside", HARM, [ANY_LEAD]),
    ("safeguarding-core", "refer-outside", CONDUCT, [{"head"}]),
    ("safeguarding-core", "conduct", CONDUCT, [{"head"}]),
    ("safeguarding-core", "close", HARM, [ANY_LEAD]),
    ("safeguarding-core", "close", CONDUCT, [{"head"}, {"hr-lead", "chair"}]),
    (
        "safeguarding-core",
        "close",
        {"strand": "prevent", "person": "staff"},
        [{"head"}, {"hr-lead", "chair"}],
    ),
    ("safeguarding-core", "refer-outside", PREVENT, []),
    ("apprenticeship-provider", "refer-outside", PREVENT, [{"dsl"}]),
    ("apprenticeship-provider", "refer-outside", HARM, [{"dsl"}]),  # the narrower seat fills the core's
    ("military-estate-trainer", "refer-outside", PREVENT, [{"dso"}]),
    ("director-led-academy", "refer-outside", PREVENT, [{"managing-director"}]),
    ("director-led-academy", "monitor", PREVENT, [{"managing-director"}]),
    ("director-led-academy", "refer-outside", HARM, [ANY_LEAD]),
    ("values-led-trainer", "refer-outside", PREVENT, [{"dso"}, {"director"}]),
    ("national-network", "refer-outside", PREVENT, [{"safeguarding-officer"}]),
]


@pytest.mark.parametrize(("name", "question", "facts", "seats"), SEATS)
def test_beside_the_core_one_question_is_decided_by_one_policy(
    name: str, question: str, facts: dict[str, str], seats: list[set[str]]
) -> None:
    asked = [one for each in dict.fromkeys(("safeguarding-core", name)) for one in in_force(each, "decision")]
    demands = [
        demand_of(one, facts)
        for one in asked
        if one.block.question == question and one.block.applies_to(facts)
    ]
    assert [set(seat.roles) for seat in combine(demands).seats] == seats


@pytest.mark.parametrize("name", ARCHETYPES)
def test_no_decision_waits_for_the_person_it_is_about(name: str) -> None:
    held, known = holders(name)
    for decision in in_force(name, "decision"):
        demand = demand_of(decision, {})
        for concerned in known:
            able = {
                role: {holder.person_id for holder in post if not holder.steps_in} - {concerned}
                for role, post in held.items()
            }
            others = [
                Assent(other, frozenset(role for role, people in able.items() if other in people))
                for other in known
                if other != concerned
            ]
            unavailable = [role for role, people in able.items() if not people]
            done = progress(demand, others, unavailable=unavailable).made
            assert done, f"{decision.id} waits for {known[concerned]}"
