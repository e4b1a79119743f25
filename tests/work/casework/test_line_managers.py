"""A complaint goes first to the line manager of whoever makes it: as they are, in no post, never about themselves."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.access.operations import record_absence, record_relationship
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import reader
from dueregard.authority.access.vocabulary import Circle, Kinship, Part
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import NothingHere, NotPermitted
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern, Delivery
from dueregard.work.casework.operations.deciding import decide
from dueregard.work.casework.operations.handling import add_entry
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.operations.routing import climb
from dueregard.work.casework.operations.stepping_aside import step_aside
from dueregard.work.casework.queries.desk import queue
from dueregard.work.casework.queries.happenings import matter
from dueregard.work.casework.reports import Occurred, PersonNamed, Report
from dueregard.work.casework.vocabulary import AboutKind, EntryKind, Precision, Question, ReporterKind, Strand
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
NOW = Moment.now(NOON)
CLEAN = "It would have gone first to the line manager"


def house() -> tuple[UUID, UUID, UUID]:
    """The policy with the rung; a tutor, the tutor's line manager, and the named senior manager."""
    adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
    tutor, boss = make_person("Tu Tor"), make_person("Bo Ss")
    manages(boss, tutor)
    return tutor, boss, make_holder("Se Nior", "named-senior-manager")


def manages(boss: UUID, other: UUID) -> None:
    record_relationship(person_id=boss, other_id=other, kinship=Kinship.LINE_MANAGES, actor=SETUP, now=NOON)


def complain(raiser: UUID | None, *about: UUID) -> UUID:
    report = Report(
        reporter=ReporterKind.STAFF,
        about=AboutKind.GROUP,
        strand=Strand.COMPLAINT,
        account={"seen": "The rota is unfair."},
        raiser_person_id=raiser,
        people=tuple(PersonNamed(Part.SAID_TO_HAVE_HARMED, {}, person) for person in about),
    )
    actor = Actor.person(raiser) if raiser else Actor.outsider()
    return report_concern(report=report, request_id=uuid4(), actor=actor, now=NOON).concern_id


def reached(concern: UUID) -> set[UUID]:
    return set(Delivery.objects.filter(concern_id=concern).values_list("person_id", flat=True))


def lines(person: UUID, circle: Circle = Circle.OPEN) -> int:
    return len(queue(reader(person, powers_in_force(NOW), NOW), NOW, circle).lines)


def test_the_line_manager_gets_it_though_they_hold_no_post() -> None:
    with inside():
        tutor, boss, senior = house()
        concern = complain(tutor)
        assert reached(concern) == {boss}
        assert set(Message.objects.values_list("person_id", flat=True)) == {boss}
        assert (lines(boss), lines(tutor), lines(senior)) == (1, 0, 0)
        assert read_concern(concern_id=concern, actor=Actor.person(boss), now=NOON).account
        assert verify().fault is None


def test_they_may_write_and_do_not_decide() -> None:
    with inside():
        tutor, boss, _ = house()
        concern, actor = complain(tutor), Actor.person(boss)
        add_entry(
            concern_id=concern,
            kind=EntryKind.MEETING,
            words="We talked about the rota.",
            happened=Occurred(NOON, Precision.MINUTE),
            actor=actor,
            now=NOON,
        )
        with pytest.raises(NotPermitted) as refused:
            decide(
                concern_id=concern,
                question=Question.CLOSE,
                outcome="concerns-addressed",
                words={"reasons": "Done."},
                actor=actor,
                now=NOON,
            )
        assert refused.value.who_can_help


def test_it_opens_nothing_else_to_them() -> None:
    with inside():
        tutor, boss, senior = house()
        complain(tutor)
        other = complain(None)
        assert reached(other) == {senior}
        assert lines(boss) == 1
        with pytest.raises(NothingHere):
            read_concern(concern_id=other, actor=Actor.person(boss), now=NOON)


@pytest.mark.parametrize("why", ["concerned", "kin", "away", "not known", "not signed in", "elsewhere"])
def test_else_it_goes_to_the_next_and_the_record_says_so(why: str) -> None:
    with inside() as provider:
        tutor, boss, senior = house()
        raiser: UUID | None = tutor
        about = boss if why == "concerned" else make_person("So Mebody")
        if why == "kin":
            record_relationship(person_id=boss, other_id=about, kinship=Kinship.KIN, actor=SETUP, now=NOON)
        elif why == "away":
            record_absence(person_id=boss, since=NOON, until=NOON + timedelta(days=9), actor=SETUP, now=NOON)
        elif why == "not signed in":
            raiser = None
        elif why in {"not known", "elsewhere"}:
            raiser = make_person("Ne Wcomer")
        if why == "elsewhere":
            manages(raiser or tutor, boss)  # the other way round: it is the boss whom they manage
        concern = complain(raiser, *([] if why == "away" else [about]))
        assert reached(concern) == {senior}
        assert lines(boss) + lines(boss, Circle.SEALED) == 0
        assert boss not in set(Message.objects.values_list("person_id", flat=True))
        page = text(sign_in(senior, provider).get(reverse("concern", args=[concern])))
        assert CLEAN in page


def test_the_record_says_nothing_of_it_when_the_line_manager_has_it() -> None:
    with inside() as provider:
        tutor, boss, _ = house()
        concern = complain(tutor)
        client = sign_in(boss, provider)
        assert CLEAN not in text(client.get(reverse("concern", args=[concern])))
        menu = text(client.get(reverse("desk-queue")))
        assert Concern.objects.get().reference in menu
        assert reverse("find") not in menu


def test_when_the_line_manager_does_not_open_it_the_next_hears() -> None:
    with inside():
        tutor, _, senior = house()
        concern = Concern.objects.get(pk=complain(tutor))
        puts = climb(concern, matter(concern, NOW).facts, NOW)
        assert {put.holder.person_id for put in puts} == {senior}


def test_a_new_line_manager_is_asked_at_the_moment_of_the_report() -> None:
    with inside():
        tutor, boss, _ = house()
        successor = make_person("Su Ccessor")
        manages(successor, tutor)
        assert reached(complain(tutor)) == {boss, successor}


def test_stepping_aside_ends_it() -> None:
    with inside():
        tutor, boss, _ = house()
        step_aside(reason="It touches me.", concern_id=complain(tutor), actor=Actor.person(boss), now=NOON)
        assert lines(boss) == 0
