"""What presses on a Monday: what is late, what is due soon, what is new, and what is mine; of what I may read alone."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship
from dueregard.authority.identity.models import Account
from dueregard.faces.web.desk.since import new_since
from dueregard.faces.web.environment import london
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.work.casework.models import Assent, Concern, Decision, Referral, ReferralStage
from dueregard.work.casework.operations.acting import finish_action, set_action
from dueregard.work.casework.queries.desk import PAGE
from dueregard.work.casework.vocabulary import Question, Stage
from household import NOON, SETUP, inside, make_holder, make_person
from proving import step_after_password
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
DAY = timedelta(days=1)
OWN = "otter lantern gravel"


def new_concern(learner: UUID | None = None) -> Concern:
    """A concern that came in now, with nothing due."""
    id = concern_about_a_learner(learner)
    Concern.objects.filter(pk=id).update(received_at=utc_now() - timedelta(minutes=5))
    Obligation.objects.filter(about_id=id).delete()
    found: Concern = Concern.objects.get(pk=id)
    return found


def owe(concern: Concern, due_at: datetime, role: str = "dsl") -> None:
    """A clock that runs on a concern."""
    Obligation.objects.create(
        policy="p",
        control=f"clock.{role}",
        about_kind="concern",
        about_id=concern.id,
        occasion=str(due_at),
        circle=concern.circle,
        owners=f'["{role}"]',
        opened_at=NOON,
        due_at=due_at,
        rungs="[]",
        changed_at=NOON,
    )


def refer(concern: Concern, *stages: Stage) -> None:
    """A referral that has come so far."""
    referral = Referral.objects.create(concern=concern, route="police", recorded_at=NOON, by="person:x")
    for stage in stages:
        ReferralStage.objects.create(
            referral=referral, concern_id=concern.id, stage=stage, happened_at=NOON, recorded_at=NOON, by="person:x"
        )  # fmt: skip


def act(concern: Concern, owner: UUID, by: UUID, days: int) -> UUID:
    """Something to be done, from so many days before it is due."""
    set_on = utc_now() - 30 * DAY
    action = set_action(
        concern_id=concern.id,
        what="Ring home.",
        owner_id=owner,
        due_on=(utc_now() + days * DAY).date(),
        actor=Actor.person(by),
        now=set_on,
    )
    id: UUID = action.id
    return id


def shown(client: Client, concerns: list[Concern], **asked: str) -> list[bool]:
    """Of these concerns, which stand in the list narrowed so."""
    listed = text(client.get(reverse("desk-queue"), asked)).partition("<tbody")[2]
    return [one.reference in listed for one in concerns]


def lines(client: Client, name: str = "desk-queue") -> list[str]:
    """What the three lines at the head say, without their links."""
    page = text(client.get(reverse(name)))
    head = page.partition('dr-pressing">')[2].partition("</ul>")[0]
    return [re.sub("<.*?>", "", one).strip() for one in head.split("</li>")[:-1]]


@pytest.fixture
def monday() -> "Callable[[Provider], tuple[Client, list[Concern]]]":
    """A lead with six concerns: late by a clock, late by an action, due soon by each, due in a month, nothing due."""

    def make(provider: Provider) -> tuple[Client, list[Concern]]:
        lead, other = make_holder("Lea Dee", "dsl"), make_holder("Ot Her", "dsl")
        concerns = [new_concern() for _ in range(6)]
        owe(concerns[0], utc_now() - DAY)
        owe(concerns[0], utc_now() - 2 * DAY, "another")
        act(concerns[1], other, lead, -2)
        owe(concerns[2], utc_now() + 6 * DAY, "another")
        act(concerns[3], lead, lead, 6)
        owe(concerns[4], utc_now() + 30 * DAY, "another")
        return sign_in(lead, provider), concerns

    return make


def test_each_line_counts_what_its_link_lists(
    monday: "Callable[[Provider], tuple[Client, list[Concern]]]",
) -> None:
    with inside() as provider:
        client, concerns = monday(provider)
        assert shown(client, concerns, due="late") == [True, True, False, False, False, False]
        assert shown(client, concerns, due="week") == [False, False, True, True, False, False]
        assert shown(client, concerns, since="new") == [True] * 6
        late, week, new = lines(client)
    assert late == "2 concerns with something late"
    assert week == "2 concerns with something due in the next 7 days"
    assert new.startswith("6 concerns new since ")


def test_nothing_is_said_to_be_nothing() -> None:
    with inside() as provider:
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        concern = new_concern()
        Concern.objects.filter(pk=concern.pk).update(received_at=NOON)
        late, week, new = lines(client)
    assert (late, week) == ("Nothing is late.", "Nothing is due in the next 7 days.")
    assert new.startswith("Nothing new since ")


def test_what_waits_for_others_is_counted_and_listed() -> None:
    with inside() as provider:
        lead, manager = make_holder("Lea Dee", "dsl"), make_holder("Ma Nager", "named-senior-manager")
        client = sign_in(lead, provider)
        concerns = [new_concern() for _ in range(4)]
        for concern in concerns[:2]:
            referral = Referral.objects.create(
                concern=concern, route="police", recorded_at=NOON, by="person:x"
            )
            for stage in (Stage.DRAFTED, Stage.SENT, *[Stage.ACKNOWLEDGED] * (concern is concerns[1])):
                ReferralStage.objects.create(
                    referral=referral, concern_id=concern.id, stage=stage, happened_at=NOON, recorded_at=NOON,
                    by="person:x",
                )  # fmt: skip
        begun = [
            Decision.objects.create(
                concern=one, question=Question.CLOSE, outcome="o", recorded_at=NOON, by="x"
            )
            for one in concerns[2:]
        ]
        Assent.objects.create(
            concern=concerns[3], decision=begun[1], person_id=lead, completes=True, recorded_at=NOON, by="x"
        )
        assert lines(client)[3:] == [
            "1 concern with a referral that waits for an answer",
            "1 concern with a decision that waits for somebody to join it",
        ]
        assert shown(client, concerns, waits="outside") == [True, False, False, False]
        assert shown(client, concerns, waits="second") == [False, False, True, False]
        assert len(lines(sign_in(manager, provider), "desk-restricted")) == 3


def test_mine_is_what_i_or_my_post_must_do() -> None:
    with inside() as provider:
        lead, manager = make_holder("Lea Dee", "dsl"), make_holder("Ma Nager", "named-senior-manager")
        concerns = [new_concern() for _ in range(4)]
        owned, done, of_post, others = concerns
        act(owned, lead, lead, 3)
        finish_action(
            action_id=act(done, lead, lead, 3), how="Done.", actor=Actor.person(lead), now=utc_now()
        )
        owe(of_post, utc_now() + DAY)
        owe(owned, utc_now() - DAY, "named-senior-manager")
        client = sign_in(lead, provider)
        assert shown(client, concerns, whose="mine") == [True, False, True, False]
        assert shown(client, concerns, whose="mine", due="week") == [True, False, True, False]
        assert others.reference in text(client.get(reverse("desk-queue")))
        assert not any(shown(sign_in(manager, provider), concerns, whose="mine"))


def test_what_i_may_not_read_moves_no_line_and_stands_in_no_list() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        manager = make_holder("Ma Nager", "named-senior-manager")
        kin = make_person("Kit Dee")
        record_relationship(person_id=lead, other_id=kin, kinship=Kinship.KIN, actor=SETUP, now=NOON)
        client = sign_in(lead, provider)
        new_concern()
        before = lines(client)
        hidden = [new_concern(kin), new_concern(lead)]
        for one in hidden:
            owe(one, utc_now() - DAY)
            owe(one, utc_now() + DAY, "another")
            refer(one, Stage.SENT)
        assert lines(client) == before
        for asked in (
            {"due": "late"},
            {"due": "week"},
            {"since": "new"},
            {"whose": "mine"},
            {"waits": "outside"},
        ):
            assert shown(client, hidden, **asked) == [False, False]
        # Behind the restricted door its own lines count it, for whoever may see it; the open ones do not.
        boss = sign_in(manager, provider)
        assert lines(boss, "desk-restricted")[0] == "2 concerns with something late"
        assert lines(boss)[0] == "Nothing is late."


@pytest.mark.parametrize("asked", [{}, {"whose": "mine"}, {"due": "late"}, {"due": "week", "since": "new"}])
def test_the_queue_asks_no_more_for_many_that_press_than_for_one(asked: dict[str, str]) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert concerns[-1].reference in text(client.get(reverse("desk-queue"), asked))
        return len(captured)

    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        client = sign_in(lead, provider)
        concerns: list[Concern] = []
        counts = []
        for many in (1, 5):
            for _ in range(many):
                concerns.append(new_concern())
                act(concerns[-1], lead, lead, 3)
                owe(concerns[-1], utc_now() - DAY)
            client.get(reverse("desk-queue"), asked)
            counts.append(ask())
    assert counts[0] == counts[1]


def test_older_ones_keeps_what_the_list_was_narrowed_by() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        client = sign_in(lead, provider)
        concerns = [new_concern() for _ in range(PAGE + 2)]
        for one in concerns[:-1]:
            owe(one, utc_now() - DAY)
        Concern.objects.filter(pk=concerns[-1].pk).update(received_at=NOON)
        page = client.get(reverse("desk-queue"), {"due": "late", "whose": "mine", "state": "new"})
        older = re.search(r'rel="next" href="([^"]+)"', page.content.decode())
        assert older is not None
        rest = text(client.get(reverse("desk-queue") + older[1].replace("&amp;", "&"))).partition("<tbody")[2]
        there = [one.reference in rest for one in concerns]
    assert (sum(there[:-1]), there[-1]) == (1, False)


@pytest.mark.parametrize(
    ("today", "friday"),
    [
        ("2026-11-20T09:00:00+00:00", "2026-11-13T00:00:00+00:00"),  # on a Friday the one before
        ("2026-11-21T09:00:00+00:00", "2026-11-20T00:00:00+00:00"),
        ("2026-11-23T09:00:00+00:00", "2026-11-20T00:00:00+00:00"),
        ("2026-11-19T09:00:00+00:00", "2026-11-13T00:00:00+00:00"),
        ("2026-06-01T09:00:00+00:00", "2026-05-28T23:00:00+00:00"),  # midnight in London's summer
    ],
)
def test_without_an_earlier_visit_things_are_new_since_friday(today: str, friday: str, rf: object) -> None:
    request = rf.get("/")  # type: ignore[attr-defined]
    request.session = {}
    since = new_since(request, datetime.fromisoformat(today))
    assert (since.at, since.to_the) == (datetime.fromisoformat(friday), "day")


def test_whoever_comes_back_sees_what_is_new_since_they_signed_in_before() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        sign_in(lead, provider)
        new_concern()
        before = utc_now() - 3 * DAY
        Account.objects.filter(username=f"a{lead}").update(last_login=before)
        account = Account.objects.get(username=f"a{lead}")
        account.set_password(OWN)
        account.save()
        client = Client()
        answer = client.post(reverse("sign-in"), {"username": account.username, "password": OWN})
        answer = step_after_password(client, answer)
        assert answer.headers["Location"] == reverse("desk-queue")
        assert lines(client)[2] == f"1 concern new since {london(before)}"
        Concern.objects.update(received_at=before - timedelta(minutes=1))
        assert lines(client)[2] == f"Nothing new since {london(before)}."


def test_a_narrowed_list_says_what_it_was_narrowed_by() -> None:
    with inside() as provider:
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        new_concern()
        page = text(client.get(reverse("desk-queue"), {"whose": "mine", "due": "late"}))
        assert "I have something to do, or my post; Something is late" in page
        for asked in ({"whose": "Lea Dee"}, {"due": "\0"}, {"since": "2026-01-01"}):
            assert client.get(reverse("desk-queue"), asked).status_code == 400
