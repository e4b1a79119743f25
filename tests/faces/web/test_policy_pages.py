"""A policy's life on the desk: every page of it, for whoever writes, whoever signs and whoever may do neither."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from desk_support import hidden, sign_in, text
from dueregard.authority.policy.queries import shelf
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from household import make_person
from work.governance.governing import Crew, changed, governed, reworded

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
ALL = "/desk/policies/drafts/"
HOSTILE = "<script>alert(1)</script> ![x](https://example.org/p.png) [y](javascript:alert(2)) **really**"


class House:
    """A director, a writer and somebody of the board, a tutor without a post, and the policy they keep."""

    def __init__(self, provider: Provider, crew: Crew) -> None:
        self.provider, self.crew = provider, crew
        self.tutor_id = make_person("Tu Tor")

    def sign_in(self) -> None:
        """Each in a browser of their own."""
        people = (self.crew.director, self.crew.writer, self.crew.board, self.tutor_id)
        self.director, self.writer, self.board, self.tutor = (sign_in(one, self.provider) for one in people)

    def begun(self, new: str = "", by: Client | None = None) -> str:
        """A draft of the policy in force, with another text where one is given: its address."""
        who = by or self.writer
        one = str(who.post(f"{ALL}begin/", {"form": "in-force", "policy": "care"}).headers["Location"])
        if new:
            assert self.keep(one, new, who).status_code == 302
        return one

    def keep(self, one: str, new: str, by: Client | None = None) -> Any:
        """Type another text over the one that stands."""
        who = by or self.writer
        return who.post(f"{one}file/", hidden(who.get(f"{one}file/")) | {"text": new})

    def put(self, new: str, change: str = "substance") -> str:
        """A draft that waits for those who sign."""
        one = self.begun(new)
        assert self.writer.post(f"{one}forward/", {"change": change}).status_code == 302
        return one

    def says(self, who: Client, one: str, said: str = "yes", words: str = "") -> Any:
        """Yes or no, in the one post of theirs."""
        page = who.get(f"{one}sign/")
        assert page.status_code == 200
        capacity = re.findall(r'name="capacity" type="radio" value="([^"]*)"', page.content.decode())
        return who.post(f"{one}sign/", hidden(page) | {"capacity": capacity[0], "said": said, "words": words})

    def signed(self, new: str) -> str:
        """A draft that can be published."""
        one = self.put(new)
        assert self.says(self.writer, one).status_code == 302
        assert self.says(self.director, one).status_code == 302
        return one


@pytest.fixture(scope="module")
def built(lasting: Callable[[], AbstractContextManager[None]]) -> House:
    """Built once; each test undoes what it did."""
    with lasting(), governed() as crew:
        return House(Provider.objects.get(pk=scope.provider_id()), crew)


@pytest.fixture
def there(built: House) -> Iterator[House]:
    with enter(built.provider):
        built.sign_in()
        yield built


def test_from_a_draft_to_an_edition_in_force(there: House) -> None:
    one = there.begun(changed(reworded()))
    page = text(there.writer.get(one))
    assert "Being written" in page
    assert "is looked at again: within 6 months" in page
    assert there.writer.post(f"{one}forward/", {"change": "substance"}).headers["Location"] == one
    assert "Yours: read it and sign" in text(there.writer.get(ALL))
    page = text(there.writer.get(f"{one}sign/"))
    assert "12 months" in page
    assert "6 months" in page
    assert "Everybody</del>" in re.sub(r"<span[^>]*>[^<]*</span>", "", page)
    assert there.says(there.writer, one).headers["Location"] == one
    assert there.says(there.board, one).headers["Location"] == one
    assert "Signed: it can be published" in text(there.writer.get(one))
    edition = there.writer.post(f"{one}publish/", {}).headers["Location"]
    page = text(there.tutor.get(edition))
    assert "in force" in page
    assert "Bo Board" in page
    assert "signed, step by step" in page
    assert text(there.tutor.get("/desk/policies/")).count(edition) == 1
    pack = shelf(Moment.now(utc_now())).pack("care")
    assert pack
    assert pack.text == changed(reworded())
    assert verify().fault is None
