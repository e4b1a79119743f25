"""New editions of law and guidance: held against the one before, taken on, in force from their day, taken back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dueregard.authority.policy.catalogue_changes import compare
from dueregard.authority.policy.catalogue_files import read_catalogue
from dueregard.authority.policy.catalogues import catalogue
from dueregard.authority.policy.queries import in_force
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted
from dueregard.work.governance.models import GuidanceEdition, ReviewEvent
from dueregard.work.governance.operations.guidance import (
    note_shipped_guidance,
    read_new,
    take_back_guidance,
    take_on_guidance,
)
from dueregard.work.governance.queries.guidance import (
    edition_before,
    edition_now,
    every_edition,
    guidance_in_use,
)
from dueregard.work.governance.queries.reviews import owed
from household import NOON, SETUP, inside, make_person
from work.governance.editions import FIRST, NEXT, ROWS, written
from work.governance.governing import at, governed

TODAY = NOON.date()
FIRST_DAY, NEXT_DAY = date(2026, 2, 1), date(2026, 4, 1)


def taken(text: str, since: date, minute: int = 1, actor: Actor = SETUP) -> GuidanceEdition:
    return take_on_guidance(text=text, since=since, actor=actor, now=at(minute))


def in_use(moment: Moment) -> dict[str, tuple[str, bool]]:
    return {one.header.document: (one.header.edition, one.to_come) for one in guidance_in_use(moment)}


def test_what_changed_is_told_row_by_row() -> None:
    found = compare(read_catalogue(FIRST.encode()), read_catalogue(NEXT.encode()))
    assert [row.id for row in found.added] == ["HC-04"]
    assert [row.id for row in found.gone] == ["HC-03"]
    assert [(one.new.id, one.columns) for one in found.changed] == [("HC-02", ("requirement", "force"))]
    assert found.touched == {"HC-02", "HC-03"}
    same = compare(read_catalogue(FIRST.encode()), read_catalogue(FIRST.encode()))
    assert (same.added, same.gone, same.changed, same.touched) == ((), (), (), frozenset())


def test_two_texts_and_a_plain_list_are_not_compared() -> None:
    with pytest.raises(BadInput, match="two texts"):
        compare(read_catalogue(FIRST.encode()), catalogue("kcsie"))
    with pytest.raises(BadInput, match="plain list"):
        compare(read_catalogue(b"id,requirement,parameters,evidence\n"), catalogue("kcsie"))


@pytest.mark.django_db
def test_an_edition_holds_from_its_day_and_what_was_known_before_stays() -> None:
    with governed():
        before = Moment.now(at(0))
        taken(FIRST, FIRST_DAY)
        row = taken(NEXT, NEXT_DAY, 2)
        now, later = Moment.now(at(3)), Moment.now(NOON + timedelta(days=60))
        assert "harbour-code" not in in_use(before)
        assert in_use(now)["harbour-code"] == ("2026", False)
        assert in_use(later)["harbour-code"] == ("2027", False)
        assert [one.header.edition for one in every_edition(now) if one.row] == ["2026", "2027"]
        newest = next(one for one in every_edition(now) if one.row == row)
        found = edition_before(newest, now)
        assert found is not None
        assert list(found) == list(ROWS)
        assert [event.happened_on for event in ReviewEvent.objects.order_by("recorded_at")] == [
            FIRST_DAY,
            TODAY,  # it is in force later, and known today
        ]
        assert {event.event for event in ReviewEvent.objects.all()} == {"guidance"}
        told = Entry.objects.filter(verb="governance.guidance-taken-on").order_by("seq")
        assert [entry.subject_id for entry in told][-1] == row.id


@pytest.mark.django_db
def test_what_was_taken_on_by_mistake_is_taken_back_and_the_reviews_stay_due() -> None:
    with governed() as crew:
        row = taken(FIRST, FIRST_DAY)
        during = Moment.now(at(1))
        take_back_guidance(edition_id=row.id, actor=Actor.person(crew.writer), now=at(2))
        assert "harbour-code" not in in_use(Moment.now(at(3)))
        assert in_use(during)["harbour-code"] == ("2026", False)
        assert ReviewEvent.objects.count() == 1
        with pytest.raises(NothingHere):
            take_back_guidance(edition_id=row.id, actor=SETUP, now=at(4))
        taken(FIRST, FIRST_DAY, 5)


@pytest.mark.django_db
def test_only_whoever_adopts_policies_takes_one_on() -> None:
    with governed() as crew:
        with pytest.raises(NotPermitted):
            taken(FIRST, FIRST_DAY, actor=Actor.person(make_person("Tu Tor")))
        with pytest.raises(NotPermitted):
            taken(FIRST, FIRST_DAY, actor=Actor.person(crew.board))
        assert (GuidanceEdition.objects.count(), ReviewEvent.objects.count()) == (0, 0)
        row = taken(FIRST, FIRST_DAY, actor=Actor.person(crew.director))
        with pytest.raises(NotPermitted):
            take_back_guidance(edition_id=row.id, actor=Actor.person(crew.board), now=at(2))


UNFIT = [
    ("id,requirement,parameters,evidence\nHC-01,A,,\n", "does not say which edition of which text"),
    (written(nation="wales"), "This holds in Wales, and so not here."),
    (written(title="x" * 201), "The title is longer than 200 characters."),
    (written(edition="x" * 201), "The edition is longer than 200 characters."),
    (written({"PDG-01": ("", "A", "")}), "Its ids begin with PDG, like those of another list."),
    (written({"S0-01": ("", "A", "")}), "Its ids begin with S0, like those of another list."),
    (written(document="kcsie"), "Its ids do not begin with KCSIE, like those of the edition before."),
    (written({"HC-01": ("", "", "")}), "“requirement”: this row asks nothing"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "said"), UNFIT)
def test_what_does_not_fit_here_is_refused_and_nothing_is_kept(text: str, said: str) -> None:
    with inside():
        with pytest.raises(BadInput) as shown:
            read_new(text.encode(), Moment.now(NOON))
        with pytest.raises(BadInput) as refused:
            taken(text, FIRST_DAY)
        assert said in shown.value.sentence
        assert said in refused.value.sentence
        assert (GuidanceEdition.objects.count(), ReviewEvent.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "said"),
    [
        (FIRST_DAY, "The edition that is here began on that day or later. Give a later day."),
        (date(2025, 1, 1), "The edition that is here began on that day or later. Give a later day."),
        (date(2062, 4, 1), "This day lies more than ten years away. Check the year."),
        (date(1926, 4, 1), "This day lies more than ten years away. Check the year."),
    ],
)
def test_a_day_that_cannot_be_is_refused(since: date, said: str) -> None:
    with governed():
        taken(FIRST, FIRST_DAY)
        with pytest.raises(BadInput) as refused:
            taken(NEXT, since, 2)
        assert (refused.value.sentence, refused.value.field) == (said, "since")
        assert GuidanceEdition.objects.count() == 1


@pytest.mark.django_db
def test_the_same_edition_is_not_taken_on_twice() -> None:
    with governed():
        taken(FIRST, FIRST_DAY)
        with pytest.raises(BadInput, match="nothing in it is new"):
            taken(FIRST, NEXT_DAY, 2)


@pytest.mark.django_db
def test_a_new_edition_of_one_that_ships_takes_its_place_and_another_provider_keeps_it() -> None:
    rows = {id: (row.section, row.requirement, "") for id, row in catalogue("kcsie").items()}
    text = written(rows, document="kcsie", edition="2027", cited_as="KCSIE")
    with inside("elsewhere"):
        pass
    with governed():
        taken(text, date(2027, 9, 1))
        autumn = Moment.now(NOON.replace(year=2027, month=10))
        found = edition_now("kcsie", autumn)
        assert found is not None
        assert found.header is not None
        assert found.header.edition == "2027"
        assert in_use(Moment.now(at(3)))["kcsie"] == ("2026", True)
    with inside("third"):
        assert in_use(autumn)["kcsie"] == ("2026", False)


@pytest.mark.django_db
def test_guidance_that_comes_with_the_product_makes_reviews_fall_due_by_itself_and_once() -> None:
    with governed():
        assert note_shipped_guidance(actor=SETUP, now=at(1)) != []
        (control,) = in_force("review", Moment.now(at(2)))
        then = owed(control, Moment.now(at(2)))
        assert not any(one.after_event for one in then), "it was in force before the policy was"
        autumn = datetime(2026, 10, 1, 12, tzinfo=UTC)
        assert in_use(Moment.now(autumn))["kcsie"] == ("2026", False)
        (event,) = note_shipped_guidance(actor=SETUP, now=autumn)
        assert (event.happened_on, event.guidance) == (date(2026, 9, 1), "kcsie 2026-09-01")
        (control,) = in_force("review", Moment.now(autumn))
        found = [one.by for one in owed(control, Moment.now(autumn)) if one.after_event]
        assert found == [date(2026, 11, 1)]
        assert note_shipped_guidance(actor=SETUP, now=autumn) == []
        assert not [one for one in owed(control, Moment(autumn, at(9))) if one.after_event]
