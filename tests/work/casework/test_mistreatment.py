"""Bullying, harassment and discrimination: on the record with what was done, counted over all matters."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.access.vocabulary import Circle
from dueregard.authority.policy.answers import Count, Scope, Status
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.operations import turn
from dueregard.ground.crypto.operations import destroy
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted
from dueregard.work.casework.controls.indicators import Protected
from dueregard.work.casework.controls.mistreatment import MARKED_AS
from dueregard.work.casework.models import Concern, Mistreatment
from dueregard.work.casework.operations.handling import take_hand
from dueregard.work.casework.operations.mistreatment import mark_mistreatment
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.restricting import restrict
from dueregard.work.casework.queries.mistreatment import by_quarter, kinds_named
from dueregard.work.casework.rules.mistreatment import (
    Answered,
    Place,
    Quarter,
    Said,
    judge,
    quarter_of,
    quarters,
    read,
    written,
)
from household import NOON, inside, make_holder, make_person
from shipped import in_force
from work_casework_support import concern_about_a_learner

KINDS = ("Bullying", "Harassment", "Discrimination")
LATER = NOON + timedelta(hours=1)
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20)
TEXT = st.text(max_size=20).map(str.strip)


# Rules


@given(
    st.lists(LINE, unique=True, max_size=3), st.sets(st.sampled_from(list(Protected))),
    st.sets(st.sampled_from(list(Place))), TEXT, TEXT,
)  # fmt: skip
def test_what_is_kept_is_read_as_it_was(
    kinds: list[str], touched: set[Protected], places: set[Place], challenged: str, ended: str
) -> None:
    said = Said(
        tuple(kinds),
        tuple(one for one in Protected if one in touched),
        tuple(one for one in Place if one in places),
        challenged,
        ended,
    )
    assert read(written(said)) == said


@pytest.mark.parametrize(
    ("said", "before", "field"),
    [
        (Said(), None, "kinds"),
        (Said(), Said((), ended="It was play."), "kinds"),
        (Said(("Teasing",)), None, "kinds"),
        (Said(("Bullying",), ended="Over."), None, "challenged"),
        (Said(("Bullying",), challenged=" ", ended="Over."), None, "challenged"),
        (Said(), Said(("Bullying",)), "ended"),
    ],
)
def test_what_cannot_stand_is_refused_beside_its_question(
    said: Said, before: Said | None, field: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        judge(said, KINDS, before)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("said", "before"),
    [
        (Said(("Bullying", "Discrimination")), None),
        (Said(("Bullying",), challenged="Spoken to.", ended="Over."), None),
        (Said(("Teasing",), challenged="Spoken to."), Said(("Teasing",))),
        (Said((), ended="It was play."), Said(("Bullying",))),
    ],
)
def test_what_can_stand(said: Said, before: Said | None) -> None:
    judge(said, KINDS, before)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), Quarter(2026, 1)),
        (date(2026, 3, 31), Quarter(2026, 1)),
        (date(2026, 4, 1), Quarter(2026, 2)),
        (date(2026, 9, 30), Quarter(2026, 3)),
        (date(2026, 12, 31), Quarter(2026, 4)),
    ],
)
def test_the_quarter_of_a_day(day: date, quarter: Quarter) -> None:
    assert quarter_of(day) == quarter


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_quarters_follow_each_other_and_end_with_the_one_that_runs(day: date) -> None:
    found = quarters(day)
    assert len(found) == 5
    assert found[-1].begins <= day
    for one, after in pairwise(found):
        assert after.before() == one
        assert one.last_month < after.begins


# On the record


def mark(concern: UUID, lead: UUID, *kinds: str, now: datetime = LATER, **more: Any) -> Mistreatment:
    return mark_mistreatment(
        concern_id=concern, said=Said(kinds or ("Bullying",), **more), actor=Actor.person(lead), now=now
    )


@pytest.mark.django_db
def test_an_end_replaces_what_was_said_first_which_stays_readable() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        first = mark(concern, lead, "Bullying", places=(Place.ONLINE,))
        ended = {"challenged": "Spoken to.", "ended": "It stopped."}
        second = mark(concern, lead, "Bullying", now=LATER + timedelta(days=1), **ended)
        file = read_concern(concern_id=concern, actor=Actor.person(lead), now=LATER + timedelta(days=2))
        (stands,) = (read(one.words) for one in file.record if isinstance(one.row, Mistreatment))
        (before,) = (read(one.words) for one in file.replaced if isinstance(one.row, Mistreatment))
    assert second.replaces_id == first.id
    assert stands == Said(("Bullying",), (), (), "Spoken to.", "It stopped.")
    assert before == Said(("Bullying",), (), (Place.ONLINE,))


@pytest.mark.django_db
def test_no_column_and_no_entry_says_what_it_was() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        said: dict[str, Any] = {
            "touched": (Protected.RACE,),
            "places": (Place.ONLINE,),
            "challenged": "Spoken to.",
        }
        row = mark(concern_about_a_learner(), lead, "Discrimination", **said)
        columns = {field.column: getattr(row, field.attname) for field in Mistreatment._meta.concrete_fields}
        entry = LedgerEntry.objects.get(verb="casework.mistreatment-marked")
        plain = " ".join(map(str, [*columns.values(), entry.detail]))
    assert set(columns) == {
        "id", "provider_id", "recorded_at", "by", "withdrawn", "words", "concern_id", "replaces_id",
        "stands", "challenged", "ended",
    }  # fmt: skip
    assert (row.stands, row.challenged, row.ended) == (True, True, False)
    for word in ("Discrimination", "race", "online", "Spoken"):
        assert word not in plain


@pytest.mark.django_db
def test_whoever_may_not_open_a_concern_or_only_reads_the_board_says_nothing_of_it() -> None:
    with inside():
        lead, tutor = make_holder("Lea Dee", "dsl"), make_person("Tu Tor")
        concern = concern_about_a_learner(lead)
        for person in (lead, tutor):
            with pytest.raises((NothingHere, NotPermitted)):
                mark(concern, person)
        assert not Mistreatment.objects.exists()


# Figures


@pytest.mark.django_db
def test_each_matter_counts_once_and_restricted_or_disposed_ones_and_those_taken_back_not_at_all() -> None:
    with inside("elsewhere"):
        mark(concern_about_a_learner(), make_holder("Els Where", "dsl"))
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        one, two, three, four, five = (concern_about_a_learner() for _ in range(5))
        for concern in (one, two, three, four, five):
            mark(concern, lead, "Bullying", "Harassment", touched=(Protected.AGE,), places=(Place.HERE,))
        ended = {"challenged": "Spoken to.", "ended": "Over."}
        mark(one, lead, "Bullying", now=LATER + timedelta(minutes=1), **ended)
        mark_mistreatment(
            concern_id=five, said=Said(ended="It was play."), actor=Actor.person(lead),
            now=LATER + timedelta(minutes=1),
        )  # fmt: skip
        with turn(actor=Actor.person(lead), now=LATER) as t:
            restrict(t, take_hand(t, three).concern)
        destroy(Concern.objects.get(pk=four).account_key, now=LATER)
        found = by_quarter(Moment.now(LATER + timedelta(hours=1)))
        last = list(found.values())[-1]
        reading = {
            circle: MARKED_AS.evidence(
                in_force("military-estate-trainer", "mistreatment")[0],
                Scope(provider.id, circle.stream, Moment.now(LATER + timedelta(hours=1))),
            )
            for circle in Circle
        }
    assert last.kinds == {"Bullying": 2, "Harassment": 1}
    assert last.touched == {Protected.AGE: 1}
    assert last.places == {Place.HERE: 1}
    assert last.answered == {Answered.ENDED: 1, Answered.NOTHING_YET: 1}
    assert not any(tally.kinds for tally in list(found.values())[:-1])
    assert reading[Circle.OPEN].count == Count(1, 3, "matters")
    assert reading[Circle.OPEN].status is Status.NOT_MET
    assert reading[Circle.SEALED].count == Count(0, 1, "matters")


@pytest.mark.django_db
def test_nothing_marked_is_no_occasion_and_a_past_day_knows_only_what_was_written_by_then() -> None:
    control = in_force("military-estate-trainer", "mistreatment")[0]
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        mark(concern, lead, challenged="Spoken to.", now=LATER + timedelta(days=2))
        before, after = (
            Scope(provider.id, Circle.OPEN.stream, Moment.now(LATER + timedelta(days=days)))
            for days in (1, 3)
        )
        assert MARKED_AS.evidence(control, before).status is Status.NO_OCCASION
        assert MARKED_AS.evidence(control, after).status is Status.MET
        assert list(by_quarter(before.moment).values())[-1].kinds == {}
        much_later = Moment.now(datetime(NOON.year + 3, 1, 1, tzinfo=UTC))
        assert not any(tally.kinds for tally in by_quarter(much_later).values())


@pytest.mark.django_db
def test_kinds_are_those_of_the_policies_in_force() -> None:
    with inside():
        assert kinds_named(Moment.now(NOON)) == ()
        concern_about_a_learner()
        assert kinds_named(Moment.now(NOON)) == KINDS
