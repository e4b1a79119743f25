"""People who are given posts and lose them, become kin, get a manager, turn out to be here twice, step aside and are
said to be somebody in a report: after each step everybody sees what the oracle says, and nothing is asked in vain of
somebody who no longer sees it while somebody else has it."""

from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from dueregard.authority.access.models import Holding, Party, Relationship
from dueregard.authority.access.operations import end_holding, give_holding, record_relationship
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import reader, visible
from dueregard.authority.access.vocabulary import Kinship, Manner
from dueregard.authority.identity.models import Person
from dueregard.authority.identity.operations import join_duplicates
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import NothingHere, NotPermitted, Refusal
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Action, Concern, ConcernPerson, Delivery
from dueregard.work.casework.operations.acting import set_action
from dueregard.work.casework.operations.granting import give_grant
from dueregard.work.casework.operations.handling import link_person
from dueregard.work.casework.operations.stepping_aside import step_aside
from dueregard.work.casework.vocabulary import AboutKind
from household import NOON, SETUP, make_person, make_provider
from walls.beginnings import POWERS, as_recorded, reported
from walls.oracle import (
    CLOSES,
    OPENS_CASES,
    Human,
    Matter,
    keeps_what_was_asked,
    kept_from,
    may,
    sees,
)

pytestmark = [pytest.mark.django_db, pytest.mark.long]
NAMES = tuple("abcdef")
WHO = st.sampled_from(NAMES)
_NUMBERS = count()


class People(RuleBasedStateMachine):
    """A provider of its own, six people, and what the oracle has of them."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.inside = enter(make_provider(f"p{next(_NUMBERS)}"))
        self.inside.__enter__()
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        self.rows = {name: make_person(f"Zz {name}") for name in NAMES}
        self.same = {name: name for name in NAMES}
        """Each name, and the name of the human being it turned out to be."""
        self.asked: list[tuple[UUID, date]] = []
        """In which matter something was asked of somebody, and by which day."""
        self.held: dict[str, set[str]] = {name: set() for name in NAMES}
        self.pairs: set[tuple[str, str, Kinship]] = set()
        self.matters: dict[UUID, Matter] = {}
        self.hold("a", "dsl")
        self.hold("b", "named-senior-manager")
        self.report("c", AboutKind.LEARNER)
        for name in "ab":
            self.asked_of(name, name, *self.matters, days=3)

    def teardown(self) -> None:
        self.inside.__exit__(None, None, None)

    def by(self) -> dict[str, Any]:
        self.now += timedelta(minutes=1)
        return {"actor": SETUP, "now": self.now}

    @rule(name=WHO, role=st.sampled_from(sorted(POWERS)))
    def hold(self, name: str, role: str) -> None:
        if role in self.held[name]:
            return
        give_holding(person_id=self.rows[name], role=role, manner=Manner.SUBSTANTIVE, **self.by())
        self.held[name].add(role)
        self.nothing_is_asked_in_vain()

    @rule(name=WHO, role=st.sampled_from(sorted(POWERS)))
    def lose(self, name: str, role: str) -> None:
        if role not in self.held[name]:
            return
        row = Holding.objects.holding(Moment.now(self.now)).get(person_id=self.rows[name], role=role)
        by = self.by()
        end_holding(holding=row, until=by["now"], **by)
        self.held[name].remove(role)

    @rule(one=WHO, other=WHO, kinship=st.sampled_from(Kinship))
    def relate(self, one: str, other: str, kinship: Kinship) -> None:
        if one == other or (one, other, kinship) in self.pairs:
            return
        record_relationship(person_id=self.rows[one], other_id=self.rows[other], kinship=kinship, **self.by())
        self.pairs.add((one, other, kinship))
        self.nothing_is_asked_in_vain()

    @precondition(lambda self: self.pairs)
    @rule(data=st.data())
    def part_ways(self, data: st.DataObject) -> None:
        one, other, kinship = data.draw(st.sampled_from(sorted(self.pairs)))
        rows = Relationship.objects.holding(Moment.now(self.now))
        row = rows.get(person_id=self.rows[one], other_id=self.rows[other], kinship=kinship)
        now = self.by()["now"]
        row.successor(until=now, recorded_at=now, by=SETUP.written).save()
        self.pairs.remove((one, other, kinship))

    @rule(one=WHO, other=WHO)
    def turn_out_the_same(self, one: str, other: str) -> None:
        if self.same[one] == self.same[other]:
            return
        rows = Person.objects
        join_duplicates(
            person=rows.get(pk=self.rows[one]), same_as=rows.get(pk=self.rows[other]), **self.by()
        )
        gone, stays = self.same[one], self.same[other]
        self.same = {name: stays if human == gone else human for name, human in self.same.items()}
        self.nothing_is_asked_in_vain()

    @rule(name=WHO, about=st.sampled_from([AboutKind.LEARNER, AboutKind.COLLEAGUE]))
    def report(self, name: str, about: AboutKind) -> None:
        """About somebody, and somebody else nobody has named yet."""
        key = reported(about, self.rows[name], now=self.by()["now"])
        self.matters[key] = Matter()

    @precondition(lambda self: self.matters)
    @rule(data=st.data(), name=WHO, whom=WHO)
    def say_who_it_is(self, data: st.DataObject, name: str, whom: str) -> None:
        key = data.draw(st.sampled_from(sorted(self.matters)))
        row = ConcernPerson.objects.known(self.now).filter(concern_id=key, person_id=None).first()
        if row is not None:
            actor, may_now = Actor.person(self.rows[name]), self.may(name, "say who it is", key)
            allowed = self.tries(
                lambda: link_person(
                    concern_id=key,
                    row_id=row.id,
                    person_id=self.rows[whom],
                    **self.by() | {"actor": actor},
                )
            )
            assert allowed == may_now
            if may_now:
                self.nothing_is_asked_in_vain(key)

    @precondition(lambda self: self.matters)
    @rule(data=st.data(), name=WHO, whom=WHO, days=st.integers(0, 9))
    def ask(self, data: st.DataObject, name: str, whom: str, days: int) -> None:
        """Something to be done by a day, of somebody who sees it."""
        self.asked_of(name, whom, data.draw(st.sampled_from(sorted(self.matters))), days=days)

    def asked_of(self, name: str, whom: str, key: UUID, *, days: int) -> None:
        may_now, actor = self.may(name, "set an action", key), Actor.person(self.rows[name])
        by = self.by() | {"actor": actor}
        day = self.now.date() + timedelta(days=days)
        keeps = keeps_what_was_asked(self.same[whom], self.matter(key), self.people())
        before = Action.objects.count()
        assert (
            self.tries(
                lambda: set_action(concern_id=key, what="x", owner_id=self.rows[whom], due_on=day, **by)
            )
            == may_now
        )
        assert Action.objects.count() == before + (may_now and keeps)
        self.asked += [(key, day)] if may_now and keeps else []

    @precondition(lambda self: self.matters)
    @rule(data=st.data(), name=WHO)
    def step_aside(self, data: st.DataObject, name: str) -> None:
        key = data.draw(st.sampled_from(sorted(self.matters)))
        may_now = self.may(name, "step aside", key)
        actor = Actor.person(self.rows[name])
        assert (
            self.tries(
                lambda: step_aside(reason="It touches me.", concern_id=key, **self.by() | {"actor": actor})
            )
            == may_now
        )
        if may_now:
            self.matters[key].aside.add(name)
            self.nothing_is_asked_in_vain(key)

    @precondition(lambda self: self.matters)
    @rule(data=st.data(), name=WHO, whom=WHO)
    def let_read(self, data: st.DataObject, name: str, whom: str) -> None:
        key = data.draw(st.sampled_from(sorted(self.matters)))
        matter, people, human = self.matter(key), self.people(), self.same[whom]
        said: dict[str, Any] = {"last_day": self.now.date(), "reason": "x"}
        said |= self.by() | {"actor": Actor.person(self.rows[name])}
        if self.same[name] == human or sees(human, matter, people):
            return
        shut = human in matter.aside or any(
            CLOSES[part] and who in kept_from(human, people) for who, part in matter.parts
        )
        may_now = self.may(name, "let somebody read it", key) and not shut
        assert self.tries(lambda: give_grant(concern_id=key, person_id=self.rows[whom], **said)) == may_now

    @rule()
    def a_day_goes_by(self) -> None:
        self.now += timedelta(days=1)

    def tries(self, act: Any) -> bool:
        """Whether somebody may do this; a refusal for any other reason counts as that they may."""
        try:
            act()
        except (NothingHere, NotPermitted):
            return False
        except Refusal:
            return True
        return True

    def nothing_is_asked_in_vain(self, *keys: UUID) -> None:
        """In these matters, or in all: once walls have moved, what was asked of somebody who no longer sees a matter is
        with somebody who has it, by the same day; and nobody was told of it who does not see it."""
        people, names = self.people(), {row: self.same[name] for name, row in self.rows.items()}
        standing = Action.objects.known(self.now)
        assert sorted(standing.values_list("concern_id", "due_on")) == sorted(self.asked)
        for row in standing.filter(concern_id__in=keys or self.matters):
            matter = self.matter(row.concern_id)
            given = Delivery.objects.filter(concern_id=row.concern_id, purpose="receive")
            handling = {names[one] for one in given.values_list("person_id", flat=True)}
            has_it = {
                one
                for one in people
                if (one in handling or (not matter.restricted and people[one].powers & OPENS_CASES))
                and keeps_what_was_asked(one, matter, people)
            }
            assert keeps_what_was_asked(names[row.owner_id], matter, people) or not has_it
        for told in Message.objects.filter(occasion__startswith="passed-on", made_at=self.now):
            assert sees(names[told.person_id], self.matter(told.thing_id), people)

    def people(self) -> dict[str, Human]:
        """The human beings, as the oracle has them: whatever is recorded of any of their rows is theirs."""
        found = {human: Human() for human in set(self.same.values())}
        for name, roles in self.held.items():
            human = found[self.same[name]]
            human.posts |= frozenset(roles)
            human.powers |= frozenset(power for role in roles for power in POWERS[role].split())
        for one, other, kinship in self.pairs:
            first, second = self.same[one], self.same[other]
            if kinship is Kinship.KIN:
                found[first].kin.add(second)
            else:
                found[second].manager.add(first)
        return found

    def matter(self, key: UUID) -> Matter:
        """What was recorded of it, with each name as the human being it is."""
        found = as_recorded(key, self.rows, self.now)
        found.holders = {self.same[name] for name in found.holders}
        found.persons = {self.same[name] for name in found.persons}
        found.granted = {self.same[name] for name in found.granted}
        found.parts = [(self.same[name], part) for name, part in found.parts]
        found.aside = {self.same[name] for name in self.matters[key].aside}
        return found

    def may(self, name: str, act: str, key: UUID) -> bool:
        people, matter, human = self.people(), self.matter(key), self.same[name]
        return sees(human, matter, people) and may(human, act, matter, people)

    @invariant()
    def everybody_sees_what_the_oracle_says(self) -> None:
        moment, people = Moment.now(self.now), self.people()
        matters = {key: self.matter(key) for key in self.matters}
        powers = powers_in_force(moment)
        for name in NAMES:
            who = reader(self.rows[name], powers, moment)
            found = set(visible(Concern.objects.all(), who, moment).values_list("pk", flat=True))
            assert found == {key for key, one in matters.items() if sees(self.same[name], one, people)}, name

    @invariant()
    def nobody_could_notice_a_gap(self) -> None:
        """Whatever is kept from somebody who opens pages is restricted, however that came about."""
        people = self.people()
        openers = [who for who, one in people.items() if one.powers & (OPENS_CASES | {"see-board-figures"})]
        for matter in map(self.matter, self.matters):
            concerned = {who for who, part in matter.parts if CLOSES[part]}
            assert matter.restricted or not any(concerned & kept_from(who, people) for who in openers)

    @invariant()
    def nobody_is_named_in_a_party(self) -> None:
        assert not Party.objects.filter(tag__in=[str(row) for row in self.rows.values()]).exists()


def test_wherever_people_move_the_walls_move_with_them() -> None:
    run_state_machine_as_test(
        People,
        # What fails is short enough as it is; making it shorter takes minutes with a database in it.
        settings=settings(max_examples=6, stateful_step_count=20, phases=[Phase.generate]),
    )
