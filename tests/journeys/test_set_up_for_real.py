"""What the README says under *Set it up for real*, done to the letter: then `dueregard doctor` is green.

It takes some seconds: five people set up a sign-in, a backup is made, and restored twice to try it.
"""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from pyrage.x25519 import Identity
from pytest_django.fixtures import Settings

from desk_support import hidden
from dueregard.assurance.health.queries import certificates, lines
from dueregard.assurance.health.rules.certificates import Certificate, Seen
from dueregard.assurance.health.vocabulary import State
from dueregard.assurance.rights.operations import answer, choose_basis
from dueregard.assurance.rights.rules.bases import bases, conditions
from dueregard.assurance.rights.vocabulary import Authority, Question, Whose
from dueregard.authority.identity.models import Authenticator, PersonDetails
from dueregard.config.worker import make_worker
from dueregard.faces.cli.main import dueregard
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from proving import give_app, shown_by_app_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("dueregard.config.urls")]
OWN, OWN_IDENTITY = "otter lantern gravel", Identity.generate()


def typed(*words: str) -> str:
    done = CliRunner().invoke(dueregard, words)
    assert done.exit_code == 0, f"{done.output}\n{done.exception}"
    return done.output


def sets_up(code: str, provider: Provider) -> Client:
    """Somebody with the code of their invitation, and two devices."""
    client, there = Client(), reverse("invited", args=[provider.short_code])
    client.post(there, {"code": code})
    client.get(there)
    account = Authenticator.objects.latest("made_at").account
    shown = shown_by_app_of(account, utc_now())
    said = {"do": "set-up", "chosen": OWN, "again": OWN, "code": shown, "label": "phone"}
    assert client.post(there, said).status_code == 200
    give_app(account)
    return client


def invited(by: Client, person: UUID, provider: Provider) -> Client:
    """Somebody handed a sheet by whoever may invite them."""
    sheet = by.post(reverse("invite", args=[person])).content.decode()
    code = re.search(r"\b\w{4}-\w{4}-\w{4}\b", sheet.partition("Type this code")[2])
    assert code is not None
    return sets_up(code[0], provider)


def given_a_post(name: str, role: str, head: Client, chair: Client) -> UUID:
    """Somebody put into the directory, proposed by one and agreed to by the other."""
    given, _, family = name.partition(" ")
    added = head.post(
        reverse("add-person"), {"given_names": given, "family_name": family, "standing": "staff"}
    )
    person = UUID(added.headers["Location"].rstrip("/").rpartition("/")[2])
    there = reverse("person", args=[person])
    assert head.post(there, {"form": "post", "role": role, "manner": "substantive"}).status_code == 302
    waits = hidden(chair.get(reverse("who-opens")))
    assert chair.post(reverse("who-opens"), waits | {"answer": "agree"}).status_code == 302
    return person


def test_the_path_of_the_readme_ends_green(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    begun = typed(
        "init", "--no-input", "--slug", "quay", "--name", "Quay Training", "--nation", "england",
        "--archetype", "safeguarding-core", "--first", "Imelda Thrupp", "--second", "Chas Hair",
    )  # fmt: skip
    (tmp_path / "sheet").write_text(typed("keys", "slip"))
    typed("keys", "check", str(tmp_path / "sheet"))
    provider = Provider.objects.get()
    code = re.search(r"Code, good once, until .*: (\S+)", begun)
    assert code is not None
    head = sets_up(code[1], provider)
    with enter(provider):
        second = PersonDetails.objects.get(family_name="Hair").person_id
    chair = invited(head, second, provider)
    for name, role in (("Lea Dee", "dsl"), ("Dep Uty", "deputy-dsl"), ("Pat Ers", "hr-lead")):
        invited(head, given_a_post(name, role, head, chair), provider)
    assert head.post(reverse("who-opens"), {"answer": "reviewed"}).status_code == 302
    settings.BACKUPS, settings.BACKUP_RECIPIENT = tmp_path / "backups", str(OWN_IDENTITY.to_public())
    (tmp_path / "backups").mkdir(mode=0o700)
    settings.REGISTER = tmp_path / "register"
    make_worker().run_until_idle()
    (tmp_path / "identity").write_text(f"{OWN_IDENTITY}\n")
    backup = str(max((tmp_path / "backups").glob("*.backup")))
    typed("drill", backup, "--identity", str(tmp_path / "identity"))
    settings.ADDRESS = "https://tell.ours.example"
    # Looking reaches out, which no test may; tests/assurance/health/test_certificates.py looks at real ones.
    monkeypatch.setattr(
        certificates,
        "look_at",
        lambda address: Certificate(address, Seen.GOOD, utc_now() + timedelta(days=60)),
    )
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "127.0.0.1", "safe@ours.example"
    with enter(provider):
        fill_in_papers()
    opened = head.post(reverse("going-live"))
    assert opened.status_code == 302, opened.content.decode()
    found = lines.everything(utc_now())
    assert [(line.id, line.found.sentence) for line in found if line.found.state is not State.GOOD] == []
    assert CliRunner().invoke(dueregard, ["doctor"]).exit_code == 0


def fill_in_papers() -> None:
    """What the pages of papers ask for; these have tests of their own."""
    person = PersonDetails.objects.get(family_name="Thrupp").person_id
    who: dict[str, Any] = {"actor": Actor.person(person), "now": utc_now()}
    said = {
        Question.AUTHORITY: Authority.PRIVATE,
        Question.DPIA_DAY: "2026-02-01",
        Question.DPIA_OWNER: "Head",
    }
    answer(given=said, **who)
    for whose in Whose:
        article, condition = bases(Authority.PRIVATE, whose)[0], conditions(whose)[0]
        choose_basis(whose=whose, article=article, condition=condition, why="Advice.", **who)
