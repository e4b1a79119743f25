"""The pages on which an export of another product is looked at, brought here, and sorted person by person."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
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


THERE = "brought"


def sent(client: Client, content: bytes | None, **said: str) -> Any:
    files = {"file": SimpleUploadedFile("../x.csv", content)} if content is not None else {}
    return client.post(reverse(THERE), {"product": "Elder <b>export"} | files | said)


def marked(client: Client) -> dict[str, str]:
    """What the page sends along with a file that somebody looked at and is to bring."""
    return {"bring": "1", "looked_at": hidden(sent(client, csv(), look="1"))["looked_at"]} | GUESSED


def test_a_file_is_looked_at_and_what_is_wrong_is_said_and_nothing_is_written() -> None:
    with inside() as provider:
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        concern_about_a_learner()
        assert "Bring in records from another product" in text(client.get(reverse("find")))
        assert "Export your records there as a table" in text(client.get(reverse(THERE)))
        before, mark = tables(), marked(client)
        page = text(sent(client, csv(), look="1"))
        for said in ("2 people, 3 entries", "“He showed me a picture.”", "Elder &lt;b&gt;export"):
            assert said in page
        either = f"{HEAD}\r\nKit,03/04/2025,,Quiet.".encode()
        wrong = csv(KIT, "Kit,31/02/2026,,Quiet.")
        needed, choose = "This needs an answer.", "Choose one of the answers"
        for content, more, sentence in (
            (None, {}, "Choose the file."),
            (b"", {}, "There is nothing in this file."),
            (b"%PDF-1.7", {}, "This is a PDF. It goes with one record"),
            (csv(), {"product": " "}, needed),
            (csv(), mark | {"looked_at": "x"}, "another file than the one you looked at"),
            (csv(), mark | {"column-date": ""}, needed),
            (csv(), mark | {"column-date": "99"}, choose),
            (either, mark, "No date of it shows whether the day or the month comes first."),
            (wrong, mark, "without the lines that cannot be read (1)"),
        ):
            refused = sent(client, content, **more)
            assert (refused.status_code, sentence in refused.content.decode()) == (422, True), sentence
        there_is_none = 'Line 3, <span class="dr-words">Incident date</span>: There is no such day.'
        assert there_is_none in text(sent(client, wrong, look="1"))
        assert tables() == before


def test_whoever_forgets_the_file_has_not_said_of_its_columns_in_vain() -> None:
    with inside() as provider:
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        concern_about_a_learner()
        said = GUESSED | {"column-outcome": "2"}
        forgot = sent(client, None, look="1", **said)
        assert forgot.status_code == 422
        carried = {name: value for name, value in hidden(forgot).items() if name in said}
        assert carried == said
        looked = sent(client, csv(), look="1", **carried)
        assert re.search(r'name="column-outcome".*?<option value="2" selected', text(looked))


def test_somebody_of_a_file_gets_a_record_and_somebody_is_put_with_one_that_is_here() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        learner = make_person("Kit Marlow", Standing.LEARNER)
        client = sign_in(lead, provider)
        mark = marked(client)
        assert sent(client, csv(), **mark).status_code == 302
        assert "You brought this file here already." in sent(client, csv(), **mark).content.decode()
        row = Brought.objects.get()
        assert "2 people, 3 entries" in text(client.get(reverse(THERE)))
        file = reverse("brought-file", args=[row.id])
        assert "Say of 2 people who they are here." in text(client.get(file))
        _somebody_new(client, reverse("brought-person", args=[row.id, 1]), learner)
        reference = Concern.objects.get(pk=concern).reference
        other = {"do": "put", "reference": reference, "how_known": "I asked."}
        assert client.post(reverse("brought-person", args=[row.id, 2]), other).status_code == 302
        assert "You have said of everybody who they are." in text(client.get(file))
        assert row.digest in text(client.get(reverse("record-came", args=[concern])))
        history = text(client.get(reverse("chronology", args=[concern])))
        assert "Elder &lt;b&gt;export: entry brought in" in history
        assert client.post(reverse("let-file-go", args=[row.id])).status_code == 302
        assert client.get(file).status_code == 404


def _somebody_new(client: Client, person: str, learner: UUID) -> None:
    assert "Quiet all day." in text(client.get(person))
    assert "Kit Marlow</button>" in text(client.post(person, {"do": "find", "name": "marlow"}))
    chosen = text(client.post(person, {"person": str(learner)}))
    assert ("You chose Kit Marlow" in chosen, "Begin a record for them" in chosen) == (True, True)
    assert "not in the directory." in text(client.post(person, {"person": "new"}))
    for nobody in ("x", str(UUID(int=0))):
        assert client.post(person, {"person": nobody}).status_code == 404
    refused = client.post(person, {"do": "put", "reference": "K7QF-3MWD", "how_known": "I asked."})
    assert refused.status_code == 422
    for said in ("No record that you may open has this reference.", "I asked."):
        assert said in refused.content.decode()
    sure = "By the date of birth."
    begun = {"do": "begin", "person": str(learner), "about": "learner", "how_known": sure}
    assert client.post(person, begun).status_code == 302
    assert client.post(person, begun).status_code == 422


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
