"""Restricted matters, much worked on: only whoever may see them can tell that they are there.

Two worlds alike but for a concern about the lead and one about a colleague. Whatever somebody may open or ask is asked
in both: the status, the page with its title and its refusals, where it sends one, and every header must be the same.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
import segno
from django.test import Client
from django.urls import reverse

from dueregard.assurance.health.queries.figures import figures
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import reader, visible
from dueregard.faces.demo.building import build_house
from dueregard.faces.demo.people import HOUSES, House, Plays
from dueregard.faces.web.desk import everything
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.queries import mail_health
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.acting import set_action
from dueregard.work.casework.operations.handling import add_entry, open_concern
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import Precision
from faces.web.test_routes import OF_A_CONCERN, POST_ONLY, address, routes
from faces.web.test_walls import ABOUT_COLLEAGUE, ABOUT_LEAD, ABOUT_LEARNER, alike, rename, signed_in
from walls.walking import PAPER_NUMBER

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
OPENED_BY_NOBODY = {"sign-out", "front", "metrics", "components", "components-of"}
NARROWED = (
    "?stalled=1", "?whose=mine", "?due=late", "?due=week", "?since=new", "?strand=safeguarding", "?strand=unknown",
    "?state=new", "?state=opened", "?state=closed",
)  # fmt: skip
NEVER = "BBBB-2222"
RESTRICTED = reverse("desk-restricted", urlconf="dueregard.config.urls")


class World:
    """A provider with one open concern; and, in the troubled one, two restricted ones that a director works on."""

    def __init__(self, house: House, *, troubled: bool) -> None:
        now = utc_now()
        told = (ABOUT_LEARNER, ABOUT_COLLEAGUE, ABOUT_LEAD) if troubled else (ABOUT_LEARNER,)
        self.house, self.built = house, build_house(house, now=now, stories=told)
        with enter(self.built.provider):
            rows = Concern.objects.order_by("circle")
            self.open = next(row for row in rows if row.circle == "open")
            self.hidden = [row for row in rows if row.circle == "sealed"]
            for row in self.hidden:
                self.work_on(row.id)
        self.references = {row.reference for row in self.hidden}

    def work_on(self, concern: UUID) -> None:
        """Open it, write, and give its handler something to do of which no mail has gone out for an hour."""
        an_hour_ago, director = (
            utc_now() - timedelta(hours=1),
            self.built.people[self.house.playing(Plays.DIRECTOR).login],
        )
        who: dict[str, Any] = {"concern_id": concern, "actor": Actor.person(director), "now": an_hour_ago}
        open_concern(**who)
        add_entry(kind="note", words="A note.", happened=Occurred(an_hour_ago, Precision.MINUTE), **who)
        set_action(what="Ring.", owner_id=director, due_on=utc_now().date() + timedelta(days=1), **who)

    def kept_from(self, login: str) -> list[Concern]:
        """The restricted ones that somebody may not see."""
        with enter(self.built.provider):
            moment = Moment.now(utc_now())
            who = reader(self.built.people[login], powers_in_force(moment), moment)
            seen = set(visible(Concern.objects.all(), who, moment).values_list("pk", flat=True))
        return [row for row in self.hidden if row.id not in seen]

    def asked_by(self, login: str) -> Iterator[tuple[str, Any]]:
        """Whatever somebody may open without knowing an address, and what they may try."""
        client = signed_in(self.built, login)
        names = sorted(set(routes()) - OF_A_CONCERN - POST_ONLY - OPENED_BY_NOBODY)
        for name in names:
            if not routes()[name].pattern.converters:
                yield name, client.get(reverse(name))
        for more in NARROWED:
            yield f"queue {more}", client.get(reverse("desk-queue") + more)
        yield "restricted still", client.get(f"{RESTRICTED}?stalled=1")
        for last in ("month", "quarter"):
            yield f"figures {last}", client.get(reverse("figures") + f"?last={last}")
        for known_as, person in zip(
            (one.known_as for one in self.house.cast), self.built.people.values(), strict=True
        ):
            if known_as in (Plays.LEAD, Plays.TUTOR, "quiet"):
                there = reverse("file", args=[person])
                yield f"file of {known_as}", client.get(there)
                yield f"restricted file of {known_as}", client.get(f"{there}?restricted=1")
                yield f"page of {known_as}", client.get(reverse("person", args=[person]))
        tries = [(row.id, row.reference) for row in self.kept_from(login)]
        for number, (tried, sought) in enumerate([*tries, (uuid4(), NEVER), (uuid4(), NEVER)][:2]):
            yield f"find {number}", client.post(reverse("find"), {"sought": sought})
            for name in ("door", "concern", "together", "closing"):
                yield f"{name} {number}", client.get(address(name, tried))
            rings = {"reference": sought, "reason": "A ward rings about somebody."}
            yield f"emergency {number}", client.post(reverse("emergency"), rings)
            joined = {"reference": sought, "reason": "One matter."}
            yield f"join {number}", client.post(address("join-concern", self.open.id), joined)
        yield "find a name", client.post(reverse("find"), {"sought": "a"})
        for name in ("door", "concern", "together", "decide", "action"):
            yield f"open {name}", client.get(address(name, self.open.id))

    def answers(self, login: str) -> dict[str, str]:
        return {name: self.said(response, login) for name, response in self.asked_by(login)}

    def said(self, response: Any, login: str = "nobody") -> str:
        headers = sorted((name, value) for name, value in response.headers.items() if name != "Set-Cookie")
        cookies = sorted((name, one["path"], one["max-age"]) for name, one in response.cookies.items())
        page = response.content.decode().replace(login, "LOGIN")
        for reference in self.references:
            page = page.replace(reference, NEVER)
        page = PAPER_NUMBER.sub("NUMBER", page)
        return re.sub(r"nonce-[^']+", "nonce", alike(f"{response.status_code} {headers} {cookies}\n{page}"))


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Room on the disk as at one moment: the page on health says it, and other tests write meanwhile. And a passphrase
    that is not by chance, and squares of one address: their lengths make that of a page."""
    make = segno.make_qr
    monkeypatch.setattr(segno, "make_qr", lambda _address, **how: make("https://example.org", **how))
    monkeypatch.setattr(everything, "new_passphrase", lambda: "six words")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**11, total=10**12))


@pytest.mark.long
def test_only_whoever_may_see_them_can_tell_that_they_are_there(still: None) -> None:
    house = HOUSES[0]
    elsewhere = rename(house)
    without, troubled = World(house, troubled=False), World(elsewhere, troubled=True)
    assert [len(world.hidden) for world in (without, troubled)] == [0, 2]
    with enter(troubled.built.provider):
        assert mail_health(utc_now(), Stream.SEALED).late_since
        assert not Message.objects.filter(circle=Stream.SEALED).exclude(mailbox="").exists()
    assert ("mail_late_seconds", "", 0.0) in figures(utc_now())
    seen: dict[str, list[str]] = {}
    for one, other in zip(house.cast, elsewhere.cast, strict=True):
        if one.roles or one.plays is Plays.TUTOR:
            before, after = without.answers(one.login), troubled.answers(other.login)
            assert before.keys() == after.keys()
            if differ := [name for name in before if before[name] != after[name]]:
                seen[one.login] = differ
    lead, director = house.lead, house.playing(Plays.DIRECTOR).login
    shown = ["desk-restricted", "restricted still"]
    assert seen == {lead: shown, director: [*shown, "restricted file of lead"]}
    assert [
        len(troubled.kept_from(rename(house).playing(who).login)) for who in (Plays.LEAD, Plays.DIRECTOR)
    ] == [1, 0]
    for page in ("", "report/", "again/"):
        worlds = [world.built.provider.short_code for world in (without, troubled)]
        assert len({troubled.said(Client().get(f"/r/{code}/{page}")) for code in worlds}) == 1
