"""The pages on which a record is put up, weighed and given, and the page on which whoever asked reads it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from assurance.disclosure.asked_for import LATER, House
from assurance.disclosure.test_how_a_matter_ended import ended
from desk_support import hidden, sign_in, text
from dueregard.assurance.disclosure.models import GivenCopy, OutcomeLetter, Sheet, Weighing
from dueregard.assurance.disclosure.operations.giving import make_copy
from dueregard.assurance.disclosure.vocabulary import By
from dueregard.assurance.rights.models import RightsRequest
from dueregard.authority.access.operations import add_party
from dueregard.authority.access.vocabulary import Part
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.operations import turn
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import ConcernPerson
from household import SETUP, inside, make_holder
from pdf_words import words_of_pdf
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
WHY = {"ground": "third-party", "reason": "A friend.", "may_know": "yes"}
OTHERS = {"consent": "not-asked", "balance": "They spoke in confidence."}


@pytest.fixture
def provider() -> Iterator[Provider]:
    with inside() as one:
        one.live_since = LATER - timedelta(days=1)
        yield one


@pytest.fixture
def house(provider: Provider) -> House:
    return House()


def put_up_by_page(house: House, client: Client, reference: str, concern: UUID) -> Sheet:
    kit = ConcernPerson.objects.get(concern=concern, part="worried-about")
    said = {"reference": reference, "asks_as": str(kit.id), "how_known": "x", "answerer": str(house.hr)}
    there = reverse("put-up", args=[concern])
    assert client.post(there, said).headers["Location"] == there
    return Sheet.objects.get()


def sections(page: str) -> dict[str, str]:
    """What every thing is called, by its address."""
    return dict(
        re.findall(r'href="(/desk/worksheet/[^"]+/)">Decide<span class="[^"]+">: ([^<]+)</span>', page)
    )


def test_a_record_is_put_up_weighed_given_and_read(house: House, provider: Provider) -> None:
    concern, receipt = house.worked(house.concern()), house.asks()
    lead, hr = sign_in(house.lead, provider), sign_in(house.hr, provider)
    page = text(lead.get(reverse("put-up", args=[concern])))
    assert "Hu Man" in page
    assert "He Ad" not in page
    sheet = put_up_by_page(house, lead, receipt.reference, concern)
    asked = reverse("rights-request", args=[RightsRequest.objects.get().id])
    assert "Hu Man decides what they get to see" in text(lead.get(asked))
    there = reverse("worksheet", args=[sheet.id])
    assert there in text(hr.get(asked))
    assert lead.get(there).status_code == 404
    page = text(hr.get(there))
    assert "5 of 5 are not decided yet." in page
    assert "[who reported] told me" in page
    for address, title in sections(page).items():
        said = {"gives": "withheld"} | WHY | OTHERS
        if "call" in title.lower() or "worried about" in title:
            said = {"gives": "whole", "may_know": "", "reason": "", "ground": "", "consent": ""}
        if "What was reported" in title:
            said |= {"gives": "in-part", "passages": "beside Sam Fell"}
        assert hr.post(address, said).headers.get("Location") == there, title
    page = text(hr.get(there))
    assert "Everything is decided: make the copy" in page
    copying = reverse("make-copy", args=[sheet.id])
    assert "Kit drew a weapon [left out]." in text(hr.get(copying))
    refused = hr.post(copying, {"how_known": "", "way": "code-page"})
    assert (refused.status_code, "This needs an answer." in refused.content.decode()) == (422, True)
    assert hr.post(copying, {"how_known": "Passport.", "way": "code-page"}).headers["Location"] == there
    paper = hr.post(reverse("copy-file", args=[sheet.id]))
    assert "Fell" not in words_of_pdf(paper.content)
    given = f"A copy given to whoever asked, request {receipt.reference}: 2 whole, 1 in part, 2 left out"
    assert given in text(lead.get(reverse("concern", args=[concern])))
    chosen = text(lead.post(reverse("chronology", args=[concern]), {"kind": "letters", "order": "oldest"}))
    assert (given in chosen, "Hu Man" in chosen) == (True, True)
    reads(receipt, provider)


def test_a_copy_stands_on_no_page_of_somebody_from_whom_the_request_is_kept(
    house: House, provider: Provider
) -> None:
    concern, receipt = house.worked(house.concern()), house.asks()
    sheet = house.put_up(concern, receipt)
    house.weigh_all(sheet.id)
    make_copy(sheet_id=sheet.id, way=By.PAPER, how_known="x", actor=Actor.person(house.hr), now=LATER)
    client, there = sign_in(house.lead, provider), reverse("concern", args=[concern])
    assert "A copy given to whoever asked" in text(client.get(there))
    with turn(actor=SETUP, now=LATER) as t:
        kept_from = Part.SAID_TO_HAVE_HARMED
        add_party(
            t, thing_kind="rights-request", thing_id=sheet.asked_id, part=kept_from, person_id=house.lead
        )
    assert "A copy given to whoever asked" not in text(client.get(there))


def reads(receipt: Any, provider: Provider) -> None:
    """Whoever asked, by their code and without an account."""
    again = reverse("report-about-me-again", args=[provider.short_code])
    code = {"reference": receipt.reference, "code": receipt.code}
    page = Client().post(again, code)
    assert "Kit drew a weapon [left out]." in text(page)
    assert "We left out something about somebody else." in text(page)
    boxes = hidden(page)
    made = Client().post(again, boxes | code | {"step": "copy", "copy": str(GivenCopy.objects.get().id)})
    assert "Kit drew a weapon [left out]." in words_of_pdf(made.content)
    for wrong in ("", "x", str(Sheet.objects.get().id)):
        assert Client().post(again, code | {"step": "copy", "copy": wrong}).status_code == 404


def test_everything_that_is_missing_stands_beside_its_question_and_nothing_is_lost(
    house: House, provider: Provider
) -> None:
    concern, receipt = house.worked(house.concern()), house.asks()
    sheet, hr = house.put_up(concern, receipt), sign_in(house.hr, provider)
    report = next(one.item.id for one in house.read(sheet.id).rows if one.item.sort == "report")
    there = reverse("weigh", args=[sheet.id, report])
    page = hr.post(there, {"gives": "in-part", "passages": "by the red door", "balance": "Kept words."})
    said = page.content.decode()
    assert page.status_code == 422
    for sentence in (
        "This is nowhere in it: “by the red door”.", "Say why, in a sentence or two.",
        "Say whether they may know", "Choose on what it is left out.", "Kept words.</textarea>",
    ):  # fmt: skip
        assert sentence in said
    assert not Weighing.objects.exists()
    for sent in ({"gives": ""}, {"gives": "nonsense"}, {"gives": "whole", "ground": "x", "may_know": "z"}):
        assert hr.post(there, sent).status_code == 422
    assert hr.post(reverse("worksheet", args=[sheet.id]), {"whole": ["x"]}).status_code == 422


def test_where_nobody_stands_outside_the_page_says_who_can_help(provider: Provider) -> None:
    lead = make_holder("Lea Dee", "dsl")
    concern = concern_about_a_learner()
    client, there = sign_in(lead, provider), reverse("put-up", args=[concern])
    held = text(client.get(there))
    assert "whoever is Managing Director, Company Secretary had a hand in the matter" in held
    nobody = archetype("apprenticeship-provider").replace(b', "answer-requests"', b"")
    adopt(data=nobody, path="x.md", actor=SETUP, now=LATER)
    page = text(client.get(there))
    assert "None of your policies names a post that decides this." in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


def test_the_person_is_told_how_it_ended(house: House, provider: Provider) -> None:
    concern, receipt = house.worked(house.concern()), house.asks()
    lead, there = sign_in(house.lead, provider), reverse("outcome-letter", args=[concern])
    assert "This has not ended." in text(lead.get(there))
    ended(house, concern)
    kit = ConcernPerson.objects.get(concern=concern, part="worried-about").id
    said = {
        "person_row": str(kit),
        "ended": "no-further-action",
        "reason": "",
        "reference": receipt.reference,
    }
    refused = lead.post(there, said)
    assert (refused.status_code, "This needs an answer." in refused.content.decode()) == (422, True)
    assert lead.post(there, said | {"reason": "Kit asked."}).headers["Location"] == there
    page = text(lead.get(there))
    assert "No further action was needed" in page
    assert "Kit asked." in page
    letter = OutcomeLetter.objects.get()
    made = lead.post(reverse("outcome-file", args=[concern, letter.id]))
    assert "No further action was needed" in words_of_pdf(made.content)
    again = reverse("report-about-me-again", args=[provider.short_code])
    code = {"reference": receipt.reference, "code": receipt.code}
    page = text(Client().post(again, code))
    assert "No further action was needed" in page
    assert "Kit asked." not in page
    theirs = Client().post(again, code | {"step": "letter", "letter": str(letter.id)})
    assert "No further action was needed" in words_of_pdf(theirs.content)
