"""What left and arrived, to begin from: a page that was made of a case, a record that was sent."""

from datetime import datetime
from io import BytesIO
from uuid import UUID

from pyrage.x25519 import Identity

from assurance.transfer.test_bundle import made
from dueregard.assurance.transfer.bundle import read_bundle
from dueregard.assurance.transfer.models import Arrival, Departure, Export, OnePage
from dueregard.assurance.transfer.one_page import Marked
from dueregard.assurance.transfer.operations import sending
from dueregard.assurance.transfer.operations.arriving import Confirmed, put_with_record
from dueregard.assurance.transfer.operations.exporting import answer_export, ask_for_everything
from dueregard.assurance.transfer.operations.one_page import Asked, look_at_page, make_page
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.vocabulary import SharingBasis

PHRASE = "six words that nobody ever guesses"


def page_made(concern: UUID, by: UUID, now: datetime) -> OnePage:
    """A page of a case, with nothing marked."""
    actor = Actor.person(by)
    draft = look_at_page(concern_id=concern, marked=Marked(), actor=actor, now=now)
    asked = Asked("An inspector", "They asked.", Marked(), draft.read)
    return make_page(concern_id=concern, asked=asked, actor=actor, now=now).row


def record_sent(concern: UUID, by: UUID, now: datetime) -> Departure:
    """A record that was made for another provider, closed for a key: a passphrase takes its time on purpose."""
    _send(concern, by, now, recipient=str(Identity.generate().to_public()))
    return Departure.objects.get(concern_id=concern)


def record_came(concern: UUID, by: UUID, now: datetime) -> Arrival:
    """A record of another provider, put with this one."""
    opened = read_bundle(BytesIO(made()))
    put_with_record(
        concern_id=concern,
        opened=opened,
        confirmed=Confirmed(opened.fingerprint, "By the date of birth."),
        actor=Actor.person(by),
        now=now,
    )
    return Arrival.objects.get(concern_id=concern)


def everything_asked(asker: UUID, second: UUID, now: datetime) -> Export:
    """Everything, asked for and agreed to."""
    closes = str(Identity.generate().to_public())
    row = ask_for_everything(why="x", passphrase="", recipient=closes, actor=Actor.person(asker), now=now)
    answer_export(export_id=row.id, agreed=True, why="", actor=Actor.person(second), now=now)
    return row


def record_closed(concern: UUID, by: UUID, now: datetime) -> bytes:
    """The file itself, closed with `PHRASE`."""
    return _send(concern, by, now, passphrase=PHRASE)


def _send(concern: UUID, by: UUID, now: datetime, **closes: str) -> bytes:
    provider = Provider.objects.get(pk=scope.provider_id())
    asked = sending.Asked(
        to="Their lead",
        why="They moved.",
        how="By hand.",
        basis=SharingBasis.SAFEGUARDING,
        known_on=now.date(),
        approved_by=by,
        **closes,
    )
    actor = Actor.person(by)
    sent = sending.send_records(concern_ids=[concern], asked=asked, provider=provider, actor=actor, now=now)
    with sent.file as file:
        return file.read()
