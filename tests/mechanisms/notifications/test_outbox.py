"""The outbox against a real SMTP server: told once, of nothing but that a record needs them, and never in silence."""

from datetime import datetime, timedelta
from email.header import decode_header, make_header
from uuid import UUID, uuid4

import pytest
from pytest_django.fixtures import Settings

from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.jobs.models import Job
from dueregard.ground.jobs.queries import failed
from dueregard.ground.kernel.ids import blurred
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.operations import mark_opened, tell
from dueregard.mechanisms.notifications.recipients import ask_before_sending
from dueregard.mechanisms.notifications.vocabulary import WAITS, Progress, Urgency
from household import NOON, SETUP
from mechanisms.notifications.letterbox import (
    Inbox,
    give_address,
    make_reader,
    office,
    tell_of,
    the_message,
    work,
)

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize("urgency", Urgency)
def test_a_mail_says_that_a_record_needs_somebody_and_nothing_else(
    urgency: Urgency, inbox: Inbox, settings: Settings
) -> None:
    settings.ADDRESS = "https://example.org/safe"
    with office() as provider:
        person = make_reader()
        thing = tell_of(person, urgency=urgency)
        assert work() == 1
        message = the_message()
    [mail] = inbox.mails
    assert str(make_header(decode_header(mail["Subject"]))) == f"A record needs you {urgency}"
    text = mail.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert text.replace("\r\n", "\n") == (
        f"Something in Due Regard needs you {urgency}.\n\n"
        "Sign in to see it: https://example.org/safe\n\n"
        "If you cannot sign in, ask whoever looks after Due Regard where you work. "
        "Please do not reply to this message.\n"
    )
    assert (mail["To"], mail["From"]) == ("lead@example.org", settings.DEFAULT_FROM_EMAIL)
    assert mail["Message-ID"] == message.message_id
    everything = mail.as_string()
    for word in (
        "Lea",
        "Dee",
        "Office Training",
        "office",
        str(thing),
        str(person),
        str(provider.id),
    ):
        assert word not in everything
    assert (message.progress, message.tries, message.tried_at, message.settled_at) == (
        Progress.ACCEPTED, 1, NOON, NOON,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_message_is_delivered_once_however_often_the_worker_looks(inbox: Inbox) -> None:
    with office():
        thing = tell_of(reader := make_reader())
        assert work() == 1
        assert work(NOON + DAY) == 0
        tell_of(reader, thing=thing, now=NOON + DAY)  # the same occasion, run again
        assert work(NOON + DAY) == 0
        tell_of(reader, thing=thing, occasion="another")
        assert work(NOON + DAY) == 1
    assert len(inbox.mails) == 2


@pytest.mark.django_db
def test_one_occasion_tells_each_person_once() -> None:
    with office():
        one, other, thing = uuid4(), uuid4(), uuid4()
        tell_of(one, one, thing=thing)
        tell_of(one, other, thing=thing)
        assert sorted(Message.objects.values_list("person_id", flat=True)) == sorted([one, other])
        assert Job.objects.count() == 2


@pytest.mark.django_db
def test_a_message_is_there_only_when_what_it_tells_of_is() -> None:
    def undone(person: UUID) -> None:
        with turn(actor=SETUP, now=NOON) as t:
            tell(
                t, people=[person], thing_kind="thing", thing_id=uuid4(), stream=Stream.OPEN, urgency=Urgency.NOW,
                occasion="test",
            )  # fmt: skip
            raise ZeroDivisionError

    with office():
        person = make_reader()
        with pytest.raises(ZeroDivisionError):
            undone(person)
        assert (Message.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "occasion"), [("thing", "Kit said"), ("unknown", "test"), ("thing", "")])
def test_what_nobody_decides_about_or_could_be_words_is_refused(kind: str, occasion: str) -> None:
    with office(), turn(actor=SETUP, now=NOON) as t, pytest.raises(TypeError):
        tell(
            t, people=[uuid4()], thing_kind=kind, thing_id=uuid4(), stream=Stream.OPEN, urgency=Urgency.NOW,
            occasion=occasion,
        )  # fmt: skip


def test_one_ruling_for_each_kind() -> None:
    with pytest.raises(TypeError, match="two rulings for messages about thing"):
        ask_before_sending("thing", lambda message, now: None)  # type: ignore[arg-type, return-value]


@pytest.mark.django_db
def test_the_urgent_leaves_first(inbox: Inbox) -> None:
    with office():
        person = make_reader()
        for urgency in (Urgency.THIS_WEEK, Urgency.TODAY, Urgency.NOW):
            tell_of(person, urgency=urgency)
        work()
    assert [mail["Subject"].rpartition("you ")[2] for mail in inbox.mails] == ["now", "today", "this week"]


@pytest.mark.django_db
def test_a_server_that_is_down_is_tried_again_and_then_said_aloud(no_server: None) -> None:
    with office():
        tell_of(make_reader())
        now, seen = NOON, []
        for wait in (*WAITS, MINUTE):
            assert work(now - MINUTE) == 0
            assert work(now) == 1
            message = the_message()
            seen.append((message.progress, message.tries, message.tried_at))
            now += wait
        assert now > NOON + timedelta(hours=41)
        assert work(now + 9 * DAY) == 0
    *tried, (last, tries, _) = seen
    assert {progress for progress, _, _ in tried} == {Progress.TRYING}
    assert [n for _, n, _ in tried] == list(range(1, len(WAITS) + 1))
    assert (last, tries) == (Progress.FAILED, len(WAITS) + 1)
    assert [job.name for job in failed()] == ["notifications.send"]


@pytest.mark.django_db
def test_a_server_that_comes_back_is_given_what_waits(
    no_server: None, request: pytest.FixtureRequest
) -> None:
    with office():
        tell_of(make_reader())
        assert work() == 1
        inbox: Inbox = request.getfixturevalue("inbox")
        assert work(NOON + MINUTE) == 1
        assert (the_message().progress, the_message().tries) == (Progress.ACCEPTED, 2)
        assert len(inbox.mails) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "progress"),
    [("550 no such person", Progress.FAILED), ("451 try again later", Progress.TRYING)],
)
def test_a_server_that_turns_somebody_away_for_good_is_not_asked_again(
    answer: str, progress: Progress, inbox: Inbox
) -> None:
    with office():
        tell_of(make_reader())
        inbox.recipient_answer = answer
        work()
        assert the_message().progress == progress
        inbox.recipient_answer = "250 OK"
        assert work(NOON + MINUTE) == (0 if progress == Progress.FAILED else 1)
    assert len(inbox.mails) == (0 if progress == Progress.FAILED else 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@example.org\nBcc: b@example.org",
        "a@example.org\r\n\r\nWords",
        "a@example.org, b@example.org",
        "Lea Dee <a@example.org>",
        "a@example.org b@example.org",
    ],
)
def test_an_address_that_is_not_exactly_one_gets_nothing_and_no_header_of_its_own(
    address: str, inbox: Inbox
) -> None:
    with office():
        person = make_reader()
        tell_of(person)
        give_address(person, address)
        work()
        assert the_message().progress == Progress.NO_ADDRESS
    assert inbox.mails == []


@pytest.mark.django_db
def test_invented_people_get_no_mail_whatever_the_settings(inbox: Inbox) -> None:
    with office(fictional=True):
        tell_of(make_reader())
        work()
        assert the_message().progress == Progress.IN_TRAY
    assert inbox.mails == []


@pytest.mark.django_db
def test_without_a_mail_server_nothing_is_sent_and_it_is_known(settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    with office():
        tell_of(make_reader())
        work()
        assert the_message().progress == Progress.MAIL_OFF


@pytest.mark.django_db
def test_the_ledger_says_who_was_told_in_the_stream_of_the_matter_and_no_name(inbox: Inbox) -> None:
    with office():
        open_to, sealed_to = make_reader(), make_reader("Ma Nager", "manager@example.org")
        things = tell_of(open_to, stream=Stream.OPEN), tell_of(sealed_to, stream=Stream.SEALED)
        work()
        with turn(actor=SETUP, now=NOON) as t:
            for thing, person in zip(things, (open_to, sealed_to), strict=True):
                mark_opened(t, thing_id=thing, person_id=person)
                mark_opened(t, thing_id=thing, person_id=person)
        for stream, thing in zip((Stream.OPEN, Stream.SEALED), things, strict=True):
            written = Entry.objects.filter(verb__startswith="notifications.", subject_id=thing).order_by(
                "seq"
            )
            assert {entry.stream for entry in written} == {stream}
            assert [entry.verb.partition(".")[2] for entry in written] == ["told", "accepted", "opened"]
            assert [entry.actor for entry in written] == [SETUP.written, "system:sender", SETUP.written]
        assert "example.org" not in repr(list(Entry.objects.values()))
        assert verify().fault is None


@pytest.mark.django_db
@pytest.mark.parametrize("server_is_up", [True, False])
def test_what_follows_an_anonymous_report_keeps_no_finer_time_than_the_hour(
    server_is_up: bool, no_server: None, request: pytest.FixtureRequest
) -> None:
    if server_is_up:
        request.getfixturevalue("inbox")
    at = NOON + timedelta(minutes=37, seconds=12)
    with office():
        person = make_reader()
        with blurred(NOON):
            tell_of(person, now=NOON)
        work(at)
        if not server_is_up:
            assert the_message().tried_at == NOON
            for wait in WAITS:
                at += wait
                work(at)
        rows = [*Message.objects.values(), *Entry.objects.filter(verb__startswith="notifications.").values()]
        rows += Job.objects.values()
        times = [value for row in rows for value in row.values() if isinstance(value, datetime)]
        ids = [row["id"] for row in rows]
    times += [datetime.fromtimestamp((made.int >> 80) / 1000, NOON.tzinfo) for made in ids]
    assert {(time.minute, time.second, time.microsecond) for time in times} == {(0, 0, 0)}
