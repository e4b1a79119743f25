"""What a text would change: duties, deciders, open matters, checks and the last year; nothing is written by it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assurance.status.lapsing import POLICY, begin, learns
from assurance.status.reporting import SHIPPED, pack, reported, with_limit
from dueregard.assurance.status.effects.answers import Effects
from dueregard.assurance.status.effects.reckoning import effects
from dueregard.assurance.status.queries import clauses
from dueregard.authority.policy.answers import Count, Status
from dueregard.authority.policy.archetypes import ARCHETYPES, archetype
from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.pack import Pack
from dueregard.authority.policy.queries import shelf
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.moments import Moment
from dueregard.work.casework.vocabulary import AboutKind
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOW = Moment.now(NOON + DAY)


def test_a_longer_limit_is_tried_on_the_last_year_before_anybody_signs() -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        adopt(data=SHIPPED.encode(), path="p.md", actor=SETUP, now=NOON)
        for hours in (1, 2, 30, 30, 60):
            reported(hours)
        reported(90, AboutKind.COLLEAGUE)
        entries = Entry.objects.count()
        before = clauses(NOW)
        found = effects(pack(with_limit("48 hours")), NOW)
        tried = next(one for one in found.dry_runs if one.place.kind == "clock")
        assert tried.before
        assert tried.after
        assert (tried.before.count, tried.after.count) == (Count(2, 5, "concerns"), Count(4, 5, "concerns"))
        assert tried.late == 1
        assert [one.effect.sentence for one in found.open if one.place.kind == "clock"] == [
            "From within 24 hours (aim: at once) to within 48 hours (aim: at once); what is open keeps the time it has."
        ]
        assert not found.new_policy
        # Nothing was written, and what is in force is in force.
        assert (Entry.objects.count(), clauses(NOW)) == (entries, before)


@pytest.mark.parametrize("name", ARCHETYPES)
def test_every_policy_that_ships_can_be_reckoned_before_it_is_in_force(name: str) -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        assert effects(pack(archetype(name)), NOW).new_policy


def test_an_entry_that_only_a_draft_speaks_of_is_reckoned() -> None:
    with inside():
        text = archetype("apprenticeship-provider")
        adopt(data=text, path="p.md", actor=SETUP, now=NOON)
        begins = text.index(b"[[items]]", text.index(b"```control related"))
        more = b'[[items]]\nid = "brand-new"\ntitle = "A new one"\nwhere = "not set"\n\n'
        assert not effects(pack(text[:begins] + more + text[begins:]), NOW).new_policy


def test_duties_start_for_whom_a_text_newly_asks_and_end_for_whom_it_asks_no_more() -> None:
    with inside():
        learned = begin()
        other = make_person("Ola Other")
        assert effects(pack(POLICY), NOW).nothing
        anew = pack(POLICY.replace(b'courses = ["safeguarding"]', b'courses = ["wrap"]').replace(
            b"```control training", b'```control course wrap\ntitle = "Wrap"\n```\n\n```control training'
        ))  # fmt: skip
        (duty,) = effects(anew, NOW).duties
        assert (duty.starts, duty.ends, duty.of_people) == (1, 0, True), "who had done the other one"
        gone = pack(POLICY[: POLICY.index(b"```control training")])
        found = effects(gone, NOW)
        (duty,) = found.duties
        assert (duty.starts, duty.ends) == (0, 1)
        (check,) = found.checks
        assert (check.clause, len(check.gained), len(check.lost), check.left) == ("2 What we learn", 0, 1, 1)
        (dry,) = found.dry_runs
        assert dry.before
        assert dry.after is None
        assert {learned, other}


def test_an_approver_who_would_be_another_is_named_by_post() -> None:
    with inside():
        adopt(data=SHIPPED.encode(), path="p.md", actor=SETUP, now=NOON)
        before, start, rest = SHIPPED.partition("```control decision ")
        block, end, after = rest.partition("```")
        line = next(line for line in block.splitlines() if line.startswith("by = "))
        changed = pack(before + start + block.replace(line, 'by = "role:managing-director"') + end + after)
        (found,) = effects(changed, NOW).deciders
        assert found.place.kind == "decision"
        assert found.before != found.after


def test_a_policy_that_is_new_here_begins_with_everything() -> None:
    with inside():
        make_person("Ola Other")
        found = effects(pack(POLICY), NOW)
        assert found.new_policy
        assert [one.starts for one in found.duties] == [1]
        assert {one.place.kind for one in found.dry_runs} == {"role", "course", "training"}
        assert all(one.before is None for one in found.dry_runs)
        assert shelf(NOW).editions == ()


def test_what_takes_a_figure_from_a_changed_one_is_tried_too() -> None:
    with inside():
        base = POLICY.replace(b'every = "12 months"', b'every = { from = "training.first.every" }').replace(
            b"```control training yearly",
            b'```control training first\naudience = { standing = "learner" }\ncourses = ["safeguarding"]\n'
            b'every = "12 months"\n```\n\n```control training yearly',
        )
        adopt(data=base, path="p.md", actor=SETUP, now=NOON)
        person = make_person("Lin Learner")
        learns(person, on=NOON.date(), now=NOON)
        moment = Moment.now(NOON + 200 * DAY)
        found = effects(pack(base.replace(b'every = "12 months"', b'every = "3 months"')), moment)
        stood = {one.place.words[:5]: one for one in found.dry_runs if one.place.kind == "training"}
        assert any(
            one.before and one.after and (one.before.status, one.after.status) == (Status.MET, Status.NOT_MET)
            for one in stood.values()
        )


def asked(text: Pack, moment: Moment) -> tuple[int, Effects]:
    with CaptureQueriesContext(connection) as queries:
        found = effects(text, moment)
    return len(queries), found


def test_it_asks_as_often_for_many_people_as_for_one() -> None:
    with inside():
        begin()
        text = pack(POLICY.replace(b'every = "12 months"', b'every = "6 months"'))
        moment = Moment.now(NOON + 300 * DAY)
        effects(text, moment)
        few, _ = asked(text, moment)
        for n in range(20):
            learns(make_person(f"Some Body{n}"), on=NOON.date(), now=NOON)
        effects(text, moment)
        many, found = asked(text, moment)
        assert many == few
        assert [one.starts for one in found.duties] == [21]
