"""A file that a browser sends lies nowhere in clear, takes no memory, and when it is refused what was typed stays."""

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.files.models import StoredFile
from dueregard.mechanisms.files.operations import receiving
from household import make_provider
from mechanisms.files import samples
from mechanisms.files.cabinet import stored, work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("faces.web.upload_pages")]
TYPED = "We saw it on\nTuesday"
PAPER = b"Hollyhock Lane, passed\n"


@pytest.fixture
def provider(tmp_path: Path, settings: Settings) -> Provider:
    settings.FILES, settings.CLAMD = tmp_path / "files", ""
    return make_provider()


def sent(client: Client, data: bytes = PAPER, name: str = "mine.txt", **more: Any) -> Any:
    paper = SimpleUploadedFile(name, data, content_type="image/png")
    return client.post("/asks/", {"words": TYPED, "paper": paper, **more})


def test_what_may_be_sent_is_said_before_anybody_chooses(client: Client, provider: Provider) -> None:
    page = client.get("/asks/").content.decode()
    assert "Both sides. PDF, photo (JPEG or PNG), Word, Excel, text or CSV, up to 50 MB." in page
    assert 'type="file"' in page
    assert 'accept=".pdf,.jpg' in page


def test_a_file_that_is_kept_can_be_opened_and_is_never_shown_by_the_browser(
    client: Client, provider: Provider
) -> None:
    file = sent(client).content.decode()
    assert len(stored()) == 1
    with enter(provider):
        work()
    answer: Any = client.get(f"/file/{file}/")
    assert b"".join(answer.streaming_content) == PAPER
    heads = {
        name: answer[name] for name in ("Content-Security-Policy", "X-Content-Type-Options", "Cache-Control")
    }
    assert heads == {
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    assert answer["Content-Disposition"] == f'attachment; filename="file-2026-03-04-{file[-6:]}.txt"'
    assert (answer["Content-Type"], answer["Content-Length"]) == (
        "text/plain; charset=utf-8",
        str(len(PAPER)),
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"MZ\x90\0" + b"\0" * 40, "is a program"),
        (b"<svg onload='x()'/>", "web page or a drawing"),
        (samples.archive({"a": "b"}), "archive"),
    ],
)
def test_a_file_that_is_refused_takes_nothing_that_was_typed_with_it(
    client: Client, provider: Provider, data: bytes, said: str
) -> None:
    answer = sent(client, data, "certificate.pdf")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert TYPED in page
    assert (stored(), "certificate.pdf" in page) == ([], False)


def test_a_file_beside_another_mistake_is_asked_for_again_and_not_kept(
    client: Client, provider: Provider
) -> None:
    answer = sent(client, words="")
    assert (answer.status_code, "Choose the file again" in answer.content.decode()) == (422, True)
    assert stored() == []


def test_no_file_is_said_to_be_missing(client: Client, provider: Provider) -> None:
    for chosen in ({}, {"paper": "a string"}, {"paper": io.BytesIO(b"")}):
        answer = client.post("/asks/", {"words": TYPED, **chosen})
        assert answer.status_code == 422
        assert TYPED in answer.content.decode()
    assert stored() == []


def test_what_is_too_large_or_finds_no_room_says_so(
    client: Client, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as smaller:
        smaller.setattr(receiving, "LARGEST", 100_000)
        page = sent(client, b"x" * 300_000).content.decode()
        assert ("larger than 0 MB" in page, TYPED in page) == (True, True)
    monkeypatch.setattr(receiving, "has_room", lambda *_, **__: False)
    page = sent(client).content.decode()
    assert ("no room left for a file" in page, TYPED in page) == (True, True)
    assert stored() == []


def test_a_page_that_asks_for_no_file_takes_none(client: Client, provider: Provider) -> None:
    paper = SimpleUploadedFile("mine.txt", PAPER)
    assert client.post("/none/", {"words": TYPED, "paper": paper}).content.decode() == f"0 {TYPED}"
    assert stored() == []


def test_a_name_from_a_browser_goes_nowhere_but_under_the_key(client: Client, provider: Provider) -> None:
    sent(client, name="../../Hollyhock \u202efdp.exe")
    with enter(provider):
        row = StoredFile.objects.get()
        assert b"Hollyhock" not in bytes(row.sealed)
    assert not [path for path in stored() if "Hollyhock" in str(path)]


def test_a_large_file_passes_through_a_little_memory(provider: Provider) -> None:
    part = b"0123456789abcde\n" * 4096

    def parts() -> Iterator[bytes]:
        for _ in range(400):  # 26 MB
            yield part

    taking = receiving.Receiving()
    tracemalloc.start()
    for some in parts():
        taking.write(some)
    taking.finish("large.txt")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 << 20
