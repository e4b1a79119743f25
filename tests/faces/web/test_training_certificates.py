"""Certificates: sent by people for what they did, looked at by somebody else, and opened by nobody but them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from desk_support import sign_in, text
from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship
from dueregard.authority.policy.answers import Basis
from dueregard.faces.web.desk import central_record, checks_of
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.ground.kernel.refusals import OutOfTurn
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.files.operations.finding import note, turn_about
from dueregard.mechanisms.files.queries import file_with
from dueregard.mechanisms.files.vocabulary import Found
from dueregard.work.training.models import Check, Claim, Completion
from dueregard.work.training.operations.claiming import answer_claim, claim_course
from dueregard.work.training.vocabulary import Answer
from household import NOON, SETUP, inside, make_holder, make_person
from mechanisms.files.cabinet import received, stored, verbs, work
from training_support import adopt_learning, did

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("dueregard.config.urls")]
PAPER = b"Ada Fenn of Hollyhock Lane passed\n"
CLAIM, QUEUE, MINE = reverse("my-claim"), reverse("training-claims"), reverse("my-training")
DAY = london_day(utc_now()) - timedelta(days=3)


@dataclass(frozen=True)
class House:
    """HR, Ada, whom Cy manages, and a lead, each signed in; and what somebody sent at another provider."""

    provider: Provider
    ada: UUID
    clients: dict[str, Client]
    of_others: Claim


@pytest.fixture
def house(tmp_path: Path, settings: Settings) -> Iterator[House]:
    settings.FILES, settings.CLAMD = tmp_path / "files", ""
    with inside("elsewhere"):
        els = Actor.person(make_person("Els Where"))
        paper = received(PAPER)
        of_others = claim_course(course="x", done_on=DAY, certificate=paper, actor=els, now=utc_now())
        work(utc_now())
    with inside() as provider:
        adopt_learning()
        ada, boss = make_person("Ada Fenn"), make_person("Cy Moss")
        record_relationship(person_id=boss, other_id=ada, kinship=Kinship.LINE_MANAGES, actor=SETUP, now=NOON)
        people = {
            "ada": ada,
            "boss": boss,
            "hr": make_holder("Hattie Reed", "hr"),
            "lead": make_holder("Lea Dee", "dsl"),
        }
        clients = {name: sign_in(person, provider) for name, person in people.items()}
        yield House(provider, ada, clients, of_others)


def said(**other: Any) -> dict[str, Any]:
    day = {"done_on-day": DAY.day, "done_on-month": DAY.month, "done_on-year": DAY.year}
    paper = SimpleUploadedFile("mine.txt", PAPER)
    return {"course": "safeguarding", "mode": "", "certificate": paper} | day | other


def sent(house: House) -> Claim:
    """What Ada sent, looked through by the worker."""
    assert house.clients["ada"].post(CLAIM, said()).status_code == 302
    work(utc_now())
    found: Claim = Claim.objects.known(utc_now()).get(answer="")
    return found


def opens(client: Client, file_id: UUID) -> int:
    answer: Any = client.get(reverse("certificate", args=[file_id]))
    if answer.status_code == 200:
        assert b"".join(answer.streaming_content) == PAPER
    return int(answer.status_code)


def test_what_somebody_says_of_themselves_waits_until_it_was_seen_and_then_counts(house: House) -> None:
    claim, hr = sent(house), house.clients["hr"]
    assert "Waits to be looked at" in text(house.clients["ada"].get(MINE))
    assert not Completion.objects.exists()
    assert "1 certificate waits to be looked at" in text(hr.get(reverse("training")))
    there = reverse("training-claim", args=[claim.id])
    assert f'href="{there}"' in text(hr.get(QUEUE))
    assert opens(hr, claim.file_id) == 200
    assert hr.post(there, {"answer": ""}).status_code == 422
    assert hr.post(there, {"answer": "seen", "result": "passed"}).status_code == 302
    row = Completion.objects.get()
    assert (row.person_id, row.basis, row.evidence_id, row.result, row.done_on) == (
        house.ada, Basis.DOCUMENT_SEEN, claim.file_id, "passed", DAY,
    )  # fmt: skip
    page = text(house.clients["ada"].get(MINE))
    assert ("Waits to be looked at" in page, reverse("certificate", args=[claim.file_id]) in page) == (
        False,
        True,
    )
    assert hr.post(there, {"answer": "seen"}).status_code == 404
    with pytest.raises(OutOfTurn):
        answer_claim(claim_id=claim.id, answer=Answer.SEEN, actor=SETUP, now=utc_now())


def test_nobody_else_opens_it_and_every_opening_is_written_down(house: House) -> None:
    claim = sent(house)
    before = verbs().count("opened")
    nobody = {name: opens(house.clients[name], claim.file_id) for name in ("boss", "lead")}
    assert nobody == {"boss": 404, "lead": 404}
    assert opens(house.clients["hr"], uuid4()) == 404
    assert verbs().count("opened") == before
    assert opens(house.clients["ada"], claim.file_id) == 200
    assert verbs().count("opened") == before + 1
    assert PAPER not in b"".join(path.read_bytes() for path in stored())
    for name, status in (("boss", 403), ("lead", 403), ("ada", 403)):
        client = house.clients[name]
        assert client.get(QUEUE).status_code == status
        there = reverse("training-claim", args=[claim.id])
        assert client.post(there, {"answer": "seen"}).status_code == status
    assert not Completion.objects.exists()


def test_it_is_turned_down_with_what_to_do_next_or_taken_back(house: House) -> None:
    claim, hr, ada = sent(house), house.clients["hr"], house.clients["ada"]
    twice = ada.post(CLAIM, said())
    assert (twice.status_code, "You have sent this already" in twice.content.decode()) == (422, True)
    hr.post(reverse("training-claim", args=[claim.id]), {"answer": "unreadable"})
    assert "Send a sharper photo" in text(ada.get(MINE))
    assert ada.post(reverse("my-claim-back", args=[claim.id])).status_code == 409
    again = sent(house)
    back = reverse("my-claim-back", args=[again.id])
    assert hr.post(back).status_code == 404
    assert ada.post(back).status_code == 302
    assert "No certificate waits" in text(hr.get(QUEUE))
    assert not Completion.objects.exists()


def test_a_file_that_does_not_open_has_not_been_seen(house: House) -> None:
    hr, ada = house.clients["hr"], house.clients["ada"]
    ada.post(CLAIM, said())
    claim = Claim.objects.get()
    there = reverse("training-claim", args=[claim.id])
    for state in ("Being made safe to open", "The virus scanner found something in it"):
        assert state in text(hr.get(there))
        refused = hr.post(there, {"answer": "seen"})
        assert (refused.status_code, "nobody has seen it" in refused.content.decode()) == (422, True)
        assert opens(hr, claim.file_id) != 200
        with turn_about(file_with(claim.file_id), utc_now()) as (t, file):
            note(t, file, Found.INFECTED)
    assert "send it in another form" in text(ada.get(MINE))


def test_what_is_wrong_with_it_is_said_and_what_was_typed_stays(house: House) -> None:
    before = stored()
    for wrong, sentence in (
        ({"certificate": SimpleUploadedFile("x.pdf", b"MZ\x90\0" + b"\0" * 40)}, "is a program"),
        ({"certificate": ""}, "Choose a file."),
        ({"done_on-year": 2199}, "That day has not come yet."),
        ({"course": "driving"}, "Choose one of the answers"),
    ):
        page = house.clients["ada"].post(CLAIM, said(**wrong))
        assert (page.status_code, sentence in page.content.decode()) == (422, True), wrong
    assert not Claim.objects.exists()
    assert stored() == before


def test_nobody_answers_for_themselves_and_elsewhere_it_is_not_there(house: House) -> None:
    hr = house.clients["hr"]
    hr.post(CLAIM, said())
    own = Claim.objects.get()
    work(utc_now())
    page = text(hr.get(reverse("training-claim", args=[own.id])))
    assert "This is your own." in page
    assert hr.post(reverse("training-claim", args=[own.id]), {"answer": "seen"}).status_code == 403
    assert opens(hr, house.of_others.file_id) == 404
    assert hr.get(reverse("training-claim", args=[house.of_others.id])).status_code == 404


def test_hr_puts_a_certificate_with_what_was_written_down(house: House) -> None:
    row = did(house.ada, on=DAY, basis=Basis.SOMEBODYS_WORD)[0]
    there = reverse("training-attach", args=[row.id])
    assert f'href="{there}"' in text(house.clients["hr"].get(reverse("training-person", args=[house.ada])))
    assert house.clients["boss"].post(there, said()).status_code == 403
    assert house.clients["hr"].post(there, {"answer": ""}).status_code == 422
    assert house.clients["hr"].post(there, said()).status_code == 302
    work(utc_now())
    after = Completion.objects.get(replaces=row)
    assert (after.basis, after.done_on) == (Basis.DOCUMENT_SEEN, DAY)
    assert [opens(house.clients[name], after.evidence_id) for name in ("hr", "ada", "boss")] == [
        200,
        200,
        404,
    ]
    assert house.clients["hr"].get(there).status_code == 404  # no longer the last word on it


def test_a_row_of_checks_takes_no_file() -> None:
    """Of a DBS certificate nothing is kept but that it was seen."""
    pages = [view for module in (central_record, checks_of) for view in vars(module).values()]
    assert not [view for view in pages if getattr(view, "takes_files", False)]
    assert not {"file_id", "evidence_id"} & {field.name for field in Check._meta.get_fields()}
