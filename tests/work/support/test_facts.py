"""What is so about somebody's care and support: its days, who says so, and that no list can be made of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from dueregard.assurance.transfer.one_page import Marked
from dueregard.assurance.transfer.operations.one_page import look_at_page
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from dueregard.work.casework.models import ConcernPerson, Entry
from dueregard.work.support.facts import NAMES, facts_of
from dueregard.work.support.models import CareFact
from dueregard.work.support.operations.facts import So, end_fact, keep_fact
from dueregard.work.support.vocabulary import SaidBy, Situation
from household import NOON, inside
from work.protection.threatened import TODAY, Crew, acting, concern, crew, friend_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def us(db: None) -> Iterator[Crew]:
    with inside():
        yield crew()


def so(matter: UUID, **more: Any) -> So:
    kit = ConcernPerson.objects.get(concern=matter, part="worried-about").id
    said: dict[str, Any] = {
        "situation": Situation.SOCIAL_WORKER, "person_row": kit, "said_by": SaidBy.COUNCIL, "words": "Ring Ms Hall.",
    }  # fmt: skip
    return So(**said | more)


def test_a_fact_stands_with_its_days_and_ends(us: Crew) -> None:
    matter = concern(us.tutor)
    by: dict[str, Any] = {"concern_id": matter} | acting(us.officer)
    row = keep_fact(so=so(matter, since=date(2021, 5, 1)), **by)
    [known] = facts_of(matter, Moment.now(NOON))
    assert (known.situation, known.said_by, known.words, known.so_now) == (
        Situation.SOCIAL_WORKER, SaidBy.COUNCIL, "Ring Ms Hall.", True,
    )  # fmt: skip
    assert known.span == "since 1 May 2021"
    end_fact(fact_id=row.id, until=TODAY, **by)
    [known] = facts_of(matter, Moment.now(NOON))
    assert (known.so_now, known.span) == (False, "since 1 May 2021, until 4 March 2026")
    with pytest.raises(OutOfTurn, match="put this right already"):
        end_fact(fact_id=row.id, until=TODAY, **by)
    right = so(matter, situation=Situation.EARLY_HELP)
    keep_fact(so=right, instead_of=known.row.id, **by)
    [known] = facts_of(matter, Moment.now(NOON))
    assert (known.situation, known.span) == (Situation.EARLY_HELP, "since when is not known")
    assert CareFact.objects.count() == 3
    assert [verify_rows(), verify_words()] == [None, None]


def test_the_chronology_says_that_and_nothing_of_what(us: Crew) -> None:
    matter = concern(us.tutor)
    keep_fact(concern_id=matter, so=so(matter), **acting(us.officer))
    assert Entry.objects.filter(concern=matter, kind="support").count() == 1
    [said] = LedgerEntry.objects.filter(verb="support.fact-kept").values_list("detail", flat=True)
    assert "social" not in said
    columns = {field.name for field in CareFact._meta.concrete_fields}
    assert not columns & {"situation", "kind", "person", "person_id", "said_by"}
    with pytest.raises((NothingHere, NotPermitted)):
        keep_fact(concern_id=matter, so=so(matter), **acting(us.tutor))


def test_it_stands_on_one_page_of_the_case(us: Crew) -> None:
    matter = concern(us.tutor)
    keep_fact(concern_id=matter, so=so(matter, since=date(2021, 5, 1)), **acting(us.officer))
    draft = look_at_page(concern_id=matter, marked=Marked(), actor=Actor.person(us.officer), now=NOON)
    [passage] = [one for one in draft.passages if one.part == "Care and support around them"]
    assert (passage.label, passage.text) == ("Has a social worker", "since 1 May 2021")
    assert "Hall" not in str(draft.passages)


def test_what_cannot_be_is_refused_at_its_question(us: Crew) -> None:
    matter = concern(us.tutor)
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("since", {"since": TODAY + DAY}),
        ("until", {"until": TODAY + DAY}),
        ("until", {"since": TODAY, "until": TODAY}),
        ("person_row", {"person_row": friend_in(matter)}),
        ("person_row", {"person_row": uuid4()}),
    ]
    for field, more in wrong:
        with pytest.raises(BadInput) as refused:
            keep_fact(concern_id=matter, so=so(matter, **more), **acting(us.officer))
        assert refused.value.field == field
    with pytest.raises(NothingHere):
        end_fact(concern_id=matter, fact_id=uuid4(), until=TODAY, **acting(us.officer))
    assert not CareFact.objects.exists()


def test_every_situation_has_a_name() -> None:
    assert set(NAMES) == set(Situation)
