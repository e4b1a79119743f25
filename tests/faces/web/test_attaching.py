"""Whoever reported hands in files: the rules first, each file with a result of its own, and nothing that is lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from desk_support import hidden, sign_in, text
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.faces.web.handing_in import AT_ONCE
from dueregard.ground.crypto.operations import destroy
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.files.models import StoredFile
from dueregard.mechanisms.files.operations import receiving
from dueregard.mechanisms.files.operations.keeping import set_size_limit
from dueregard.mechanisms.files.queries import file_with, name_of
from dueregard.work.casework.models import Concern, Entry
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Receipt, Report
from dueregard.work.casework.rules.guessing import FREE_TRIES
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, SETUP, inside, make_holder, make_person
from mechanisms.files import samples
from mechanisms.files.cabinet import stored, work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("dueregard.config.urls")]
DRAWING = b"A plan of the yard\n"
NOBODY_SENDS = "Do not send, save, copy or forward a sexual picture or film of anybody under 18."
BOX = 'type="file"'


@dataclass(frozen=True)
class House:
    """Somebody who reported while signed in, an anonymous reporter with a receipt, and the page for each of them."""

    provider: Provider
    tutor: UUID
    client: Client
    own: Receipt
    nameless: Receipt
    by_receipt: str
    to_own: str


@pytest.fixture
def house(tmp_path: Path, settings: Settings) -> Iterator[House]:
    settings.FILES, settings.CLAMD = tmp_path / "files", ""
    with inside() as provider:
        make_holder("Lea Dee", "dsl")
        tutor = make_person("Tu Tor")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        own, nameless = reported(ReporterKind.STAFF, tutor), reported(ReporterKind.ANONYMOUS)
        yield House(
            provider, tutor, sign_in(tutor, provider), own, nameless,
            reverse("report-files", args=[provider.short_code]), reverse("my-report-files", args=[own.concern_id]),
        )  # fmt: skip


def reported(reporter: ReporterKind, person: UUID | None = None) -> Receipt:
    report = Report(
        reporter=reporter, about=AboutKind.LEARNER, account={"seen": "A plan."}, raiser_person_id=person
    )
    actor = Actor.person(person) if person else Actor.outsider()
    return report_concern(report=report, request_id=uuid4(), actor=actor, now=NOON)


def files(*each: Any, **more: Any) -> dict[str, Any]:
    """What the second page sends: up to three files, and whatever else."""
    given = {
        f"file_{n}": one if isinstance(one, SimpleUploadedFile) else SimpleUploadedFile(f"{n}.txt", one)
        for n, one in zip(AT_ONCE, each, strict=False)
        if one
    }
    return {"step": "files", "none_of_these": "on", "request_id": str(uuid4())} | given | more


def by_receipt(house: House, said: dict[str, Any]) -> Any:
    given = {"reference": house.nameless.reference, "code": house.nameless.code}
    return Client().post(house.by_receipt, given | said)


def test_what_nobody_may_send_comes_first_and_alone(house: House) -> None:
    for page in (by_receipt(house, {}), house.client.get(house.to_own)):
        said = text(page)
        assert NOBODY_SENDS in said
        assert "material of terrorists" in said
        assert "Tell us in words that it exists and where it is." in said
        assert 'href="tel:999"' in said
        assert 'href="tel:08001111"' in said
        assert BOX not in said
    for send in (lambda said: by_receipt(house, said), lambda said: house.client.post(house.to_own, said)):
        refused = send({"step": "rules"})
        assert (refused.status_code, BOX in refused.content.decode()) == (422, False)
        assert "tell us in words instead" in refused.content.decode()
        asks = text(send({"step": "rules", "none_of_these": "on"}))
        assert asks.count(BOX) == len(AT_ONCE)
        assert send(files(DRAWING, none_of_these="")).status_code == 422
        assert (StoredFile.objects.exists(), stored()) == (False, [])


def test_an_anonymous_reporter_goes_from_the_page_that_says_it_was_sent_to_a_file_and_back(
    house: House,
) -> None:
    report = reverse("report", args=[house.provider.short_code])
    form = Client().get(report).content.decode()
    found = re.search(r'name="request_id"[^>]*value="([^"]+)"', form)
    assert found
    said = {
        "request_id": found[1],
        "reporter": "anonymous",
        "about": "learner",
        "danger": "no",
        "seen": "A plan.",
    }
    sent = Client().post(report, said | {"step": "send"})
    assert "Your report is sent, whatever becomes of a file." in text(sent)
    assert house.by_receipt in text(sent)
    carried = hidden(sent)
    rules = Client().post(house.by_receipt, carried)
    boxes = Client().post(house.by_receipt, hidden(rules) | {"none_of_these": "on"})
    done = Client().post(house.by_receipt, hidden(boxes) | {"file_1": SimpleUploadedFile("a.txt", DRAWING)})
    assert "1 file was handed in." in text(done)
    assert [dict(page.cookies) for page in (sent, rules, boxes, done)] == [{}] * 4
    again = Client().post(reverse("report-again", args=[house.provider.short_code]), carried)
    assert "it is being checked and made safe to open" in text(again)
    work(utc_now())
    again = Client().post(reverse("report-again", args=[house.provider.short_code]), carried)
    assert "the people who help can open it" in text(again)


def test_somebody_signed_in_goes_from_their_own_report_to_a_file_and_back(house: House) -> None:
    mine = reverse("my-report", args=[house.own.concern_id])
    assert f'href="{house.to_own}"' in text(house.client.get(mine))
    done = house.client.post(house.to_own, files(DRAWING, shows_1="The plan"))
    assert "1 file was handed in." in text(done)
    assert "being checked" in text(house.client.get(mine))
    assert Entry.objects.get().by == f"person:{house.tutor}"
    assert "The plan" not in text(house.client.get(mine))


def test_each_file_has_its_own_result_and_nothing_typed_is_lost(house: House) -> None:
    page = by_receipt(
        house,
        files(
            DRAWING, b"<svg onload='x()'/>", samples.archive({"a": "b"}),
            shows_1="A plan", shows_2="A drawing", shows_3="All of it",
        ),
    )  # fmt: skip
    said = " ".join(page.content.decode().split())
    assert (page.status_code, StoredFile.objects.count(), len(stored())) == (422, 1, 1)
    for sentence in (
        "1 file was handed in.",
        "web page or a drawing",
        "This is an archive",
        "A drawing",
        "All of it",
    ):
        assert sentence in said
    assert "A plan" not in said
    again = by_receipt(house, hidden(page) | files(b"", b"Anew\n", request_id=hidden(page)["request_id"]))
    assert "1 file was handed in." in text(again)
    assert StoredFile.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Choose a file."),
        ({"shows_2": "A plan"}, "Choose the file that these words are about."),
        ({"file_1": "a string"}, "Choose a file."),
        ({"file_1": SimpleUploadedFile("a.txt", DRAWING), "shows_1": "a\0b"}, "cannot be kept"),
        ({"file_1": SimpleUploadedFile("a.txt", DRAWING), "shows_1": "x" * 501}, "longer than 500"),
        ({"file_1": SimpleUploadedFile("a.exe", b"MZ\x90\0" + b"\0" * 40)}, "is a program"),
        ({"file_1": SimpleUploadedFile("a.txt", DRAWING), "request_id": "x"}, "This page was incomplete"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_kept(
    house: House, said: dict[str, Any], sentence: str
) -> None:
    for chosen in said.values():
        if isinstance(chosen, SimpleUploadedFile):
            chosen.seek(0)
    page = by_receipt(house, files() | said)
    assert (page.status_code, sentence in page.content.decode()) == (422, True)
    assert (StoredFile.objects.exists(), Entry.objects.exists(), stored()) == (False, False, [])


def test_a_form_that_is_sent_again_keeps_each_file_once(house: House) -> None:
    said = {"request_id": str(uuid4()), "shows_1": "A plan"}
    for _ in range(10):
        assert by_receipt(house, files(DRAWING, b"Two\n", **said)).status_code == 200
    assert (StoredFile.objects.count(), Entry.objects.count(), len(stored())) == (2, 2, 2)


def test_what_is_too_large_or_finds_no_room_takes_no_other_file_with_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_size_limit(megabytes=1, actor=SETUP, now=utc_now())
    page = by_receipt(house, files(b"x\n" * 600_000, DRAWING))
    assert ("larger than 1 MB" in page.content.decode(), StoredFile.objects.count()) == (True, 1)
    monkeypatch.setattr(receiving, "has_room", lambda *_, **__: False)
    page = by_receipt(house, files(b"Three\n"))
    assert ("no room left for a file" in page.content.decode(), page.status_code) == (True, 422)
    assert len(stored()) == 1


def test_a_connection_lost_in_the_second_file_leaves_the_first(house: House) -> None:
    """As the server hands it on: the body ends where the connection did."""
    boundary = "b0undary"
    fields = {"reference": house.nameless.reference, "code": house.nameless.code} | files()
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'
        for n, v in fields.items()
    ]
    parts += [
        f'--{boundary}\r\nContent-Disposition: form-data; name="file_{n}"; filename="{n}.txt"\r\n'
        f"Content-Type: text/plain\r\n\r\n{'A plan of the yard ' * 400}\r\n"
        for n in (1, 2)
    ]
    body = "".join(parts).encode()[:-3000]
    Client().post(house.by_receipt, body, content_type=f"multipart/form-data; boundary={boundary}")
    assert (StoredFile.objects.count(), len(stored())) == (1, 1)


def test_a_hostile_name_goes_nowhere_but_under_the_key(house: House) -> None:
    page = by_receipt(house, files(SimpleUploadedFile("../../etc/‮fdp.Hollyhock\r\nX: y", DRAWING)))
    assert (page.status_code, "Hollyhock" in page.content.decode()) == (200, False)
    row = StoredFile.objects.get()
    assert b"Hollyhock" not in bytes(row.sealed)
    name = name_of(file_with(row.id))
    assert not {"/", "\\", "‮", "\r", "\n"} & set(name)


def test_a_wrong_or_expired_code_takes_no_file(house: House) -> None:
    wrong = Client().post(
        house.by_receipt, {"reference": house.own.reference, "code": "BBBB-BBBB-BBBB-BBBB"} | files(DRAWING)
    )
    assert (wrong.status_code, "No report has this reference and code" in wrong.content.decode()) == (
        422,
        True,
    )
    assert Client().get(house.by_receipt).headers["Location"] == reverse(
        "report-again", args=[house.provider.short_code]
    )
    destroy(Concern.objects.get(pk=house.nameless.concern_id).account_key, now=NOON)
    late = by_receipt(house, files(DRAWING))
    assert (late.status_code, "Send a new report instead" in late.content.decode()) == (422, True)
    assert (StoredFile.objects.exists(), stored()) == (False, [])


def test_somebody_who_is_made_to_wait_is_told_and_asked_again(house: House) -> None:
    for _ in range(FREE_TRIES):
        Client().post(
            house.by_receipt, {"reference": house.nameless.reference, "code": "BBBB-BBBB-BBBB-BBBB"}
        )
    page = by_receipt(house, files(DRAWING, shows_1="A plan"))
    assert (page.status_code, "Wait half a minute" in page.content.decode()) == (429, True)
    assert hidden(page)["shows_1"] == "A plan"
    assert stored() == []


def test_no_other_page_of_a_reporter_takes_a_file(house: House) -> None:
    again = reverse("report-again", args=[house.provider.short_code])
    given = {"reference": house.nameless.reference, "code": house.nameless.code}
    page = Client().post(again, given | {"file_1": SimpleUploadedFile("a.txt", DRAWING)})
    assert (page.status_code, stored()) == (200, [])


def test_somebody_elses_report_is_not_there(house: House) -> None:
    stranger = sign_in(make_person("Str Anger"), house.provider)
    for there in (house.to_own, reverse("my-report-files", args=[uuid4()])):
        assert stranger.get(there).status_code == 404
        assert stranger.post(there, files(DRAWING)).status_code == 404
    assert (StoredFile.objects.exists(), stored()) == (False, [])
