"""The desk's pages as a lead meets them: who has it and why, who somebody is, what waits too long."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.access.models import Holding
from dueregard.authority.access.operations import end_holding
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt, set_local_value
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern, ConcernPerson, Delivery
from dueregard.work.casework.operations.acting import set_action
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def test_the_record_says_who_has_it_why_and_how_far_they_were_told() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        page = text(sign_in(lead, provider).get(reverse("concern", args=[concern])))
    assert "Designated Safeguarding and Prevent Lead (to handle it)" in page
    assert "The person the worry is about" in page
    assert "message recorded, not sent yet" in page
    assert "Why: " in page
    assert "who it goes to" in page


def test_a_lead_says_which_person_of_the_directory_it_is() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        learner = make_person("Kit Marlow")
        concern = concern_about_a_learner()
        row = ConcernPerson.objects.get(concern_id=concern)
        client = sign_in(lead, provider)
        address = reverse("link-person", args=[concern, row.id])
        assert "Kit Marlow" in text(client.post(address, {"name": "marlow"}))
        assert client.post(address, {"person": "nobody"}).status_code == 400
        assert client.post(address, {"person": str(learner)}).status_code == 302
        assert "In the directory: Kit Marlow" in text(client.get(reverse("concern", args=[concern])))


def test_who_may_not_see_a_concern_finds_no_page_to_link_people() -> None:
    with inside() as provider:
        make_holder("Lea Dee", "dsl")
        stranger = make_person("Str Anger")
        concern = concern_about_a_learner()
        row = ConcernPerson.objects.get(concern_id=concern)
        client = sign_in(stranger, provider)
        assert client.get(reverse("link-person", args=[concern, row.id])).status_code == 404


def test_the_queue_can_show_only_what_has_not_moved() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        still, moved = (Concern.objects.get(pk=concern_about_a_learner()) for _ in range(2))
        for concern, days in ((still, 14), (moved, 13)):
            Concern.objects.filter(pk=concern.pk).update(moved_at=utc_now() - timedelta(days=days))
        page = text(sign_in(lead, provider).get(reverse("desk-queue"), {"stalled": "1"}))
    assert (still.reference in page, moved.reference in page) == (True, False)


@pytest.mark.parametrize("name", ["desk-queue", "desk-restricted"])
def test_the_queue_is_narrowed_by_closed_words(name: str) -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        new, sorted_, closed = (Concern.objects.get(pk=concern_about_a_learner()) for _ in range(3))
        Concern.objects.filter(pk=sorted_.pk).update(state="triaged", strand="prevent", opened_at=utc_now())
        Concern.objects.filter(pk=closed.pk).update(state="closed", opened_at=utc_now())
        client = sign_in(lead, provider)

        def shown(**asked: str) -> list[bool]:
            page = text(client.get(reverse(name), asked))
            return [one.reference in page for one in (new, sorted_, closed)]

        here = (
            name == "desk-queue"
        )  # behind the restricted door none of these is to be found, whatever is asked
        assert shown() == [here, here, False]
        assert shown(state="new") == [here, False, False]
        assert shown(strand="prevent") == [False, here, False]
        assert shown(state="closed") == [False, False, here]
        assert shown(state="new", strand="prevent") == [False] * 3
        assert "No concern in this list fits" in text(client.get(reverse(name), {"state": "referred"}))
        assert client.get(reverse(name), {"state": "Lea Dee"}).status_code == 400


def test_everything_is_handed_to_somebody_who_receives_concerns() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        taker = make_holder("Ta Ker", "dsl")
        make_person("No Post")
        client = sign_in(lead, provider)
        page = text(client.get(reverse("hand-over")))
        assert ("Ta Ker" in page, "Lea Dee" in page, "No Post" in page) == (True, False, False)
        assert client.post(reverse("hand-over"), {"taker": "nobody"}).status_code == 422
        assert client.post(reverse("hand-over"), {"taker": str(taker)}).status_code == 302
        assert Delivery.objects.filter(person_id=taker).count() == 1


def test_the_owner_of_an_action_is_told_again_from_the_record() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        action = set_action(
            concern_id=concern,
            what="Ring home.",
            owner_id=lead,
            due_on=utc_now().date() + timedelta(days=2),
            actor=Actor.person(lead),
            now=utc_now(),
        )
        client = sign_in(lead, provider)
        address = reverse("nudge", args=[concern, action.id])
        assert address in text(client.get(reverse("concern", args=[concern])))
        assert client.post(address).status_code == 302
        assert Message.objects.filter(occasion__startswith="nudge-", person_id=lead).count() == 1


def test_the_record_says_plainly_what_is_asked_of_somebody_who_no_longer_sees_it() -> None:
    with inside() as provider:
        lead, second = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
        concern = concern_about_a_learner()
        asked: dict[str, Any] = {"concern_id": concern, "what": "Ring home.", "due_on": utc_now().date()}
        for owner in (lead, second):
            set_action(**asked, owner_id=owner, actor=Actor.person(lead), now=utc_now())
        client = sign_in(second, provider)
        said, address = "Asked of somebody who no longer sees this", reverse("concern", args=[concern])
        assert said not in text(client.get(address))
        [post] = Holding.objects.filter(person_id=lead)
        end_holding(holding=post, until=utc_now(), actor=SETUP, now=utc_now())
        assert text(client.get(address)).count(said) == 1


@pytest.mark.parametrize(("hours", "said"), [(1, "Due in 3 hours"), (30, "Overdue by 1 day")])
def test_the_queue_says_how_old_a_concern_is_against_the_policy(hours: int, said: str) -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        adopt(
            data=archetype("safeguarding-core"), path="p.md", actor=SETUP, now=utc_now() - timedelta(days=9)
        )
        address = "safeguarding-core/clock.opened.limit"
        set_local_value(address=address, value="4 hours", actor=SETUP, now=utc_now() - timedelta(days=8))
        report = Report(reporter=ReporterKind.STAFF, about=AboutKind.LEARNER, account={"seen": "A bruise."})
        at = utc_now() - timedelta(hours=hours, minutes=-5)
        report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=at)
        assert said in text(sign_in(lead, provider).get(reverse("desk-queue")))
