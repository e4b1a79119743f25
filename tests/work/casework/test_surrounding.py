"""People round the person: who they are, whether we may speak to them, and what that does to walls."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import is_walled, reader
from dueregard.authority.access.vocabulary import WALLED, Circle, Part
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.work.casework.models import Concern, ConcernPerson
from dueregard.work.casework.operations.handling import link_person
from dueregard.work.casework.operations.reading import Person, read_concern
from dueregard.work.casework.operations.surrounding import Speaking, add_person, change_person
from dueregard.work.casework.rules.people import part_of
from dueregard.work.casework.vocabulary import Around, MayWeSpeak
from household import NOON, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db
NEXT_DAY = NOON + timedelta(days=1)
YES = Speaking(MayWeSpeak.YES, "Kit", date(2026, 3, 3))


def add(
    concern: UUID, who: UUID, part: Part | Around = Around.PARENT, speaking: Speaking = YES
) -> ConcernPerson:
    return add_person(
        concern_id=concern,
        part=part,
        words={"name": "Ma Marlow", "reach": "Ring after six."},
        speaking=speaking,
        actor=Actor.person(who),
        now=NOON,
    )


def change(row: ConcernPerson, who: UUID, speaking: Speaking) -> ConcernPerson:
    return change_person(
        concern_id=row.concern_id,
        row_id=row.id,
        words={},
        speaking=speaking,
        actor=Actor.person(who),
        now=NEXT_DAY,
    )


def people(concern: UUID, who: UUID, moment: Moment | None = None) -> list[Person]:
    file = read_concern(concern_id=concern, actor=Actor.person(who), now=NEXT_DAY, moment=moment)
    return [person for person in file.people if person.row.part == Around.PARENT]


def test_an_answer_is_kept_with_who_gave_it_and_when_and_a_later_one_does_not_erase_it() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        row = add(concern, lead)
        change(row, lead, Speaking(MayWeSpeak.NOT_SAFE, "A neighbour"))
        (now,), (then,) = people(concern, lead), people(concern, lead, Moment.now(NOON))
    assert (now.row.may_we_speak, now.words["said_by"], now.row.speak_said_on) == (
        "not-safe", "A neighbour", date(2026, 3, 5),
    )  # fmt: skip
    assert (now.words["name"], now.words["reach"]) == ("Ma Marlow", "Ring after six.")
    assert [(old.row.may_we_speak, old.words["said_by"]) for old in now.before] == [("yes", "Kit")]
    assert (then.row.may_we_speak, then.before) == ("yes", ())


def test_two_people_changing_it_at_once_make_one_change() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        row = add(concern, lead)
        change(row, lead, Speaking(MayWeSpeak.NO, "Kit"))
        with pytest.raises(OutOfTurn):
            change(row, lead, YES)


@pytest.mark.parametrize(
    ("speaking", "box"),
    [
        (Speaking(MayWeSpeak.YES, " "), "said_by"),
        (Speaking(MayWeSpeak.NO, "Kit", date(2026, 3, 6)), "said_on"),
    ],
)
def test_an_answer_needs_somebody_who_gave_it_by_today(speaking: Speaking, box: str) -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        with pytest.raises(BadInput) as refused:
            add(concern, lead, speaking=speaking)
        assert refused.value.field == box


def test_only_whoever_may_see_the_concern_adds_to_it_and_only_people_of_it_change() -> None:
    with inside("elsewhere"):
        others = make_holder("Els Where", "dsl")
        of_others = add(concern_about_a_learner(), others)
    with inside():
        lead, stranger = make_holder("Lea Dee", "dsl"), make_person("Str Anger")
        concern = concern_about_a_learner()
        with pytest.raises(NothingHere):
            add(concern, stranger)
        of_others.concern_id = concern
        with pytest.raises(NothingHere):
            change(of_others, lead, YES)


@pytest.mark.parametrize(
    ("part", "meant"),
    [
        (Around.PARENT, Part.CLOSE), (Around.PARTNER, Part.CLOSE), (Around.FAMILY, Part.CLOSE),
        (Around.FRIEND, Part.CLOSE), (Around.TEACHER, Part.ROUND), (Around.EMPLOYER, Part.ROUND),
        (Around.SOCIAL_WORKER, Part.ROUND), (Around.POLICE, Part.ROUND), (Around.HEALTH, Part.ROUND),
        (Around.SOMEBODY_ELSE, Part.ROUND), (Part.WITNESS, Part.WITNESS),
        (Part.SAID_TO_HAVE_HARMED, Part.SAID_TO_HAVE_HARMED),
    ],
)  # fmt: skip
def test_linking_them_to_the_directory_walls_those_who_are_close_and_nobody_else(
    part: Part | Around, meant: Part
) -> None:
    assert part_of(part) is meant
    with inside():
        lead, second = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
        concern = concern_about_a_learner()
        row = add(concern, lead, part)
        link_person(
            concern_id=concern, row_id=row.id, person_id=second, actor=Actor.person(lead), now=NEXT_DAY
        )
        today = Moment.now(NEXT_DAY)
        assert is_walled(concern, reader(second, powers_in_force(today), today), today) is (meant in WALLED)
        sealed = Concern.objects.get(pk=concern).circle == Circle.SEALED
        assert sealed is (meant is not Part.ROUND)
        kept = ConcernPerson.objects.known(NEXT_DAY).get(concern=concern, part=part)
        assert (kept.may_we_speak, kept.speak_said_on) == ("yes", date(2026, 3, 3))
