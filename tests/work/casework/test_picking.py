"""Whoever reports may choose whom to tell, of the posts the policy offers: it adds them, and takes nobody away."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from desk_support import sign_in, text
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import reader
from dueregard.authority.access.vocabulary import Circle, Part
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern, Delivery
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.queries.desk import queue
from dueregard.work.casework.queries.picking import posts_to_pick
from dueregard.work.casework.reports import PersonNamed, Picked, Report
from dueregard.work.casework.vocabulary import AboutKind, Purpose, ReporterKind
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
NOW = Moment.now(NOON)
TRAINEE = Report(
    reporter=ReporterKind.LEARNER, about=AboutKind.LEARNER, account={"seen": "He will not say where he was."}
)


def adopted(name: str) -> None:
    adopt(data=archetype(name), path=f"{name}.md", actor=SETUP, now=NOON)


def send(report: Report) -> UUID:
    return report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON).concern_id


def purposes(concern: UUID) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {}
    for row in Delivery.objects.filter(concern_id=concern):
        found.setdefault(row.person_id, set()).add(row.purpose)
    return found


OFFERED = [
    ("apprenticeship-provider", ReporterKind.LEARNER, AboutKind.SELF, {"dsl", "named-senior-manager"}),
    ("apprenticeship-provider", ReporterKind.EMPLOYER, AboutKind.LEARNER, {"dsl"}),
    ("apprenticeship-provider", ReporterKind.PARENT, AboutKind.LEARNER, set()),
    ("military-estate-trainer", ReporterKind.LEARNER, AboutKind.LEARNER, {"programme-leader", "dso", "senior-leader"}),
    ("military-estate-trainer", ReporterKind.STAFF, AboutKind.LEARNER, set()),
    ("national-network", ReporterKind.STAFF, AboutKind.LEARNER, {"safeguarding-officer", "hr-manager"}),
]  # fmt: skip


@pytest.mark.parametrize(("policy", "reporter", "about", "posts"), OFFERED)
def test_the_posts_a_policy_offers_to_choose_from(
    policy: str, reporter: ReporterKind, about: AboutKind, posts: set[str]
) -> None:
    with inside():
        adopted(policy)
        for role in posts:
            make_holder(f"Hol Der{role}", role)
        report = replace(TRAINEE, reporter=reporter, about=about)
        assert {post.role for post in posts_to_pick(report, NOW)} == posts


def test_a_post_that_nobody_holds_is_not_offered() -> None:
    with inside():
        adopted("military-estate-trainer")
        make_holder("Of Ficer", "dso")
        assert [post.title for post in posts_to_pick(TRAINEE, NOW)] == ["Designated Safeguarding Officer"]


def test_the_chosen_post_gets_it_beside_the_ladder_and_is_told() -> None:
    with inside():
        adopted("military-estate-trainer")
        officer, leader = make_holder("Of Ficer", "dso"), make_holder("Le Ader", "programme-leader")
        concern = send(replace(TRAINEE, picked=Picked("programme-leader", "She knows us.")))
        assert purposes(concern) == {
            officer: {Purpose.RECEIVE, Purpose.REVIEW},
            leader: {Purpose.PICKED},
        }
        assert set(Message.objects.values_list("person_id", flat=True)) == {officer, leader}
        assert len(queue(reader(leader, powers_in_force(NOW), NOW), NOW, Circle.OPEN).lines) == 1
        file = read_concern(concern_id=concern, actor=Actor.person(leader), now=NOON)
        assert file.account["why_picked"] == "She knows us."


def test_whoever_it_is_about_does_not_get_it_by_being_chosen() -> None:
    with inside():
        adopted("military-estate-trainer")
        officer, leader = make_holder("Of Ficer", "dso"), make_holder("Le Ader", "programme-leader")
        about = PersonNamed(Part.SAID_TO_HAVE_HARMED, {}, leader)
        report = replace(TRAINEE, people=(about,), picked=Picked("programme-leader"))
        # What is offered is the same as ever: a gap in it would tell that somebody is concerned.
        assert "programme-leader" in {post.role for post in posts_to_pick(report, NOW)}
        assert set(purposes(send(report))) == {officer}


def test_a_post_the_policy_does_not_offer_is_not_told() -> None:
    with inside():
        adopted("military-estate-trainer")
        officer, hr = make_holder("Of Ficer", "dso"), make_holder("H Ar", "hr-advisor")
        concern = send(replace(TRAINEE, picked=Picked("hr-advisor")))
        assert (set(purposes(concern)), hr in purposes(concern)) == ({officer}, False)


def test_when_only_the_chosen_post_may_have_it_it_does_not_wait() -> None:
    with inside():
        adopted("military-estate-trainer")
        leader = make_holder("Le Ader", "programme-leader")
        concern = send(replace(TRAINEE, picked=Picked("programme-leader")))
        assert set(purposes(concern)) == {leader}
        assert Concern.objects.get().circle == Circle.OPEN


def test_the_check_page_asks_and_the_record_shows_who_was_chosen_and_why() -> None:
    with inside() as provider:
        adopted("national-network")
        officer, hr = make_holder("Of Ficer", "safeguarding-officer"), make_holder("Har Per", "hr-manager")
        said = {"reporter": "staff", "about": "learner", "danger": "no", "seen": "He hid a drawing."}
        said["request_id"] = str(uuid4())
        address = reverse("report", args=[provider.short_code])
        page = html.fromstring(Client().post(address, said).content)
        assert page.xpath("//input[@name='pick']/@value") == ["nobody", "safeguarding-officer", "hr-manager"]
        chosen = said | {"pick": "hr-manager", "pick_why": "She was in.", "step": "send"}
        assert Client().post(address, chosen).status_code == 200
        concern = Concern.objects.get()
        assert set(purposes(concern.id)) == {officer, hr}
        record = text(sign_in(officer, provider).get(reverse("concern", args=[concern.id])))
        assert "HR Manager (chosen by the person who reported)" in record
        assert "She was in." in record


@pytest.mark.parametrize("pick", ["", "nobody", "designated-staff", "managing-director", "x" * 5000, "\0"])
def test_any_other_answer_chooses_nobody_and_stops_nothing(pick: str) -> None:
    with inside() as provider:
        adopted("apprenticeship-provider")
        lead = make_holder("Lea Dee", "dsl")
        make_holder("Ma Nager", "managing-director")
        said = {"reporter": "staff", "about": "learner", "danger": "no", "seen": "A drawing.", "pick": pick}
        said |= {"request_id": str(uuid4()), "step": "send", "pick_why": "\0" if pick == "\0" else ""}
        assert Client().post(reverse("report", args=[provider.short_code]), said).status_code == 200
        assert purposes(Concern.objects.get().id) == {lead: {Purpose.RECEIVE}}


def test_a_learner_may_tell_any_of_the_staff_and_the_record_names_whom() -> None:
    with inside() as provider:
        adopted("apprenticeship-provider")
        lead, tutor = make_holder("Lea Dee", "dsl"), make_person("Tu Tor")
        said = {"told": "She is afraid to go home.", "danger": "no", "channel": "in-person"}
        said |= {"works_here": "no", "teller": "learner", "request_id": str(uuid4())}
        assert sign_in(tutor, provider).post(reverse("somebody-told"), said).status_code == 200
        concern = Concern.objects.get()
        assert (concern.reporter, purposes(concern.id)) == ("learner", {lead: {Purpose.RECEIVE}})
        record = text(sign_in(lead, provider).get(reverse("concern", args=[concern.id])))
        assert "Written down by" in record
        assert "Tu Tor" in record
