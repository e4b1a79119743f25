"""The page on which a record from another provider is looked at and put with one of ours."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from desk_support import hidden, sign_in, text
from dueregard.assurance.transfer.models import Arrival
from faces.web.test_routes import tables
from faces.web.test_walls_of_rows import worked
from household import NOON, inside, make_holder
from transfer_support import PHRASE, record_closed
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
LATER = NOON + timedelta(hours=2)


def test_it_is_looked_at_and_put_here_and_a_receipt_is_printed() -> None:
    with inside("elsewhere"):
        lead = make_holder("Els Where", "dsl")
        data = record_closed(worked(concern_about_a_learner(), lead).concern, lead, LATER)
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        client, there = sign_in(lead, provider), reverse("record-came", args=[concern])
        assert "Choose the file and look at it first." in text(client.get(there))

        def sent(content: bytes | None, **said: str) -> Any:
            files = {"file": SimpleUploadedFile("../x.age", content)} if content is not None else {}
            return client.post(there, {"passphrase": PHRASE} | files | said)

        before = tables()
        looked = sent(data, look="1")
        page = text(looked)
        for said in ("Elsewhere Training", "Kit Marlow", "Every part is as its maker says."):
            assert said in page
        for content, more, sentence in (
            (None, {}, "Choose the file."),
            (b"Dear colleague", {}, "This file is not a safeguarding record that can be read here."),
            (data[: len(data) // 2], {}, "was cut short"),
            (
                data,
                {"passphrase": "not the six words that they told"},
                "This passphrase does not open the file.",
            ),
            (data, {"put": "1", "same": "on", "how_known": ""}, "This needs an answer."),
            (data, {"put": "1", "how_known": "By the date of birth."}, "This needs an answer."),
            (
                data,
                {"put": "1", "same": "on", "how_known": "By the date.", "looked_at": "0" * 64},
                "This is another file than the one you looked at.",
            ),
        ):
            refused = sent(content, **more)
            assert (refused.status_code, sentence in refused.content.decode()) == (422, True), sentence
            opened = content is data and "passphrase" not in more
            assert ("Kit Marlow" in refused.content.decode()) == opened  # nobody says blind who it is
        assert tables() == before
        sure = {"put": "1", "same": "on", "how_known": "By the date of birth."}
        receipt = text(sent(data, looked_at=hidden(looked)["looked_at"], **sure))
        row = Arrival.objects.get()
        for said in ("Receipt for a record", "Elsewhere Training", f"({row.entries} entries)"):
            assert said in receipt
        chronology = reverse("chronology", args=[concern])
        assert "Elsewhere Training: Decision: refer, made" in text(client.get(chronology))
        only = text(client.post(chronology, {"kind": "elsewhere", "order": "oldest"}))
        assert f"{row.entries} of {row.entries + 1} entries" in only
        assert "Els Where, Elsewhere Training" in only
        assert f"{row.entries} entries, put here" in text(client.get(there))
        again = text(sent(data, looked_at=hidden(looked)["looked_at"], **sure))
        assert "so nothing was put twice" in again
        assert again.partition("Received by")[2] == receipt.partition("Received by")[2]
        assert Arrival.objects.count() == 1


def test_a_file_too_large_is_refused_with_a_sentence_and_lies_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dueregard.faces.web.closed_files.LARGEST", 1000)
    monkeypatch.setattr("dueregard.faces.web.desk.arriving.LARGEST", 1000)
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        there = reverse("record-came", args=[concern_about_a_learner()])
        given = {"file": SimpleUploadedFile("x.age", b"x" * 5000), "passphrase": PHRASE, "look": "1"}
        refused = sign_in(lead, provider).post(there, given)
    assert refused.status_code == 422
    assert "This file is larger than 0 MB." in refused.content.decode()
