"""The page on which a record is made ready for another provider, and the receipt."""

import io
import re

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.assurance.transfer.bundle import read_bundle
from dueregard.assurance.transfer.models import Departure
from dueregard.assurance.transfer.sealing import open_bundle
from household import inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
TYPED = {
    "to": "Their lead", "known_on-day": "4", "known_on-month": "3", "known_on-year": "2026", "basis": "safeguarding",
    "why": "He moved there.", "how": "By secure mail.", "recipient": "",
}  # fmt: skip


def test_the_file_is_handed_out_noted_and_its_receipt_written_down() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        client, there = sign_in(lead, provider), reverse("send-record", args=[concern])
        page = client.get(there).content.decode()
        phrase = re.search(r'name="passphrase"[^>]*>\s*([a-z ]+)\s*</textarea>', page)
        assert phrase
        assert len(phrase[1].split()) == 6
        typed = TYPED | {"matters": str(concern), "approved_by": str(lead), "passphrase": phrase[1]}
        lacking = client.post(there, typed | {"why": " "})
        assert lacking.status_code == 422
        assert "By secure mail." in lacking.content.decode()
        short = client.post(there, typed | {"passphrase": "short"})
        assert (short.status_code, "Give at least 16 letters" in short.content.decode()) == (422, True)
        other = client.post(there, typed | {"matters": str(lead)})
        assert other.status_code == 422
        assert not Departure.objects.exists()
        made = client.post(there, typed)
        assert re.fullmatch(
            r'attachment; filename="safeguarding-record-\d{4}-\d\d-\d\d.age"', made["Content-Disposition"]
        )
        closed = b"".join(made.streaming_content)  # type: ignore[attr-defined]
        plain = io.BytesIO()
        open_bundle(io.BytesIO(closed), plain, phrase[1])
        assert read_bundle(plain).case.provider == provider.name
        after = text(client.get(there))
        assert "No receipt yet" in after
        assert "No rule here says by when." in after
        row = Departure.objects.get()
        arrived = reverse("record-arrived", args=[concern, row.id])
        assert client.post(arrived, {"receipt": ""}).status_code == 422
        assert client.post(arrived, {"receipt": "Their lead wrote back."}).status_code == 302
        assert "Their lead wrote back." in text(client.get(there))
        b"".join(client.post(there, typed).streaming_content)  # type: ignore[attr-defined]
        again = Departure.objects.exclude(pk=row.id).get(received_at=None)
        stayed = reverse("record-stayed", args=[concern, again.id])
        assert client.post(stayed, {"reason": ""}).status_code == 422
        assert client.post(stayed, {"reason": "The download broke off."}).status_code == 302
        after = text(client.get(there))
        assert "The download broke off." in after
        assert "No receipt yet" not in after
        twice = client.post(stayed, {"reason": "x"})
        assert (twice.status_code, "what became of it" in twice.content.decode()) == (422, True)


def test_only_who_may_refer_sends() -> None:
    with inside() as provider:
        make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        director = sign_in(make_holder("Di Rector", "managing-director"), provider)
        assert director.get(reverse("send-record", args=[concern])).status_code in (403, 404)
