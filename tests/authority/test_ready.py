"""What a provider lacks for its policies to work, how that reads, and what a new edition would do."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from dueregard.assurance.status.queries import clauses, lacks
from dueregard.authority.access.controls import CONTACT, ROLE
from dueregard.authority.access.operations import give_holding
from dueregard.authority.policy.answers import InForce, Scope, Status, Treatment
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt, set_local_value
from dueregard.authority.policy.queries import in_force, left_to_provider
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere
from dueregard.mechanisms.clocks.controls import CLOCK
from dueregard.mechanisms.clocks.operations.calendars import set_hours
from dueregard.mechanisms.clocks.rules.calendars import Opening, week
from dueregard.work.casework.controls.route import ROUTE
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = pytest.mark.django_db
NOW = Moment.now(NOON)
POLICY = "safeguarding-core"


@pytest.fixture(autouse=True)
def house() -> Any:
    with inside() as provider:
        adopt(data=archetype(POLICY), path="p.md", actor=SETUP, now=NOON)
        yield provider


def open_scope() -> Scope:
    return Scope(scope.provider_id(), Stream.OPEN, NOW)


def control(kind: str, id: str) -> InForce[Any]:
    return next(one for one in in_force(kind, NOW) if one.id == id)


def sentences(address: str) -> list[str]:
    return [one.lack.sentence for one in lacks(NOW) if one.lack.key.startswith(f"{POLICY}/{address}")]


def reading(address: str) -> Any:
    found = [c for clause in clauses(NOW) for c in clause.controls if c.address == f"{POLICY}/{address}"]
    return found[0].reading


def test_a_post_nobody_holds_is_lacking_until_somebody_does() -> None:
    assert sentences("role.dsl") == ["Nobody holds the post Designated Safeguarding Lead."]
    assert reading("role.dsl").status is Status.NOT_MET
    make_holder("Lea Dee", "dsl")
    assert sentences("role.dsl") == []
    assert reading("role.dsl").status is Status.MET


def test_a_way_that_only_one_person_stands_on_is_lacking() -> None:
    route = next(iter(in_force("route", NOW)))
    roles = sorted({role for rung in route.block.ladder for role in rung.roles()})
    assert next(iter(ROUTE.ready(route, open_scope()))).sentence.startswith("Nobody holds any post")
    one = make_person("Lea Dee")
    for role in roles:
        give_holding(person_id=one, role=role, actor=SETUP, now=NOON)
    assert "would reach nobody" in next(iter(ROUTE.ready(route, open_scope()))).sentence
    make_holder("Dep Uty", roles[0])
    assert list(ROUTE.ready(route, open_scope())) == []


def test_the_first_post_empty_puts_a_way_at_risk() -> None:
    route = next(one for one in in_force("route", NOW) if len(one.block.ladder) > 2)
    later = [sorted(rung.roles())[0] for rung in route.block.ladder[1:3]]
    for number, role in enumerate(later):
        make_holder(f"Per Son{number}", role)
    assert ROUTE.evidence(route, open_scope()).status is Status.AT_RISK
    make_holder("Fir St", sorted(route.block.ladder[0].roles())[0])
    assert ROUTE.evidence(route, open_scope()).status is Status.NO_OCCASION


def test_a_number_the_policy_cannot_do_without_is_lacking_until_given() -> None:
    required = next(
        one for one in in_force("contact", NOW) if one.block.required and one.block.channels is not None
    )
    assert sentences(f"contact.{required.id}")
    left = next(one for one in left_to_provider(NOW) if one.control and one.control.id == required.id)
    assert CONTACT.evidence(required, open_scope()).status is Status.NOT_SET
    set_local_value(address=left.address, value="01632 960000", actor=SETUP, now=NOON)
    assert not sentences(f"contact.{required.id}")
    assert CONTACT.evidence(required, open_scope()).status is Status.MET


def test_a_limit_in_working_hours_needs_opening_hours() -> None:
    left = [one for one in left_to_provider(NOW) if one.control and one.control.kind == "clock"]
    lacking = [one.address.partition("/")[2].removesuffix(".limit") for one in left]
    assert all(map(sentences, lacking))
    for one in left:
        set_local_value(address=one.address, value="4 working hours", actor=SETUP, now=NOON)
    assert all(map(sentences, lacking))
    set_hours(week=week([[Opening(time(9), time(17))]] * 5 + [[], []]), actor=SETUP, now=NOON)
    assert not any(map(sentences, lacking))


@pytest.mark.parametrize("value", ["soon", "-1 hour", "99", "x" * 400])
def test_a_value_the_policy_cannot_use_is_refused_and_nothing_kept(value: str) -> None:
    left = next(one for one in left_to_provider(NOW) if one.control and one.control.kind == "clock")
    with pytest.raises(BadInput):
        set_local_value(address=left.address, value=value, actor=SETUP, now=NOON)
    assert next(one for one in left_to_provider(NOW) if one.address == left.address).value is None


@pytest.mark.parametrize("address", ["", "x", f"{POLICY}/role.dsl.minimum", "other/clock.x.limit"])
def test_what_no_policy_leaves_to_the_provider_cannot_be_given(address: str) -> None:
    with pytest.raises(NothingHere):
        set_local_value(address=address, value="1", actor=SETUP, now=NOON)


def test_a_post_that_gains_a_power_says_for_how_many() -> None:
    make_holder("Lea Dee", "dsl")
    old = control("role", "dsl")
    new = replace(old, block=old.block.model_copy(update={"may": old.block.may[1:]}))
    effect = ROLE.change(old, new, open_scope())
    assert (effect.treatment, effect.affected) == (Treatment.MOVE, 1)
    assert effect.sentence.endswith(f"loses: {old.block.may[0].value.replace('-', ' ')}.")
    assert ROLE.change(old, old, open_scope()).affected == 0


def test_a_new_limit_keeps_what_is_open_as_it_was() -> None:
    old = next(iter(in_force("clock", NOW)))
    other = next(one for one in in_force("clock", NOW) if one.block.limit != old.block.limit)
    effect = CLOCK.change(old, replace(old, block=other.block), open_scope())
    assert (effect.treatment, effect.affected) == (Treatment.KEEP, 0)
    assert "keeps the time it has" in effect.sentence
