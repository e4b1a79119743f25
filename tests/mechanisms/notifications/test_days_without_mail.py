"""The drills: mail refused for three days, and no mail ever."""

from datetime import timedelta

import pytest

from certificates import DAY, Authority
from dueregard.assurance.health.vocabulary import State
from dueregard.ground.audit.vocabulary import Stream
from dueregard.mechanisms.notifications.queries import shown_to, unopened_since
from dueregard.mechanisms.notifications.vocabulary import WAITS, Progress
from household import NOON
from mechanisms.notifications.letterbox import make_reader, office, tell_of, the_message, work
from mechanisms.notifications.post_office import Office, mail_line

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_mail_refused_for_three_days_is_then_one_letter_and_no_flood(
    post: Office, authority: Authority
) -> None:
    with office():
        reader, other = make_reader(), make_reader("Ma Nager", "manager@ours.example")
        at = NOON
        for number in range(6):
            tell_of(reader, occasion=f"o{number}", now=at)
            work(at)
            at += timedelta(hours=12)
        tell_of(other, now=NOON)
        gone = tell_of(reader, occasion="answered")
        from_here = NOON + timedelta(days=3)
        assert at == from_here
        work(from_here)
        post.opens(starttls=authority.serving("127.0.0.1"))
        for hours in range(5):
            work(from_here + timedelta(hours=hours))
        letters = [(mail["To"], mail["Subject"]) for mail in post.inbox.mails]
        assert sorted(letters) == [
            ("lead@example.org", "A record needs you today"),
            ("manager@ours.example", "A record needs you today"),
        ]
        assert {m.progress for m in type(the_message(thing_id=gone)).objects.all()} == {Progress.ACCEPTED}
        [to_lead] = [mail for mail in post.inbox.mails if mail["To"] == "lead@example.org"]
        assert b"stands for more than one" in to_lead.get_payload(decode=True)
        tell_of(reader, occasion="fresh", now=from_here + DAY)
        work(from_here + DAY)
        assert len(post.inbox.mails) == 3
    assert sum(WAITS, timedelta()) > timedelta(days=7)


def test_no_mail_ever_is_said_and_what_waits_is_found_without_it(post: Office, authority: Authority) -> None:
    """The drill: people learn it on their own pages, whoever escalates sees it, and mail that comes later floods
    nobody."""
    post.settings.EMAIL_HOST = ""
    with office():
        reader = make_reader()
        for number in range(3):
            tell_of(reader, occasion=f"o{number}")
        for days in range(4):
            work(NOON + days * DAY)
        later = NOON + 4 * DAY
        assert [message.progress for message in shown_to(reader, later)] == [Progress.MAIL_OFF] * 3
        assert unopened_since(later, Stream.OPEN).count() == 3
        found = mail_line()
        assert (found.state, found.mend) == (State.LOOK, "Set DUEREGARD_MAIL_HOST.")
        post.settings.EMAIL_HOST = "127.0.0.1"
        post.opens(starttls=authority.serving("127.0.0.1"))
        assert (work(later), post.inbox.mails) == (0, [])
