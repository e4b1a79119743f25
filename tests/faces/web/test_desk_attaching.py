"""The files of a concern at the desk: put there, saved as a safe copy, shut for good; to others not there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django.fixtures import Settings

from desk_support import sign_in, text
from dueregard.authority.access.operations import recuse
from dueregard.authority.access.vocabulary import Circle
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.files.models import Finding, StoredFile
from dueregard.mechanisms.files.operations.finding import note, turn_about
from dueregard.mechanisms.files.queries import file_with
from dueregard.mechanisms.files.vocabulary import Found
from dueregard.work.casework.models import Concern, Entry
from dueregard.work.casework.vocabulary import EntryKind
from household import NOON, inside, make_holder, make_person
from mechanisms.files import samples
from mechanisms.files.cabinet import hand_in, stored, work
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("dueregard.config.urls")]
DRAWING = b"A plan of the yard, drawn on Hollyhock Lane\n"
SHOWS = "The plan he left on the bench"


@dataclass(frozen=True)
class House:
    """A concern, the lead who holds it, another lead who stepped aside, and somebody who opens no concerns."""

    provider: Provider
    concern: UUID
    lead: UUID
    client: Client
    aside: Client
    tutor: Client

    def at(self, name: str, *more: UUID) -> str:
        """An address of the concern."""
        return reverse(name, args=[self.concern, *more])

    def record(self) -> str:
        """The record as one line of text."""
        return text(self.client.get(self.at("concern")))


@pytest.fixture
def house(tmp_path: Path, settings: Settings) -> Iterator[House]:
    settings.FILES, settings.CLAMD = tmp_path / "files", ""
    with inside() as provider:
        lead, aside = make_holder("Lea Dee", "dsl"), make_holder("Si Dewalk", "dsl")
        concern = concern_about_a_learner()
        with turn(actor=Actor.person(aside), now=NOON) as t:
            recuse(t, thing_kind="concern", thing_id=concern, person_id=aside, circle=Circle.OPEN)
        clients = [sign_in(one, provider) for one in (lead, aside, make_person("Tu Tor"))]
        yield House(provider, concern, lead, *clients)


def added(house: House, data: bytes = DRAWING, name: str = "plan.txt", *, looked: bool = True) -> UUID:
    """A file that the lead put with the record, looked through by the worker unless told."""
    page = house.client.post(
        house.at("add-file"),
        {
            "step": "files",
            "none_of_these": "on",
            "request_id": str(uuid4()),
            "file_1": SimpleUploadedFile(name, data),
            "shows_1": SHOWS,
        },
    )
    assert "1 file was handed in." in text(page)
    if looked:
        work(utc_now())
    found: UUID = StoredFile.objects.latest("recorded_at").id
    return found


def opened(client: Client, there: str) -> tuple[int, bytes]:
    answer: Any = client.get(there)
    return answer.status_code, b"".join(answer) if answer.status_code == 200 else b""


def withheld(house: House, file: UUID) -> Any:
    said = {"what": "picture-of-a-child", "reason": "He said so.", "reference": "CR/0042"}
    return house.client.post(house.at("must-not-be-opened", file), said)


def test_a_handler_puts_a_file_with_the_record_and_saves_the_safe_copy(house: House) -> None:
    assert house.at("add-file") in house.record()
    assert "nobody may send, also not to us" in text(house.client.get(house.at("add-file")))
    file = added(house, looked=False)
    said = house.record()
    assert ("Being made safe to open" in said, f'href="{house.at("open-attached", file)}"' in said) == (
        True,
        False,
    )
    work(utc_now())
    said = house.record()
    for words in (
        "Text</strong>, 44 Bytes",
        "Can be opened",
        SHOWS,
        "by Lea Dee",
        "No virus scanner is set up here.",
    ):
        assert words in said
    assert "plan.txt" not in said
    assert not re.search(rf'(src|data|poster)="[^"]*{file}', said)
    before = LedgerEntry.objects.filter(verb="files.opened").count()
    answer: Any = house.client.get(house.at("open-attached", file))
    assert b"".join(answer.streaming_content) == DRAWING
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    assert LedgerEntry.objects.filter(verb="files.opened", subject_id=house.concern).count() == before + 1
    assert "Opened by Lea Dee" in house.record()


def test_a_position_in_a_picture_is_not_in_the_copy(house: House) -> None:
    picture, tags = Image.new("RGB", (40, 30), "teal"), Image.Exif()
    tags[0x010F], tags[0x013B] = "Hollyhock Cameras", "A. Uthor"
    tags.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 12.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    held = BytesIO()
    picture.save(held, "JPEG", exif=tags)
    assert b"Hollyhock" in held.getvalue()
    file = added(house, held.getvalue(), "photo.jpg")
    status, copy = opened(house.client, house.at("open-attached", file))
    assert (status, b"Hollyhock" in copy, b"A. Uthor" in copy) == (200, False, False)
    again = Image.open(BytesIO(copy))
    assert (again.size, dict(again.getexif()), dict(again.getexif().get_ifd(0x8825))) == ((40, 30), {}, {})


@pytest.mark.parametrize(
    "hostile",
    [
        samples.png() + samples.archive({"a.exe": "MZ"}),
        samples.pdf()[:40] + b"<script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        samples.archive({"bomb": "0" * 20_000_000}),
        b"\xff\xd8\xff\xe0 no picture at all",
    ],
)
def test_a_hostile_file_is_refused_or_opened_by_nobody(house: House, hostile: bytes) -> None:
    page = house.client.post(
        house.at("add-file"),
        {"step": "files", "none_of_these": "on", "request_id": str(uuid4()),
         "file_1": SimpleUploadedFile("photo.png", hostile)},
    )  # fmt: skip
    work(utc_now())
    row = StoredFile.objects.first()
    if row is None:
        assert (page.status_code, stored()) == (422, [])
    else:
        assert "Could not be made safe" in house.record()
        assert opened(house.client, house.at("open-attached", row.id))[0] == 400


def test_what_must_not_be_opened_is_shown_to_nobody_any_more_and_the_police_step_stands_there(
    house: House,
) -> None:
    file = added(house)
    assert len(stored()) == 2
    page = text(house.client.get(house.at("must-not-be-opened", file)))
    for words in ('href="tel:101"', 'href="tel:999"', "Do not delete it anywhere", "write it down"):
        assert words in page
    assert (
        house.client.post(house.at("must-not-be-opened", file), {"what": "", "reason": ""}).status_code == 422
    )
    assert house.client.get(house.at("file-police", file)).status_code == 404
    assert withheld(house, file).status_code == 302
    assert opened(house.client, house.at("open-attached", file))[0] == 400
    assert len(stored()) == 1
    work(utc_now())
    assert len(stored()) == 1
    said = house.record()
    assert "Must not be opened" in said
    assert "A sexual picture or film of somebody under 18, or it may be one. He said so." in said
    assert ("CR/0042" in said, 'href="tel:101"' in said) == (True, True)
    assert f'href="{house.at("open-attached", file)}"' not in said
    assert house.at("must-not-be-opened", file) not in said
    twice = withheld(house, file)
    assert (twice.status_code, "said of the file already" in twice.content.decode()) == (422, True)
    assert house.client.post(house.at("file-police", file), {"words": ""}).status_code == 422
    police = {"words": "PC Moss collects the phone on Friday.", "reference": "CR/0042"}
    assert house.client.post(house.at("file-police", file), police).status_code == 302
    said = house.record()
    assert ("PC Moss collects the phone on Friday." in said, 'href="tel:101"' in said) == (True, False)
    assert [one.kind for one in Entry.objects.order_by("recorded_at", "id")] == [
        EntryKind.FILED, EntryKind.NOT_OPENED, EntryKind.POLICE_SAID,
    ]  # fmt: skip
    assert verify().fault is None


def test_one_that_is_shut_before_it_was_looked_at_is_never_taken_apart(house: House) -> None:
    file = added(house, looked=False)
    withheld(house, file)
    work(utc_now())
    assert [one.found for one in Finding.objects.filter(file_id=file)] == [Found.MUST_NOT_BE_OPENED]
    assert len(stored()) == 1


def test_a_file_waits_while_the_scanner_is_silent_and_the_record_does_not(
    house: House, settings: Settings
) -> None:
    file = added(house)
    settings.CLAMD = "/nowhere/clamd.ctl"
    assert "Waiting for the virus scanner" in house.record()
    assert opened(house.client, house.at("open-attached", file))[0] == 400


def test_an_infected_file_says_so_and_opens_for_nobody(house: House) -> None:
    file = added(house)
    with turn_about(file_with(file), utc_now()) as (t, row):
        note(t, row, Found.INFECTED)
    assert "The virus scanner found something in it" in house.record()
    assert opened(house.client, house.at("open-attached", file))[0] == 400


def test_to_everybody_else_there_is_no_file_and_no_concern(house: House) -> None:
    file = added(house)
    before = LedgerEntry.objects.count()
    names = ("open-attached", "must-not-be-opened", "file-police")
    for client in (house.aside, house.tutor):
        pages = [client.get(house.at(name, one)) for name in names for one in (file, uuid4())]
        pages += [client.post(house.at(name, file)) for name in names[1:]]
        pages += [client.get(house.at("add-file")), client.post(house.at("add-file"))]
        assert {page.status_code for page in pages} == {404}
    assert LedgerEntry.objects.count() == before
    other = concern_about_a_learner()
    for name in names:
        assert house.client.get(reverse(name, args=[other, file])).status_code == 404
    assert not Finding.objects.filter(found=Found.MUST_NOT_BE_OPENED).exists()


def test_nothing_that_is_said_of_a_file_is_moved_to_another_record(house: House) -> None:
    added(house)
    there = concern_about_a_learner()
    entry = Entry.objects.get()
    move = reverse("move-entry", args=[house.concern, entry.id])
    assert move not in house.record()
    page = house.client.post(
        move, {"reference": Concern.objects.get(pk=there).reference, "reason": "Wrong one."}
    )
    assert "A file stays with the concern it was handed in to" in page.content.decode()
    assert Entry.objects.count() == 1


def test_a_file_of_another_thing_is_none_of_a_concern(house: House) -> None:
    file = hand_in(DRAWING)
    assert house.client.get(house.at("open-attached", file)).status_code == 404
