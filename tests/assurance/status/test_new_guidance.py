"""What a new edition touches: claims, clauses that name the one before, people who read it, policies that follow it."""

from datetime import date

import pytest

from dueregard.assurance.status.known_editions import known_editions
from dueregard.assurance.status.new_guidance import consequences
from dueregard.assurance.status.rules.findings import Flaw
from dueregard.assurance.status.self_audit import self_audit
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.catalogue import Catalogue
from dueregard.authority.policy.catalogue_changes import compare
from dueregard.authority.policy.catalogue_files import read_catalogue
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.reference.operations import load_shipped_facts
from dueregard.work.governance.operations.guidance import take_on_guidance
from household import NOON, SETUP, make_person
from work.governance.editions import FIRST, NEXT, written
from work.governance.governing import POLICY, at, governed

pytestmark = pytest.mark.django_db
NEXT_DAY = date(2026, 4, 1)
READING = """
## 4 What we read {#4}

By the Harbour code of 2026 everybody who works here reads it.

```control reading code
meets = ["HC-03"]
document = "harbour-code"
title = "The harbour code"
audience = { standing = "staff" }
within = "2 weeks"
```

```control reading other
document = "own-id"
title = "Part one of the HARBOUR CODE"
audience = { standing = "learner" }
within = "2 weeks"
```

```control reading third
document = "other-code"
title = "Another code"
audience = { standing = "staff" }
within = "2 weeks"
```

```control sources law
owner = "role:director"
every = "12 months"

[[items]]
id = "code"
title = "Harbour code"
edition = "2026"
force = "guidance"
```

## 5 What stays {#5}

By the Harbour code everybody is kind.

```control definition rope
meets = ["HC-01"]
term = "rope"
means = "What ships are tied with."
```
"""
TOUCHED = (
    POLICY.replace("```control role director\n", '```control role director\nmeets = ["HC-02", "PDG-02"]\n')
    + READING
)


def first_taken() -> Moment:
    take_on_guidance(text=FIRST, since=date(2026, 2, 1), actor=SETUP, now=at(1))
    return Moment.now(at(2))


def editions() -> tuple[Catalogue, Catalogue]:
    return read_catalogue(FIRST.encode()), read_catalogue(NEXT.encode())


def test_what_is_touched_is_named_and_what_is_not_is_not() -> None:
    with governed(TOUCHED):
        moment = first_taken()
        make_person("Tu Tor")
        make_person("Le Arner", Standing.LEARNER)
        old, new = editions()
        found = consequences(new, compare(old, new), NEXT_DAY, moment)
        assert [(one.clause, one.ids) for one in found.touched] == [("1", ("HC-02",)), ("4", ("HC-03",))]
        assert [(one.clause, one.finding.flaw) for one in found.cites] == [
            ("4", Flaw.OLD_GUIDANCE),
            ("4", Flaw.OLD_GUIDANCE),
        ]
        assert {one.finding.sentence.partition(":")[0] for one in found.cites} == {
            "It names Harbour code of 2026, which is not the edition in force",
            "Among what it relies on is Harbour code of 2026, which is not the edition in force",
        }
        assert [(one.clause, one.document, one.people) for one in found.read_again] == [
            ("4", "harbour-code", 4),  # the crew and the tutor, and not the learner
            ("4", "own-id", 1),
        ]
        assert [(one.policy, one.by) for one in found.look_again] == [("care", date(2026, 5, 4))]


def test_what_was_out_of_date_before_is_not_blamed_on_the_new_edition() -> None:
    old_name = "By the Prevent duty guidance of 2015 and the Harbour code of 2026 everybody"
    with governed(TOUCHED.replace("By the Harbour code of 2026 everybody", old_name)):
        load_shipped_facts(now=NOON)
        moment = first_taken()
        old, new = editions()
        found = consequences(new, compare(old, new), NEXT_DAY, moment)
        assert len(found.cites) == 2
        assert all("Harbour code of 2026" in one.finding.sentence for one in found.cites)


def test_a_text_no_policy_speaks_of_touches_nothing() -> None:
    quiet = POLICY.replace('after = ["guidance", "incident"]', 'after = ["incident"]')
    with governed(quiet):
        _old, new = editions()
        found = consequences(new, None, NEXT_DAY, Moment.now(NOON))
        assert found.nothing


def test_once_it_is_in_force_looking_through_the_policies_finds_who_names_the_one_before() -> None:
    def named(moment: Moment) -> list[str]:
        (one,) = self_audit(moment, statuses=False)
        return [each.clause for each in one.findings if each.flaw is Flaw.OLD_GUIDANCE]

    with governed(TOUCHED):
        before = first_taken()
        assert named(before) == []
        take_on_guidance(text=NEXT, since=NEXT_DAY, actor=SETUP, now=at(3))
        assert named(Moment.now(at(4))) == []  # not in force yet
        spring = Moment.now(NOON.replace(month=5))
        assert named(spring) == ["4", "4"]
        assert named(Moment(spring.as_at, before.known_at)) == []


def test_an_edition_taken_on_ends_what_ships_under_the_same_name() -> None:
    with governed():
        load_shipped_facts(now=NOON)
        text = written(
            {"PDG-01": ("Part one", "Everything is weighed.", "")},
            document="prevent-duty-guidance",
            title="Prevent duty guidance",
            edition="2026",
            cited_as="Prevent duty guidance",
        )
        take_on_guidance(text=text, since=date(2026, 2, 1), actor=SETUP, now=at(1))
        found = {one.key: one for one in known_editions(Moment.now(at(2)))}
        taken = next(one for key, one in found.items() if key.startswith("taken."))
        assert (taken.stands, taken.years) == (True, frozenset({"2026"}))
        for key in ("guidance.prevent-duty", "guidance.prevent-duty-2015"):
            assert (found[key].stands, found[key].ended, found[key].followed_by) == (False, True, taken.key)
        assert found["guidance.channel-duty"].stands
        assert all(one.key in found for one in known_editions(Moment.now(at(0))))


def test_what_follows_is_the_same_before_and_after_it_is_taken_on() -> None:
    with governed(TOUCHED):
        moment = first_taken()
        old, new = editions()
        before = consequences(new, compare(old, new), NEXT_DAY, moment)
        take_on_guidance(text=NEXT, since=NEXT_DAY, actor=SETUP, now=at(3))
        assert consequences(new, compare(old, new), NEXT_DAY, Moment.now(at(4))) == before


def test_supposing_keeps_nothing() -> None:
    with governed(TOUCHED):
        moment = first_taken()
        old, new = editions()
        before = known_editions(moment)
        consequences(new, compare(old, new), NEXT_DAY, moment)
        assert known_editions(moment) == before
