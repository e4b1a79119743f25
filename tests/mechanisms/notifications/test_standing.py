"""What pages may say of messages: no more than is true, to nobody outside, and that something is wrong when it is."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from pytest_django.fixtures import Settings

from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel.ids import blurred
from dueregard.mechanisms.notifications import queries
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.operations import mark_opened, move_to
from dueregard.mechanisms.notifications.queries import MailHealth, Standing
from dueregard.mechanisms.notifications.vocabulary import WAITS, Progress, Urgency
from dueregard.mechanisms.notifications.words import health_sentences, sentence
from household import NOON, SETUP
from mechanisms.notifications.letterbox import Inbox, make_reader, office, shut_out, tell_of, work

MINUTE = timedelta(minutes=1)
RECORDED = "Recorded at 12:00 on 4 March 2026."


def standing(
    progress: Progress,
    *,
    tries: int = 0,
    settled: bool = True,
    opened: bool = False,
    to_the_hour: bool = False,
) -> Standing:
    return Standing(
        UUID(int=1),
        Urgency.NOW,
        progress,
        NOON,
        tries,
        NOON if tries else None,
        NOON + 3 * MINUTE if settled else None,
        NOON + 30 * MINUTE if opened else None,
        to_the_hour,
    )


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (standing(Progress.WAITING, settled=False), f"{RECORDED} Not sent yet."),
        (
            standing(Progress.TRYING, tries=1, settled=False),
            f"{RECORDED} The mail server has not taken the message yet (tried once).",
        ),
        (
            standing(Progress.TRYING, tries=3, settled=False),
            f"{RECORDED} The mail server has not taken the message yet (tried 3 times).",
        ),
        (
            standing(Progress.ACCEPTED),
            f"{RECORDED} Accepted by the mail server at 12:03 on 4 March 2026. Not opened yet.",
        ),
        (
            standing(Progress.ACCEPTED, to_the_hour=True),
            f"{RECORDED} Accepted by the mail server between 12:03 and 13:03 on 4 March 2026. Not opened yet.",
        ),
        (
            standing(Progress.FAILED),
            f"{RECORDED} The mail server did not take the message, and nobody tries any more. Not opened yet.",
        ),
        (
            standing(Progress.MAIL_OFF),
            f"{RECORDED} Mail is off, so it waits on their own page. Not opened yet.",
        ),
        (
            standing(Progress.NO_ADDRESS),
            f"{RECORDED} There is no mail address for them, so it waits on their own page. Not opened yet.",
        ),
        (
            standing(Progress.IN_TRAY),
            f"{RECORDED} It lies in the tray on screen: invented people get no mail. Not opened yet.",
        ),
        (standing(Progress.WITHHELD), f"{RECORDED} Nothing was sent."),
        (standing(Progress.ANSWERED, opened=True), "Opened by Lea Dee at 12:30 on 4 March 2026."),
        (standing(Progress.FAILED, opened=True), "Opened by Lea Dee at 12:30 on 4 March 2026."),
    ],
)
def test_no_page_says_more_than_is_true(how: Standing, words: str) -> None:
    assert sentence(how, "Lea Dee") == words


def test_every_progress_has_its_sentence() -> None:
    said = {progress: sentence(standing(progress, tries=1), "Lea Dee") for progress in Progress}
    assert (
        len(set(said.values())) == len(Progress) - 1
    )  # withheld and answered say the same until it is opened
    assert not any("told" in words for words in said.values())


@pytest.mark.parametrize(
    ("health", "words"),
    [
        (MailHealth(False, None, 0, NOON, False), ()),
        (
            MailHealth(True, None, 0, NOON, False),
            ("Mail is off: nobody is written to. What needs people waits on their own pages.",),
        ),
        (
            MailHealth(False, NOON, 0, NOON, True),
            (
                "Nothing has been sent since 12:00 on 4 March 2026: background work has stopped.",
                "The mail server has not taken a message recorded at 12:00 on 4 March 2026.",
            ),
        ),
        (
            MailHealth(False, None, 1, None, True),
            (
                "Nothing is being sent: background work has not been started.",
                "One message could not be sent, and nobody tries any more.",
            ),
        ),
        (
            MailHealth(False, None, 2, NOON, False),
            ("2 messages could not be sent, and nobody tries any more.",),
        ),
    ],
)
def test_when_messages_do_not_get_out_the_page_says_so(health: MailHealth, words: tuple[str, ...]) -> None:
    assert health_sentences(health) == words


@pytest.mark.django_db
def test_how_far_everybody_was_told_of_a_thing(inbox: Inbox) -> None:
    with office():
        lead, manager = make_reader(), make_reader("Ma Nager", "")
        thing = tell_of(lead, manager)
        tell_of(lead)
        work(NOON + MINUTE)
        with turn(actor=SETUP, now=NOON + 2 * MINUTE) as t:
            mark_opened(t, thing_id=thing, person_id=lead)
        stand = {s.person_id: s for s in queries.state_of(thing)}
    assert {p: (s.progress, s.settled_at, s.opened_at) for p, s in stand.items()} == {
        lead: (Progress.ACCEPTED, NOON + MINUTE, NOON + 2 * MINUTE),
        manager: (Progress.NO_ADDRESS, NOON + MINUTE, None),
    }


LISTS: dict[str, Callable[[Stream], int]] = {
    "undelivered": lambda circle: queries.undelivered(circle).count(),
    "unopened": lambda circle: queries.unopened_since(NOON, circle).count(),
    "late": lambda circle: int(queries.mail_health(NOON + 11 * MINUTE, circle).late_since is not None),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_a_restricted_message_is_in_no_list_or_figure_of_the_open_circle(name: str) -> None:
    with office():
        tell_of(make_reader(), stream=Stream.SEALED)
        assert (LISTS[name](Stream.OPEN), LISTS[name](Stream.SEALED)) == (0, 1)
        assert not queries.mail_health(NOON + 11 * MINUTE).in_trouble
        thing = tell_of(make_reader("Ma Nager"))
        assert (LISTS[name](Stream.OPEN), queries.mail_health(NOON + 11 * MINUTE).in_trouble) == (1, True)
        with turn(actor=SETUP, now=NOON):
            move_to(Stream.SEALED, thing_id=thing)
        assert LISTS[name](Stream.OPEN) == 0


@pytest.mark.django_db
def test_a_person_sees_their_own_messages_while_they_may(settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    with office():
        lead, manager = make_reader(), make_reader("Ma Nager")
        first, second = tell_of(lead), tell_of(lead, stream=Stream.SEALED, now=NOON + MINUTE)
        tell_of(manager)
        work(NOON + MINUTE)
        assert [message.thing_id for message in queries.shown_to(lead, NOON)] == [first, second]
        with turn(actor=SETUP, now=NOON) as t:
            mark_opened(t, thing_id=first, person_id=lead)
        assert [message.thing_id for message in queries.shown_to(lead, NOON)] == [second]
        shut_out.add(lead)
        assert queries.shown_to(lead, NOON) == ()
        assert len(queries.shown_to(manager, NOON)) == 1


@pytest.mark.django_db
def test_an_invented_persons_tray_holds_the_mail_they_would_have_had() -> None:
    with office(fictional=True):
        lead = make_reader()
        tell_of(lead, make_reader("Ma Nager"), urgency=Urgency.NOW)
        assert queries.tray(lead) == ()
        work(NOON + MINUTE)
        [(at, letter)] = queries.tray(lead)
        assert (at, letter.subject) == (NOON + MINUTE, "A record needs you now")


@pytest.mark.django_db
def test_what_nobody_opens_is_found_however_it_was_told(inbox: Inbox) -> None:
    with office():
        lead, manager = make_reader(), make_reader("Ma Nager", "")
        early, late = tell_of(lead, manager), tell_of(lead, now=NOON + MINUTE)
        work(NOON + MINUTE)
        assert [m.person_id for m in queries.undelivered(Stream.OPEN)] == [manager]

        def unopened(now_minus: int) -> list[tuple[UUID, UUID | None]]:
            rows = queries.unopened_since(NOON + now_minus * MINUTE, Stream.OPEN)
            return sorted(((m.thing_id, m.person_id) for m in rows), key=str)

        assert unopened(-1) == []
        assert unopened(0) == sorted([(early, lead), (early, manager)])
        with turn(actor=SETUP, now=NOON) as t:
            mark_opened(t, thing_id=early, person_id=lead)
        assert unopened(1) == sorted([(early, manager), (late, lead)])


@pytest.mark.django_db
def test_the_health_of_mail_is_told_from_what_happened(
    no_server: None, request: pytest.FixtureRequest
) -> None:
    with office():
        tell_of(make_reader())
        health = queries.mail_health(NOON)
        assert (health.off, health.in_trouble, health.worker_last_ran, health.worker_silent) == (
            False, False, None, True,
        )  # fmt: skip
        work(NOON)
        assert not queries.mail_health(NOON + 10 * MINUTE).in_trouble
        health = queries.mail_health(NOON + 11 * MINUTE)
        assert (health.late_since, health.failed, health.worker_last_ran) == (NOON, 0, NOON)
        now = NOON
        for wait in WAITS:
            now += wait
            work(now)
        health = queries.mail_health(now)
        assert (health.late_since, health.failed, health.worker_silent) == (None, 1, False)
        request.getfixturevalue("inbox")
        tell_of(make_reader("Ma Nager"), now=now)
        work(now)
        assert queries.mail_health(now).failed == 1  # it is still true of the first
        assert not queries.mail_health(now + timedelta(days=8)).in_trouble


@pytest.mark.django_db
@pytest.mark.usefixtures("no_server")
def test_of_a_message_kept_to_the_hour_nothing_is_said_before_it_is_late_for_certain() -> None:
    with office():
        lead = make_reader()
        with blurred(NOON):
            tell_of(lead)
        assert Message.objects.get().to_the_hour
        # It may have been made in the last minute of its hour.
        assert not queries.mail_health(NOON + 69 * MINUTE).in_trouble
        assert queries.mail_health(NOON + 70 * MINUTE).late_since == NOON
        tell_of(lead, now=NOON + 70 * MINUTE)
        own = Message.objects.get(to_the_hour=False)
        assert queries.waiting_with(own, NOON + 69 * MINUTE) == ()
        assert len(queries.waiting_with(own, NOON + 70 * MINUTE)) == 1


@pytest.mark.django_db
def test_a_provider_of_invented_people_has_no_mail_to_be_off(settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    with office("invented", fictional=True):
        assert not queries.mail_health(NOON).off
    with office("real"):
        assert queries.mail_health(NOON).off


@pytest.mark.django_db
def test_nothing_is_seen_from_another_provider() -> None:
    thing, person = uuid4(), uuid4()
    with office("one"):
        tell_of(person, thing=thing)
    with office("other"):
        assert (queries.state_of(thing), queries.shown_to(person, NOON)) == ((), ())
        assert [count(Stream.OPEN) for count in LISTS.values()] == [0, 0, 0]
