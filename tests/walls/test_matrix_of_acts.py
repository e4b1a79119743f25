"""The matrix of acts: every reader, every matter, everything that can be done to it. What is not seen answers like what
never was; what is seen and not theirs to do is refused as that; and neither leaves a row behind."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from inspect import getmembers, getsource, isfunction, signature
from pkgutil import walk_packages
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction

import dueregard.assurance
import dueregard.work
from dueregard.authority.access.models import Party
from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.queries import person_tag
from dueregard.authority.access.vocabulary import Kinship, Part
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import NothingHere, NotPermitted, Refusal
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import ConcernPerson
from dueregard.work.casework.operations import (
    attaching,
    deciding,
    granting,
    stepping_aside,
)
from dueregard.work.casework.vocabulary import (
    AboutKind,
    Question,
)
from dueregard.work.support.operations import notes, planning
from faces.web.test_walls_of_rows import Matter as Worked
from faces.web.test_walls_of_rows import worked
from household import NOON, inside, make_holder, make_person
from mechanisms.files.cabinet import received, work
from walls import acts, acts_around
from walls.acts import DECISION, Around
from walls.beginnings import LATER, POWERS, as_recorded, reported
from walls.oracle import Human, Matter, may, sees
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.long]
HOLD = {
    "lead": "dsl",
    "second": "dsl",
    "senior": "named-senior-manager",
    "staff": "designated-staff",
    "director": "managing-director",
    "secretary": "company-secretary",
}
ACTS = acts.ACTS | acts_around.ABOUT_THE_RECORD | acts_around.OF_CONDUCT
WORKED_BY_THE_SECOND = {"about the lead's child", "about a colleague"}
DECIDE_ON_REFERRING = {"lead", "second"}
"""Who holds the post to which that policy gives this one decision."""
SHOWN = {"decided to close": "lead", "about a colleague": "second"}
"""What the partner is let read, and by whom."""
WITHOUT_A_POST = ("tutor", "partner", "learner")
READERS = (*HOLD, *WITHOUT_A_POST)


@dataclass
class World:
    """Who there is, by which row, and every matter by what it is."""

    provider: Provider
    ids: dict[str, UUID]
    people: dict[str, Human]
    matters: dict[str, Around]


@pytest.fixture(scope="module")
def world(lasting: Callable[[], AbstractContextManager[None]]) -> World:
    with lasting():
        with inside("elsewhere"):
            handler, _colleague = make_holder("Els Where", "dsl"), make_person("Zz neighbour")
            other = supported(worked(concern_about_a_learner(), handler), handler)
            of_others = Around(other.concern, other.reference, other.rows, Matter(posts={"nobody's here"}))
        with inside() as provider:
            ids = {name: make_holder(f"Zz {name}", role) for name, role in HOLD.items()}
            ids |= {name: make_person(f"Zz {name}") for name in ("tutor", "partner", "neighbour")}
            ids |= {name: make_person("Zz Kit", Standing.LEARNER) for name in ("learner", "child", "ward")}
            set_up: dict[str, Any] = {"actor": Actor.system("set-up"), "now": NOON, "kinship": Kinship.KIN}
            record_relationship(person_id=ids["lead"], other_id=ids["child"], **set_up)
            record_relationship(person_id=ids["partner"], other_id=ids["ward"], **set_up)
            people = {name: Human() for name in ids}
            for name, role in HOLD.items():
                people[name] = Human(frozenset(POWERS[role].split()), frozenset({role}))
            people["lead"].kin.add("child")
            people["partner"].kin.add("ward")
            matters = made(ids) | {"another provider's": of_others}
        work(NOON + timedelta(hours=2))
    return World(provider, ids, people, matters)


def made(ids: dict[str, UUID]) -> dict[str, Around]:
    """Each matter, worked on by somebody who may."""
    adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=Actor.system("set-up"), now=NOON)
    learner = ids["learner"]
    found = {
        "open": worked(reported(AboutKind.LEARNER, learner), ids["lead"]),
        "another open": worked(reported(AboutKind.LEARNER, learner), ids["lead"]),
        "decided to close": worked(reported(AboutKind.LEARNER, learner), ids["lead"]),
        "about kin of no handler": worked(reported(AboutKind.LEARNER, ids["ward"]), ids["lead"]),
        "about the lead's child": worked(reported(AboutKind.LEARNER, ids["child"]), ids["second"]),
        "about a colleague": worked(reported(AboutKind.COLLEAGUE, ids["tutor"]), ids["second"]),
        "about the second": worked(
            reported(AboutKind.COLLEAGUE, ids["second"], Part.SAID_TO_HAVE_HARMED), ids["lead"]
        ),
        "stepped aside": worked(reported(AboutKind.LEARNER, learner), ids["lead"]),
        "complained of": worked(reported(AboutKind.LEARNER, learner), ids["lead"]),
    }
    for title, one in found.items():
        supported(one, ids["second" if title in WORKED_BY_THE_SECOND else "lead"])
        unnamed = ConcernPerson.objects.get(concern_id=one.concern, part=Part.WITNESS)
        one.rows["link-person"] = unnamed.id
    safe = attaching.Handed(received(b"A plan.", "plan.txt"), "A plan.", uuid4())
    found["open"].rows["open-attached"] = attaching.attach_to_record(
        concern_id=found["open"].concern,
        handed=safe,
        actor=Actor.person(ids["lead"]),
        now=NOON + timedelta(hours=1),
    )
    deciding.decide(
        concern_id=found["decided to close"].concern,
        question=Question.CLOSE,
        outcome="concerns-addressed",
        words=DECISION,
        actor=Actor.person(ids["lead"]),
        now=NOON + timedelta(hours=2),
    )
    around = {
        name: Around(one.concern, one.reference, one.rows, as_recorded(one.concern, ids))
        for name, one in found.items()
    }
    aside = around["stepped aside"]
    stepping_aside.step_aside(
        reason="It touches me.",
        concern_id=aside.id,
        actor=Actor.person(ids["second"]),
        now=NOON + timedelta(hours=2),
    )
    aside.is_so.aside.add("second")
    in_person: dict[str, Any] = {
        "thing_kind": "concern",
        "since": NOON,
        "recorded_at": NOON,
        "by": "system:set-up",
    }
    Party(
        thing_id=around["complained of"].id,
        part=Part.HANDLER_IN_PERSON,
        tag=person_tag(ids["partner"]),
        **in_person,
    ).save()
    around["complained of"].is_so.persons.add("partner")
    for title, by in SHOWN.items():
        granting.give_grant(
            concern_id=around[title].id,
            person_id=ids["partner"],
            last_day=NOON.date(),
            reason="x",
            actor=Actor.person(ids[by]),
            now=NOON + timedelta(hours=2),
        )
        around[title].is_so.granted.add("partner")
    return around


def supported(one: Worked, by: UUID) -> Worked:
    """The same with a plan, and a note of it that is shared."""
    acting: dict[str, Any] = {"actor": Actor.person(by), "now": NOON + timedelta(hours=1)}
    plan = planning.begin_plan(
        concern_id=one.concern,
        agreed=planning.Agreed(goals="x", offered="x", began_on=NOON.date()),
        **acting,
    )
    note = notes.share_note(plan_id=plan.id, name="Zz neighbour", last_day=LATER.date(), words="x", **acting)
    one.rows.update(plan=plan.id, note=note.id)
    return one


def outcome(world: World, act: str, name: str, matter: Around) -> tuple[str, bool]:
    """How it is answered, and whether anything was written."""
    who = {"actor": Actor.person(world.ids[name]), "now": LATER}
    beside = world.matters["another open"]
    before = Entry.objects.count()
    whole: Any = transaction.atomic()
    whole._from_testcase = (
        True  # as Django marks its own: an operation must be outermost, and is tried and undone here
    )
    with whole:
        try:
            ACTS[act](matter, beside, world.ids, who)
            answer = "done"
        except NothingHere:
            answer = "nothing here"
        except NotPermitted:
            answer = "not permitted"
        except Refusal:
            answer = "refused"
        wrote = Entry.objects.count() != before
        transaction.set_rollback(True)
    return answer, wrote


@pytest.mark.parametrize("name", READERS)
def test_who_may_do_what(world: World, name: str, subtests: pytest.Subtests) -> None:
    with enter(world.provider):
        for title, matter in world.matters.items():
            for act in ACTS:
                with subtests.test(f"{act}: {title}"):
                    answer, wrote = outcome(world, act, name, matter)
                    no_such_path = act in acts_around.OF_CONDUCT and not matter.is_so.restricted
                    if no_such_path and sees(name, matter.is_so, world.people):
                        assert (answer, wrote) in (("nothing here", False), ("not permitted", False))
                    elif not sees(name, matter.is_so, world.people):
                        assert (answer, wrote) == ("nothing here", False)
                    elif not may(name, act, matter.is_so, world.people) or (
                        act == "decide" and name not in DECIDE_ON_REFERRING
                    ):
                        assert (answer, wrote) == ("not permitted", False)
                    else:
                        assert answer in ("done", "refused")


def test_each_act_is_done_by_somebody(world: World) -> None:
    """Else a refusal for another reason would pass for a permission."""
    with enter(world.provider):
        done = {
            act
            for act in ACTS
            for title in ("open", "decided to close", "about a colleague")
            if outcome(world, act, "lead", world.matters[title])[0] == "done"
        }
    assert set(ACTS) - done == acts.DONE_ELSEWHERE | acts_around.DONE_ELSEWHERE


def test_every_act_on_a_matter_is_tried() -> None:
    """Whatever takes a matter in hand is among the acts, or says here why not."""
    named = set().union(*(act.__code__.co_names for act in ACTS.values()))
    taking = {
        name
        for package in (dueregard.work, dueregard.assurance)
        for module in walk_packages(package.__path__, f"{package.__name__}.")
        for name, found in getmembers(import_module(module.name), isfunction)
        if name[0] != "_"
        and "actor" in signature(found).parameters
        and re.search(r"_(hand|conduct)\(|\brunning\(t, plan_id", getsource(found))
    }
    elsewhere = acts.NOT_TRIED | acts_around.NOT_TRIED
    assert sorted(taking - named - elsewhere.keys()) == []
    assert sorted(elsewhere.keys() - taking) == []


def test_there_is_enough_to_be_kept_from_everybody(world: World) -> None:
    seen = {
        name: [title for title, one in world.matters.items() if sees(name, one.is_so, world.people)]
        for name in READERS
    }
    assert "about the lead's child" not in seen["lead"]
    assert "about the second" not in seen["second"]
    assert "stepped aside" not in seen["second"]
    assert all(seen[name] == [] for name in ("tutor", "learner"))
    assert set(seen["partner"]) == {"complained of", *SHOWN}
    assert all("another provider's" not in one for one in seen.values())
