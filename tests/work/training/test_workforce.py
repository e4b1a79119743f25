"""Who works here beside the place around: what is compared, what stands still, who writes down and judges, and how the
policies that ask for it stand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import reader
from dueregard.authority.identity.models import Person
from dueregard.authority.identity.operations import join_duplicates
from dueregard.authority.people.imports.by_hand import say_of_staff
from dueregard.authority.people.imports.opting import Grounds, opt_in, opt_out
from dueregard.authority.people.models import Span
from dueregard.authority.people.operations import end_span
from dueregard.authority.people.vocabulary import OF_STAFF, Apart, Standing, Use
from dueregard.authority.policy.answers import Reading, Scope, Status
from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.queries import in_force
from dueregard.authority.policy.values.who import bare_name
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NotPermitted
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.work.training.controls.workforce import WORKFORCE
from dueregard.work.training.models import Baseline, Judgement
from dueregard.work.training.operations.workforce import record_baseline, record_judgement
from dueregard.work.training.queries.workforce import (
    Beside,
    baseline,
    beside,
    judgements,
    ruling_on_baseline,
    ruling_on_judging,
    ruling_on_seeing,
    words_of,
)
from dueregard.work.training.rules.workforce import OTHER, UNSAID
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MARCH = datetime(2026, 3, 31, 9, tzinfo=UTC)
APRIL = datetime(2026, 4, 2, 9, tzinfo=UTC)
AROUND = "Harbour people: 60\nHill people (Hillfolk): 30\nIsland people: 10"
POLICY = """+++
language = 1
policy = "workforce"
title = "Who works here"
nation = "england"
owner = "role:director"
+++

# Posts {#posts}

```control role director
title = "Director"
minimum = 1
may = ["adopt-policy"]
```

```control role hr
title = "HR"
minimum = 1
may = ["keep-checks"]
```

```control role chair
title = "Chair"
minimum = 1
may = ["see-board-figures"]
```

```control role governor
title = "Governor"
minimum = 1
may = ["see-board-figures"]
```

# Who works here {#who}

```control workforce mix
%s
```
"""
BOTH = 'holds = ["sex", "racial-origin"]\njudged_by = "role:chair"\nagain = "1 year"'


@contextmanager
def house(block: str = BOTH, *kept: Apart) -> Iterator[dict[str, Actor]]:
    """A provider with this policy, entered, and who holds each post; these are kept of staff until the end of May."""
    with inside():
        adopt(data=(POLICY % block).encode(), path="p.md", actor=SETUP, now=NOON)
        crew = {
            role: Actor.person(make_holder(role.title(), role))
            for role in ("director", "hr", "chair", "governor")
        }
        crew["tutor"] = Actor.person(make_person("Tess Tutor"))
        for one in kept:
            grounds = Grounds(use=Use.EQUALITY, assessment="x", reason="x", last_day=date(2026, 5, 31))
            opt_in(kept=one, grounds=grounds, actor=crew["director"], now=NOON)
        yield crew


def say(hr: Actor, person: UUID, words: str, now: datetime = NOON) -> None:
    say_of_staff(person_id=person, said={Apart.STAFF_ETHNICITY: words}, actor=hr, now=now)


def some(hr: Actor, **many: int) -> list[UUID]:
    """So many staff who say each."""
    found = []
    for words, number in many.items():
        for _one in range(number):
            found.append(make_person("Somebody Here"))
            say(hr, found[-1], words)
    return found


def compare(hr: Actor, now: datetime = NOON) -> Baseline:
    return record_baseline(source="Census", counted_on=date(2021, 3, 21), groups=AROUND, actor=hr, now=now)


def judge(actor: Actor, now: datetime = APRIL, judged_on: date = date(2026, 4, 1)) -> Judgement:
    return record_judgement(judged_on=judged_on, words="Too few.", doing="Ask.", actor=actor, now=now)


def of(found: Beside | None) -> dict[str, tuple[int | None, int | None]]:
    assert found is not None
    return {one.name: (one.here, one.around) for one in found.shares}


def test_shares_stand_beside_the_place_and_small_ones_do_not() -> None:
    with house(BOTH, *OF_STAFF) as crew:
        some(crew["hr"], **{"harbour people": 12, "Hillfolk": 20, "island PEOPLE": 10, "Cornish": 3})
        compare(crew["hr"])
        found = beside(Moment.now(APRIL))
        # The five of the crew did not say: fewer than ten, as are those with other words; island people go with them.
        assert found is not None
        assert (found.day, found.whole, found.hides) == (date(2026, 3, 31), 50, True)
        assert of(found) == {
            "Harbour people": (24, 600),
            "Hill people": (40, 300),
            "Island people": (None, 100),
            OTHER: (None, None),
            UNSAID: (None, None),
        }


def test_figures_stand_still_within_a_month_but_for_what_is_put_right() -> None:
    with house(BOTH, *OF_STAFF) as crew:
        people = some(crew["hr"], **{"harbour people": 20, "Hillfolk": 20, "Island people": 11, "": 6})
        newcomer = make_person("New Comer")
        compare(crew["hr"])
        # 63 with the crew of five and the newcomer, who had not said by the end of March.
        before = of(beside(Moment.now(APRIL)))
        assert (before["Hill people"], before["Island people"]) == ((32, 300), (17, 100))
        for one in (newcomer, people[-1]):
            say(crew["hr"], one, "Island people", APRIL)
        assert of(beside(Moment.now(APRIL + DAY))) == before
        say(crew["hr"], people[0], "Hillfolk", APRIL + DAY)
        assert of(beside(Moment.now(APRIL + 2 * DAY)))["Hill people"] == (33, 300)
        in_may = of(beside(Moment.now(APRIL + 30 * DAY)))
        assert in_may["Island people"] == (21, 100)


def test_everybody_who_is_employed_counts_once_and_nobody_else() -> None:
    with house(BOTH, *OF_STAFF) as crew:
        one, other = some(crew["hr"], **{"harbour people": 2})
        two = [Person.objects.get(pk=each) for each in (one, other)]
        join_duplicates(person=two[0], same_as=two[1], actor=SETUP, now=NOON)
        make_person("Ann Agency", Standing.AGENCY_STAFF)
        make_person("Lou Learner", Standing.LEARNER)
        end_span(
            span=Span.objects.get(person_id=make_person("Gone")), until=MARCH - DAY, actor=SETUP, now=MARCH
        )
        compare(crew["hr"])
        found = beside(Moment.now(APRIL))
        assert found is not None
        assert (found.whole, {share for share, _ in of(found).values()}) == (6, {None})


def test_without_figures_or_while_it_is_not_kept_nothing_is_compared() -> None:
    with house(BOTH, *OF_STAFF) as crew:
        some(crew["hr"], **{"harbour people": 12})
        assert beside(Moment.now(APRIL)) is None
        compare(crew["hr"])
        assert beside(Moment.now(APRIL)) is not None
        opt_out(kept=Apart.STAFF_ETHNICITY, actor=crew["director"], now=APRIL)
        assert beside(Moment.now(APRIL + DAY)) is None


@pytest.mark.parametrize(
    ("who", "sees", "enters", "judges"),
    [
        ("director", True, False, True),
        ("hr", True, True, False),
        ("chair", True, False, True),
        ("governor", True, False, False),
        ("tutor", False, False, False),
    ],
)
def test_who_sees_who_enters_and_who_judges(who: str, sees: bool, enters: bool, judges: bool) -> None:
    with house() as crew:
        moment, actor = Moment.now(APRIL), crew[who]
        assert actor.person_id is not None
        visitor = reader(actor.person_id, powers_in_force(moment), moment)
        rulings = (
            ruling_on_seeing(visitor, moment),
            ruling_on_baseline(visitor),
            ruling_on_judging(visitor, moment),
        )
        assert tuple(map(bool, rulings)) == (sees, enters, judges)
        for may, do in ((enters, compare), (judges, judge)):
            if may:
                do(actor, APRIL)
            else:
                with pytest.raises(NotPermitted) as refused:
                    do(actor, APRIL)
                assert refused.value.who_can_help


def test_newer_figures_take_the_place_of_older_and_judgements_stand_beside_each_other() -> None:
    with house() as crew:
        first, second = compare(crew["hr"]), compare(crew["hr"], APRIL)
        assert (second.replaces_id, baseline(Moment.now(APRIL))) == (first.id, second)
        one = judge(crew["chair"])
        two = judge(crew["director"], APRIL + DAY, date(2026, 4, 2))
        assert judgements(Moment.now(APRIL + DAY)) == [two, one]
        assert (words_of(one, "words"), words_of(one, "doing")) == ("Too few.", "Ask.")
        entries = Entry.objects.filter(verb__startswith="training.workforce")
        assert len(entries) == 4
        assert not any(
            word in entry.detail for entry in entries for word in ("Too few", "Ask", "Census", "Harbour")
        )
        assert (verify_rows(), verify_words()) == (None, None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"source": " "}, "source"),
        ({"counted_on": date(2026, 4, 3)}, "counted_on"),
        ({"groups": "Harbour people: 60"}, "groups"),
    ],
)
def test_figures_without_source_day_or_sense_are_refused(wrong: dict[str, object], field: str) -> None:
    said = {"source": "x", "counted_on": date(2021, 3, 21), "groups": AROUND} | wrong
    with house() as crew, pytest.raises(BadInput) as refused:
        record_baseline(**said, actor=crew["hr"], now=APRIL)  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"words": ""}, "words"), ({"doing": " "}, "doing"), ({"judged_on": date(2026, 4, 3)}, "judged_on")],
)
def test_a_judgement_without_words_or_of_tomorrow_is_refused(wrong: dict[str, object], field: str) -> None:
    said = {"words": "x", "doing": "x", "judged_on": date(2026, 4, 1)} | wrong
    with house() as crew, pytest.raises(BadInput) as refused:
        record_judgement(**said, actor=crew["chair"], now=APRIL)  # type: ignore[arg-type]
    assert refused.value.field == field


def reading(now: datetime) -> Reading:
    (control,) = in_force("workforce", Moment.now(now))
    return WORKFORCE.evidence(control, Scope(scope.provider_id(), Stream.OPEN, Moment.now(now)))


def owed(now: datetime) -> list[str]:
    return [
        one.identity.occasion
        for one in owed_now(Moment.now(now))
        if one.identity.about_kind == "workforce-judgement"
    ]


def test_it_stands_by_what_is_kept_and_by_a_judgement_within_its_time() -> None:
    with house(BOTH, Apart.STAFF_SEX) as crew:
        assert (reading(NOON).status, "racial origin" in reading(NOON).because) == (Status.NOT_MET, True)
        grounds = Grounds(use=Use.EQUALITY, assessment="x", reason="x", last_day=date(2027, 3, 1))
        opt_in(kept=Apart.STAFF_ETHNICITY, grounds=grounds, actor=crew["director"], now=NOON)
        assert (reading(NOON).status, owed(NOON)) == (Status.NO_DATA, [])
        compare(crew["hr"])
        assert reading(APRIL).status is Status.NO_DATA
        assert owed(APRIL) == ["first"]
        row = judge(crew["chair"])
        assert reading(APRIL).status is Status.MET
        assert owed(APRIL) == [f"after-{row.id}"]
        assert reading(datetime(2026, 5, 31, 12, tzinfo=UTC)).status is Status.MET


@pytest.mark.parametrize(("after", "status"), [(0, Status.MET), (364, Status.MET), (367, Status.NOT_MET)])
def test_a_judgement_is_good_for_the_time_the_policy_gives(after: int, status: Status) -> None:
    with house('judged_by = "role:chair"\nagain = "1 year"') as crew:
        compare(crew["hr"])
        judge(crew["chair"])
        assert reading(APRIL + after * DAY).status is status


def test_where_the_policy_gives_no_time_that_is_said() -> None:
    with house('judged_by = "role:chair"\nagain = "not set"') as crew:
        compare(crew["hr"])
        judge(crew["chair"])
        assert reading(APRIL + 900 * DAY).status is Status.NOT_SET


def test_what_is_only_kept_is_met_while_it_is() -> None:
    with house('holds = ["disability"]', Apart.STAFF_DISABILITY):
        assert reading(APRIL).status is Status.MET
        assert reading(datetime(2026, 6, 1, 12, tzinfo=UTC)).status is Status.NOT_MET


def test_its_words_are_a_sentence_and_what_is_missing_is_named() -> None:
    with house():
        (control,) = in_force("workforce", Moment.now(NOON))
        assert WORKFORCE.words(control.block, bare_name) == (
            "kept of staff, apart and as they say it themselves: sex, racial origin; "
            "the chair judges who works here beside figures of who lives around, and says what will be done; "
            "again: within 1 year"
        )
        lacks = list(WORKFORCE.ready(control, Scope(scope.provider_id(), Stream.OPEN, Moment.now(NOON))))
        assert [one.sentence.partition(" of staff")[0] for one in lacks] == ["Sex", "Racial origin"]


@pytest.mark.parametrize(
    "block", ["", 'judged_by = "role:chair"', 'again = "1 year"\nholds = ["sex"]', 'holds = ["faith"]']
)
def test_a_policy_that_asks_half_or_something_else_is_refused(block: str) -> None:
    with inside(), pytest.raises(BadInput):
        adopt(data=(POLICY % block).encode(), path="p.md", actor=SETUP, now=NOON)
