"""What tells one edition from another, where the text leaves it to the provider: given for one edition, shown with it,
and asked for anew with the next."""

from datetime import date, timedelta

import pytest

from dueregard.assurance.status.queries import clauses
from dueregard.authority.policy.front import Front, edition_words, front_of
from dueregard.authority.policy.operations import set_local_value
from dueregard.authority.policy.queries import left_to_provider, shelf
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.kernel.refusals import BadInput, NothingHere
from dueregard.work.governance.operations.publishing import publish
from dueregard.work.governance.queries.editions import editions_of
from dueregard.work.governance.queries.published import version_of
from dueregard.work.governance.queries.reviews import looked
from household import NOON, SETUP
from work.governance.governing import POLICY, Crew, at, governed, put, reworded, signs

pytestmark = pytest.mark.django_db
TODAY = london_day(NOON)
LEFT = POLICY.replace(
    'edition = "1"', 'edition = "local"\nissued = "local"\nin_force_from = "local"'
).replace("review_by = 2026-12-31", 'review_by = "local"')
GIVEN = {
    "care.edition": "Third", "care.issued": "2025-11-03", "care.in_force_from": "2025-12-01",
    "care.review_by": "2026-10-30",
}  # fmt: skip
FRONT = Front("Third", date(2025, 11, 3), date(2025, 12, 1), date(2026, 10, 30))


def give(minute: int) -> None:
    for address, value in GIVEN.items():
        set_local_value(address=address, value=value, actor=SETUP, now=at(minute))


def front(minute: int) -> Front:
    moment = Moment.now(at(minute))
    ((edition, pack),) = shelf(moment).editions
    return front_of(edition, pack, moment)


def next_edition(crew: Crew) -> None:
    row = put(crew, reworded(LEFT))
    signs(row, crew.writer, "writer")
    signs(row, crew.director, "director", minute=11)
    by = Actor.person(crew.director)
    publish(begun=row.begun, since=None, changes="  Plainer\nwords. ", actor=by, now=at(20))


def test_what_is_left_to_the_provider_is_asked_for_and_shown_once_given() -> None:
    with governed(LEFT):
        asked = {one.address: one.value for one in left_to_provider(Moment.now(at(1)))}
        assert asked == dict.fromkeys(GIVEN)
        assert front(1) == Front(None, None, None, None)
        give(2)
        assert front(1) == Front(None, None, None, None)
        assert front(2) == FRONT
        assert {one.address: one.value for one in left_to_provider(Moment.now(at(2)))} == GIVEN
        version = version_of("care", Moment.now(at(2)))
        assert version
        assert (version.edition, version.issued) == (FRONT.edition, FRONT.issued)
        assert (version.in_force_from, version.review_by) == (FRONT.in_force_from, FRONT.review_by)
        assert {one.edition for one in clauses(Moment.now(at(2)))} == {"Third"}
        seen = looked("care", Moment.now(at(2)))
        assert seen
        assert (seen.last, seen.own_day) == (FRONT.issued, FRONT.review_by)
        assert verify().fault is None


def test_said_of_one_edition_it_says_nothing_of_the_next() -> None:
    with governed(LEFT) as crew:
        give(2)
        next_edition(crew)
        assert front(30) == Front(None, None, None, None)
        assert front(15) == FRONT
        new, old = editions_of("care", Moment.now(at(30)))
        assert (new.called, old.called) == (None, "Third")
        set_local_value(address="care.edition", value="Fourth", actor=SETUP, now=at(31))
        moment = Moment.now(at(40))
        new, old = editions_of("care", moment)
        assert (new.called, old.called) == ("Fourth", "Third")
        ((edition, pack),) = shelf(moment).editions
        assert edition_words(edition, pack, moment) == "Fourth"


def test_each_edition_says_what_changed_in_it() -> None:
    with governed(LEFT) as crew:
        next_edition(crew)
        new, old = editions_of("care", Moment.now(at(30)))
        assert (new.changes, old.changes) == ("Plainer words.", "")


@pytest.mark.parametrize(
    ("address", "value", "refused"),
    [
        ("care.review_by", "soon", BadInput),
        ("care.review_by", "0026-01-01", BadInput),
        ("care.edition", "x" * 61, BadInput),
        ("care.owner", "role:writer", NothingHere),
        ("other.edition", "1", NothingHere),
    ],
)
def test_what_cannot_be_given(address: str, value: str, refused: type[Exception]) -> None:
    with governed(LEFT), pytest.raises(refused):
        set_local_value(address=address, value=value, actor=SETUP, now=at(1))


def test_what_the_text_says_itself_is_not_asked_for() -> None:
    with governed(POLICY):
        with pytest.raises(NothingHere):
            set_local_value(address="care.edition", value="2", actor=SETUP, now=at(1))
        assert front(1).edition == "1"
        version = version_of("care", Moment.now(at(1)))
        assert version
        assert version.in_force_from == TODAY
        assert version.review_by == TODAY + timedelta(days=(date(2026, 12, 31) - TODAY).days)
