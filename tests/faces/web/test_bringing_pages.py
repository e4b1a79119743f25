"""The pages on which an export of another product is looked at, brought here, and sorted person by person."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assurance.transfer.exports import HEAD, KIT, csv
from desk_support import hidden, sign_in, text
from dueregard.assurance.transfer.models import Arrival, Brought
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.kernel.moments import utc_now
from dueregard.work.casework.models import Concern
from faces.web.test_routes import tables
from household import inside, make_holder, make_person
from mechanisms.files import samples
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
COLUMNS = {
    f"column-{of}": ""
    for of in ("date", "words", "person", "author", "written", "category", "done", "outcome")
}
GUESSED = COLUMNS | {"column-date": "1", "column-words": "3", "column-person": "0"}


def test_a_file_is_looked_at_brought_and_sorted_and_nothing_is_written_before() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        learner = make_person("Kit Marlow", Standing.LEARNER)
        client, there = sign_in(lead, provider), reverse("brought")
        assert "Bring in records from another product" in text(client.get(reverse("find")))
        assert "Export your records there as a table" in text(client.get(there))

        def sent(content: bytes | None, **said: str) -> Any:
            files = {"file": SimpleUploadedFile("../x.csv", content)} if content is not None else {}
            return client.post(there, {"product": "Elder <b>export"} | files | said)

        before = tables()
        looked = sent(csv(), look="1")
        page = text(looked)
        for said in ("2 people, 3 entries", "“He showed me a picture.”", "Elder &lt;b&gt;export"):
            assert said in page
        either = f"{HEAD}\r\nKit,03/04/2025,,Quiet.".encode()
        wrong = csv(KIT, "Kit,31/02/2026,,Quiet.")
        mark = hidden(looked)["looked_at"]
        for content, more, sentence in (
            (None, {}, "Choose the file."),
            (b"", {}, "There is nothing in this file."),
            (b"%PDF-1.7", {}, "This is a PDF. It goes with one record"),
            (csv(), {"product": " "}, "This needs an answer."),
            (csv(), {"bring": "1", "looked_at": "x"} | GUESSED, "another file than the one you looked at"),
            (
                csv(),
                {"bring": "1", "looked_at": mark} | GUESSED | {"column-date": ""},
                "This needs an answer.",
            ),
            (
                csv(),
                {"bring": "1", "looked_at": mark} | GUESSED | {"column-date": "99"},
                "Choose one of the answers",
            ),
            (
                either,
                {"bring": "1"} | GUESSED,
                "No date of it shows whether the day or the month comes first.",
            ),
            (wrong, {"bring": "1"} | GUESSED, "without the lines that cannot be read (1)"),
        ):
            refused = sent(content, **more)
            assert (refused.status_code, sentence in refused.content.decode()) == (422, True), sentence
        there_is_none = 'Line 3, <span class="dr-words">Incident date</span>: There is no such day.'
        assert there_is_none in text(sent(wrong, look="1"))
        assert tables() == before
        assert sent(csv(), bring="1", looked_at=mark, **GUESSED).status_code == 302
        again = sent(csv(), bring="1", looked_at=mark, **GUESSED)
        assert "You brought this file here already." in again.content.decode()
        row = Brought.objects.get()
        assert "2 people, 3 entries" in text(client.get(there))
        assert "Say of 2 people who they are here." in text(
            client.get(reverse("brought-file", args=[row.id]))
        )
        person = reverse("brought-person", args=[row.id, 1])
        assert "Quiet all day." in text(client.get(person))
        assert "Kit Marlow</button>" in text(client.post(person, {"do": "find", "name": "marlow"}))
        assert "Begin a record for them" in text(client.post(person, {"person": str(learner)}))
        for nobody in ("x", "00000000-0000-0000-0000-000000000000"):
            assert client.post(person, {"person": nobody}).status_code in (200, 404)
        refused = client.post(person, {"do": "put", "reference": "K7QF-3MWD", "how_known": "I asked."})
        assert refused.status_code == 422
        for said in ("No record that you may open has this reference.", "I asked."):
            assert said in refused.content.decode()
        begun = {
            "do": "begin",
            "person": str(learner),
            "about": "learner",
            "how_known": "By the date of birth.",
        }
        assert client.post(person, begun).status_code == 302
        assert client.post(person, begun).status_code == 422
        reference = Concern.objects.get(pk=concern).reference
        other = reverse("brought-person", args=[row.id, 2])
        assert (
            client.post(other, {"do": "put", "reference": reference, "how_known": "I asked."}).status_code
            == 302
        )
        assert "You have said of everybody who they are." in text(
            client.get(reverse("brought-file", args=[row.id]))
        )
        came = text(client.get(reverse("record-came", args=[concern])))
        assert row.digest in came
        assert "Elder &lt;b&gt;export: entry brought in" in text(
            client.get(reverse("chronology", args=[concern]))
        )
        assert client.post(reverse("let-file-go", args=[row.id])).status_code == 302
        assert client.get(reverse("brought-file", args=[row.id])).status_code == 404


def test_a_file_too_large_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dueregard.faces.web.reading.LARGEST", 1000)
    monkeypatch.setattr("dueregard.faces.web.desk.bringing.LARGEST", 1000)
    with inside() as provider:
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        concern_about_a_learner()
        given = {"file": SimpleUploadedFile("x.csv", b"x" * 5000), "product": "Elder", "look": "1"}
        refused = client.post(reverse("brought"), given)
    assert (refused.status_code, "larger than 0 MB. Export one year" in refused.content.decode()) == (
        422,
        True,
    )


def test_a_paper_is_put_with_one_record_on_the_day_it_tells_of() -> None:
    with inside() as provider:
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        concern = concern_about_a_learner()
        there = reverse("paper-came", args=[concern])
        asked = hidden(client.get(there))
        day = (utc_now() - timedelta(days=400)).date()
        said = {
            "request_id": asked["request_id"],
            "none_of_these": "on",
            "product": "Elder",
            "since-day": day.day,
            "since-month": day.month,
            "since-year": day.year,
            "description": "A chronology.",
            "how_known": "By the date of birth.",
        }

        def sent(**more: Any) -> Any:
            return client.post(there, said | {"file": SimpleUploadedFile("x.pdf", samples.pdf())} | more)

        for more, sentence in (
            ({"none_of_these": ""}, "Tick this first."),
            ({"since-year": str(day.year + 50)}, "This day is still to come."),
            ({"until-day": "1", "until-month": "1", "until-year": "1990"}, "The last day lies between"),
            ({"file": SimpleUploadedFile("x.pdf", b"MZ no paper")}, "There is a problem"),
        ):
            refused = sent(**more)
            assert (refused.status_code, sentence in refused.content.decode()) == (422, True), sentence
        assert not Arrival.objects.exists()
        assert sent().status_code == 302
        page = text(client.get(reverse("chronology", args=[concern])))
        assert "Elder: paper brought in, among the files of this record" in page
        assert "A chronology." in page
        again = sent(request_id=str(uuid4()))
        assert (again.status_code, "stands here already" in again.content.decode()) == (422, True)
