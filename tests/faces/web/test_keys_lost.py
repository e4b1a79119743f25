"""Drill: key file and recovery sheet are both lost. It is said, new reports are taken, and what was there stays shut.

Two providers alike but for what was reported at one of them before the loss: afterwards no page tells them apart. And
one provider that is used on, from the loss to the next report.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.proving import Proof
from dueregard.authority.access.queries import reader
from dueregard.authority.access.vocabulary import Circle
from dueregard.authority.identity.models import Account, Authenticator
from dueregard.authority.identity.queries import person_of
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.faces.cli.main import dueregard
from dueregard.faces.demo.building import Built, build_house
from dueregard.faces.demo.people import HOUSES, House, Plays
from dueregard.ground.audit.queries import signed_head
from dueregard.ground.audit.vocabulary import SHUT
from dueregard.ground.backups import occupancy
from dueregard.ground.crypto import master
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.reference.operations import load_shipped_facts
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.queries import shown_to
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.emergencies import open_in_emergency
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.queries.emergencies import known_to
from dueregard.work.casework.reports import Receipt, Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from faces.web.test_routes import address
from faces.web.test_walls import ABOUT_COLLEAGUE, ABOUT_LEAD, ABOUT_LEARNER, alike, rename, signed_in
from faces.web.test_walls_of_a_sealed_matter import still
from household import NOON, SETUP, inside, make_holder
from proving import give_app

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
__all__ = ["still"]
BEGIN = ("keys", "begin-anew")
AGREED = (*BEGIN, "--yes-the-old-records-stay-closed", "--no-input")
LISTS = (
    "desk-queue", "desk-restricted", "my-reports", "hand-over", "figures", "policies", "missing", "emergency",
    "who-opens", "people", "let-in", "health", "breaches", "cover", "going-live",
)  # fmt: skip
WORDS = "A knife in a bag."


@pytest.fixture
def lose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Loses the key file, in a key folder of the test's own; every process was started since."""
    shutil.copytree(settings.KEYS, tmp_path / "keys")
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")
    monkeypatch.setattr(settings, "REGISTER", tmp_path / "register")
    # Another test may have served pages from this process, which works with the folder until it ends.
    monkeypatch.setattr(occupancy, "_IN_USE", str(tmp_path / "in-use"))

    def lost() -> None:
        (tmp_path / "keys" / "master.key").unlink()
        monkeypatch.setattr(master, "_held", {})

    return lost


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(dueregard, list(words), input=typed)


def done(*words: str) -> str:
    """What a command says that goes well."""
    result = run(*words)
    assert (result.exit_code, result.exception) == (0, None), result.output
    return result.output


def asked(
    house: House, built: Built, login: str, sought: list[tuple[UUID, str]]
) -> Iterator[tuple[str, Any]]:
    """What somebody opens and tries, as lists, files, and by what each concern of before was known."""
    client = signed_in(built, login)
    for name in LISTS:
        yield name, client.get(reverse(name))
    for more in ("?stalled=1", "?state=closed", "?due=late"):
        yield f"queue {more}", client.get(reverse("desk-queue") + more)
    for plays in (Plays.LEAD, Plays.TUTOR):
        there = reverse("file", args=[built.people[house.playing(plays).login]])
        yield f"file of {plays}", client.get(there)
        yield f"restricted file of {plays}", client.get(f"{there}?restricted=1")
    for number, (concern, reference) in enumerate(sought):
        for name in ("door", "concern"):
            yield f"{name} {number}", client.get(address(name, concern))
        yield f"find {number}", client.post(reverse("find"), {"sought": reference})
        rings = {"reference": reference, "reason": "A ward rings about somebody."}
        yield f"emergency {number}", client.post(reverse("emergency"), rings)


def answers(house: House, built: Built, login: str, sought: list[tuple[UUID, str]]) -> dict[str, str]:
    """The same, without what differs between any two providers."""
    found = {}
    for name, response in asked(house, built, login, sought):
        page = response.content.decode().replace(login, "LOGIN")
        for _, reference in sought:
            page = page.replace(reference, "BBBB-2222")
        found[name] = alike(f"{response.status_code} {page}")
    return found


# Two houses and a hundred pages of each take seconds: it is the one test that no page and no figure can get past.
def test_nothing_of_before_is_anywhere_for_anybody(
    still: None,
    lose: Callable[[], None],
) -> None:
    now, quiet, full = utc_now(), HOUSES[0], rename(HOUSES[0])
    calm = build_house(quiet, now=now, stories=())
    busy = build_house(full, now=now, stories=(ABOUT_LEARNER, ABOUT_COLLEAGUE, ABOUT_LEAD))
    with enter(busy.provider):
        told = list(Concern.objects.order_by("about").values_list("pk", "reference"))
        assert set(Concern.objects.values_list("circle", flat=True)) == set(Circle)
    lose()
    done(*AGREED)
    never = [(uuid4(), "BBBB-2222") for _ in told]
    for plays in (Plays.LEAD, Plays.DIRECTOR):
        mine, theirs = (house.playing(plays).login for house in (quiet, full))
        expected, found = answers(quiet, calm, mine, never), answers(full, busy, theirs, told)
        assert {name: page for name, page in found.items() if expected[name] != page} == {}, theirs
    with enter(busy.provider):
        assert set(Message.objects.values_list("circle", flat=True)) == {SHUT}
        assert not any(shown_to(person, now) for person in busy.people.values())


class Place:
    """A provider with a lead and a director, and what was reported there."""

    def __init__(self, provider: Provider, lead: UUID, director: UUID) -> None:
        self.provider, self.lead, self.director = provider, lead, director
        self.clients: dict[UUID, Client] = {}
        self.page = f"/r/{provider.short_code}/report/"
        self.again = reverse("report-again", args=[provider.short_code])

    def report(self, involved: UUID | None = None, request: UUID | None = None) -> Receipt:
        report = Report(
            reporter=ReporterKind.ANONYMOUS,
            about=AboutKind.COLLEAGUE if involved else AboutKind.LEARNER,
            account={"seen": WORDS},
            involved=frozenset([involved] if involved else []),
        )
        actor = Actor.outsider()
        with enter(self.provider):
            return report_concern(report=report, request_id=request or uuid4(), actor=actor, now=utc_now())

    def restricted(self, person: UUID) -> str:
        return text(self.signed_in(person).get(reverse("desk-restricted")))

    def signed_in(self, person: UUID) -> Client:
        if person not in self.clients:
            with enter(self.provider):
                self.clients[person] = sign_in(person, self.provider)
        return self.clients[person]


@pytest.fixture
def place() -> Place:
    load_shipped_facts(now=NOON)
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        director = make_holder("Mona Ging", "managing-director")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
    return Place(provider, lead, director)


def with_receipt(place: Place, receipt: Receipt) -> Any:
    return Client().post(place.again, {"reference": receipt.reference, "code": receipt.code})


def test_from_the_loss_to_the_next_report(place: Place, lose: Callable[[], None], tmp_path: Path) -> None:
    old, old_about_lead = place.report(), place.report(place.lead)
    with enter(place.provider):
        (tmp_path / "head").write_text(json.dumps(signed_head()))
    lose()

    for page in (place.page, place.page.removesuffix("report/")):
        answer = Client().get(page)
        assert (answer.status_code, "0800 1111" in answer.content.decode()) == (503, True)
        assert "Reports that were sent before are safe" not in answer.content.decode()
    assert with_receipt(place, old).status_code == 503
    assert run("audit", "verify").exit_code == 1
    assert "begin-anew" in run("doctor").output

    assert run(*BEGIN, "--no-input").exit_code == 2
    assert "not the sentence" in run(*BEGIN, typed="yes\n").exception.sentence  # type: ignore[union-attr]
    assert not master.is_there()
    begun = run(*BEGIN, typed="The old records stay closed.\n")
    assert begun.exception is None, begun.output
    for said in ("keys install SHEET", "shut to everybody", "personal data breach", "harbour --name NAME"):
        assert said in begun.output
    assert "nothing is lost" in run(*AGREED).exception.sentence  # type: ignore[union-attr]

    sent = {"reporter": "anonymous", "about": "learner", "danger": "no", "seen": WORDS, "step": "send"}
    assert "It is kept safe" in text(Client().post(place.page, sent | {"request_id": str(uuid4())}))
    queue = text(place.signed_in(place.lead).get(reverse("desk-queue")))
    with enter(place.provider):
        assert Concern.objects.get(circle="open").reference in queue
    assert "Nobody can read what was written before" in queue
    assert old.reference not in queue

    new_about_lead = place.report(place.lead)
    for reference in (old_about_lead.reference, new_about_lead.reference):
        assert reference not in place.restricted(place.lead)
    seen = place.restricted(place.director)
    assert (new_about_lead.reference in seen, old_about_lead.reference in seen) == (True, False)

    one, other = (
        with_receipt(place, receipt)
        for receipt in (old, Receipt(uuid4(), "BBBB-2222", "bbbb-bbbb-bbbb-bbbb", 0))
    )
    assert one.status_code == other.status_code == 422
    for shown in (one, other, Client().get(place.again)):
        assert "Nobody can read them any more" in shown.content.decode()
        assert "0800 1111" in shown.content.decode()
    assert with_receipt(place, new_about_lead).status_code == 200

    verified = done("audit", "verify", "--head", str(tmp_path / "head"))
    assert "the audit record holds" in verified
    assert "no sign that anybody changed them" in verified
    assert "the key it is signed with was lost" in verified
    for round_ in ("sweep", "reconcile"):
        done(round_)
    assert "can be read by nobody" in re.sub(r"\s+", " ", run("doctor").output)


def test_a_form_of_before_that_is_sent_again_is_a_report_of_its_own(
    place: Place, lose: Callable[[], None]
) -> None:
    request = uuid4()
    before = place.report(request=request)
    lose()
    done(*AGREED)
    after, again = place.report(request=request), place.report(request=request)
    assert before.concern_id != after.concern_id == again.concern_id
    assert after.code == again.code
    assert with_receipt(place, after).status_code == 200


def test_uses_of_emergency_access_of_before_show_to_nobody(
    place: Place, lose: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dueregard.work.casework.operations.emergencies.prove", lambda *_: None)
    old = place.report()
    with enter(place.provider):
        actor = Actor.person(place.director)
        proof = Proof(Account(), "", "")
        use = open_in_emergency(
            reference=old.reference, reason="A ward rings.", proof=proof, actor=actor, now=utc_now()
        )
        moment = Moment.now(utc_now())
        assert [row.use for row in _known(place, moment)] == [use.use]
    lose()
    done(*AGREED)
    with enter(place.provider):
        assert _known(place, Moment.now(utc_now())) == ()


def _known(place: Place, moment: Moment) -> Any:
    who = reader(place.lead, powers_in_force(moment), moment)
    return known_to(who, moment, since=NOON)


def test_whoever_had_a_second_step_is_let_in_anew(place: Place, lose: Callable[[], None]) -> None:
    with enter(place.provider):
        tutor = make_holder("Tu Torr", "nothing-special")
        directing, teaching = (sign_in(person, place.provider) for person in (place.director, tutor))
    account = Account.objects.get(username=f"a{place.director}")
    give_app(account)
    lose()
    done(*AGREED)
    assert not Authenticator.objects.exists()
    moment = Moment.now(utc_now())
    with enter(place.provider):
        assert person_of(account, moment) is None
        assert person_of(Account.objects.get(username=f"a{tutor}"), moment) is not None
    for client in (directing, teaching):  # every session ended
        assert client.get(reverse("my-reports")).status_code == 302
    handed = done("invite", "--provider", "harbour", "--name", "Mona Ging")
    assert "Code, good once" in handed
