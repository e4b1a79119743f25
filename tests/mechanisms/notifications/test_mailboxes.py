"""A filled-in form reaches the mailbox its policy names: that a record needs somebody, and no word of what."""

from email import policy as mail_policy
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.access.operations import give_holding
from dueregard.authority.access.vocabulary import Manner, Part
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt, set_local_value
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel.actors import Actor
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.vocabulary import Progress
from dueregard.work.casework.models import Concern, Delivery
from dueregard.work.casework.operations.handling import Sorted, triage
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import PersonNamed, Report
from dueregard.work.casework.vocabulary import AboutKind, PersonKind, Purpose, ReporterKind, Strand
from household import NOON, SETUP, make_holder
from mechanisms.notifications.letterbox import Inbox, give_address, make_reader, office, work

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
MAILBOX = "apprenticeship-provider/contact.safeguarding-mailbox"
SECRET = "He showed me a video he should not have had."


def adopted(name: str, **addresses: str) -> None:
    adopt(data=archetype(name), path=f"{name}.md", actor=SETUP, now=NOON)
    for contact, address in addresses.items():
        where = f"{name}/contact.{contact.replace('_', '-')}.channels.email"
        set_local_value(address=where, value=address, actor=SETUP, now=NOON)


def send(about: AboutKind = AboutKind.LEARNER, *concerned: UUID) -> UUID:
    report = Report(
        reporter=ReporterKind.EMPLOYER,
        about=about,
        account={"seen": SECRET},
        people=tuple(PersonNamed(Part.SAID_TO_HAVE_HARMED, {"name": "Kit Marlow"}, one) for one in concerned),
    )
    return report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON).concern_id


def in_post(role: str, email: str) -> UUID:
    person = make_reader(f"Hol Der{role}", email)
    give_holding(person_id=person, role=role, manner=Manner.SUBSTANTIVE, actor=SETUP, now=NOON)
    return person


def test_the_form_reaches_the_shared_mailbox_and_the_lead(inbox: Inbox) -> None:
    with office() as provider:
        adopted("apprenticeship-provider", safeguarding_mailbox="safe@example.org")
        lead = in_post("dsl", "lead@example.org")
        concern = send()
        work()
        assert {mail["To"] for mail in inbox.mails} == {"safe@example.org", "lead@example.org"}
        (to_box,) = (mail for mail in inbox.mails if mail["To"] == "safe@example.org")
        said = to_box.as_string(policy=mail_policy.default)
        assert to_box["Subject"] == "A record needs you today"
        for word in (SECRET, "Kit", "Marlow", "video", Concern.objects.get().reference, str(concern)):
            assert word not in said
        box = Message.objects.get(mailbox=MAILBOX)
        assert (box.person_id, box.progress) == (None, Progress.ACCEPTED)
        page = text(sign_in(lead, provider).get(reverse("concern", args=[concern])))
        assert "Safeguarding mailbox<br>" in page
        assert "message accepted by the mail server" in page.split("Safeguarding mailbox")[1]
        assert verify().fault is None


def test_both_officers_hear_and_so_do_their_mailboxes(inbox: Inbox) -> None:
    with office():
        adopted("national-network", first_officer="one@example.org", second_officer="two@example.org")
        in_post("safeguarding-officer", "a@example.org")
        second = make_reader("Sec Ond", "b@example.org")
        give_holding(
            person_id=second, role="safeguarding-officer", manner=Manner.SUBSTANTIVE, actor=SETUP, now=NOON
        )
        send()
        work()
        assert sorted(mail["To"] for mail in inbox.mails) == [
            "a@example.org", "b@example.org", "one@example.org", "two@example.org"
        ]  # fmt: skip


@pytest.mark.parametrize("address", ["", "not an address", "a@example.org\nBcc: b@example.org", "a@b, c@d"])
def test_without_one_usable_address_nothing_is_sent_and_the_record_says_so(
    inbox: Inbox, address: str
) -> None:
    with office() as provider:
        adopted("apprenticeship-provider", **({"safeguarding_mailbox": address} if address else {}))
        lead = in_post("dsl", "lead@example.org")
        concern = send()
        work()
        assert [mail["To"] for mail in inbox.mails] == ["lead@example.org"]
        assert Message.objects.get(mailbox=MAILBOX).progress == Progress.NO_ADDRESS
        page = text(sign_in(lead, provider).get(reverse("concern", args=[concern])))
        assert "no mail address has been given for it" in page


def test_a_restricted_matter_is_never_told_to_a_mailbox(inbox: Inbox) -> None:
    with office():
        adopted("apprenticeship-provider", safeguarding_mailbox="safe@example.org")
        lead = in_post("dsl", "lead@example.org")
        in_post("named-senior-manager", "senior@example.org")
        send(AboutKind.COLLEAGUE)
        send(AboutKind.UNKNOWN, lead)
        work()
        assert not Message.objects.exclude(mailbox="").exists()
        assert {mail["To"] for mail in inbox.mails} == {"lead@example.org", "senior@example.org"}


def test_what_is_restricted_before_the_worker_comes_is_withheld(inbox: Inbox) -> None:
    with office():
        adopted("apprenticeship-provider", safeguarding_mailbox="safe@example.org")
        lead = in_post("dsl", "lead@example.org")
        concern = send()
        said = Sorted(
            danger=False, person=PersonKind.STAFF, strand=Strand.SAFEGUARDING, urgency="today", reason="r"
        )
        triage(concern_id=concern, sorted_as=said, actor=Actor.person(lead), now=NOON)
        work()
        assert Message.objects.get(mailbox=MAILBOX).progress == Progress.WITHHELD
        assert "safe@example.org" not in {mail["To"] for mail in inbox.mails}


def test_a_deputy_whom_the_form_names_hears_when_no_route_reached_them(inbox: Inbox) -> None:
    """The values-led form goes to the officer or the deputy: with neither, and a director on the ladder, to nobody."""
    with office():
        adopted("values-led-trainer")
        director, deputy = make_holder("Di Rector", "director"), make_holder("De Puty", "deputy-dso")
        concern = send()
        had = dict(Delivery.objects.filter(concern_id=concern).values_list("person_id", "purpose"))
        assert had == {deputy: Purpose.RECEIVE}
        assert director not in had


def test_the_tray_of_invented_people_holds_it_and_no_mail_leaves(inbox: Inbox) -> None:
    with office(fictional=True) as provider:
        adopted("apprenticeship-provider", safeguarding_mailbox="safe@example.org")
        give_address(make_holder("Lea Dee", "dsl"), "lead@example.org")
        said = {"reporter": "staff", "about": "learner", "danger": "no", "seen": "A drawing.", "step": "send"}
        address = reverse("report", args=[provider.short_code])
        assert Client().post(address, said | {"request_id": str(uuid4())}).status_code == 200
        work(Concern.objects.get().received_at)
        assert inbox.mails == []
        assert Message.objects.get(mailbox=MAILBOX).progress == Progress.IN_TRAY


@pytest.mark.parametrize(
    "which", [{"person_id": None, "mailbox": ""}, {"person_id": uuid4(), "mailbox": MAILBOX}]
)
def test_a_message_is_for_a_person_or_for_a_mailbox(which: dict[str, Any]) -> None:
    with office(), pytest.raises(IntegrityError), atomic():
        Message(
            thing_kind="thing", thing_id=uuid4(), circle="open", occasion="x", urgency="now", made_at=NOON, **which
        ).save()  # fmt: skip
