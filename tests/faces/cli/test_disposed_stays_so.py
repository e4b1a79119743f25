"""An older backup does not bring back a record that two people disposed of, nor its files; and the disk lets go."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, connections

from another_machine import SECRET, Run
from dueregard.assurance.rights.choosing import Choice
from dueregard.assurance.rights.keeping_words import LooseKind, Why
from dueregard.assurance.rights.loose import By, agree_on_loose, look_at_loose
from dueregard.assurance.rights.models import Disposal, LooseDisposal
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.keeping import NAME, keep_register
from dueregard.ground.audit.queries import signed_head
from dueregard.ground.backups.operations import back_up
from dueregard.ground.crypto.master import master_key
from dueregard.ground.crypto.models import DataKey
from dueregard.ground.crypto.sheets import make_sheet
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.models import Concern
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import Precision
from dueregard.work.consultation.operations.talking import Note, note_talk
from dueregard.work.consultation.vocabulary import Asker
from household import NOON, SETUP, inside, make_holder
from keeping_support import closed, disposed_of, learner_born
from mechanisms.files.cabinet import stored

HOW_IT_STANDS = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "dueregard.config.settings"
django.setup()
import json
from django.core import serializers
from dueregard.assurance.rights.models import Disposal, LooseDisposal
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.files import store
from dueregard.mechanisms.files.operations.tidying import tidy
from dueregard.work.casework.models import Concern
from dueregard.work.consultation.models import Talk
from dueregard.work.casework.operations.reading import open_file
said = {}
with enter(Provider.objects.get()):
    for one in Concern.objects.all():
        file = open_file(one, Moment.now(utc_now()))
        said[str(one.id)] = [one.state, "cannot-be-read" in file.account, len(file.record)]
    [one] = LooseDisposal.objects.all()
    said["talk"] = [str(one.id), str(one.thing_id), one.why, Talk.objects.get().key.wrapped is None]
    [row] = Disposal.objects.all()
    said["certificate"] = [str(row.id), str(row.first_id), str(row.second_id), row.why, row.entries, row.files]
    said["at"] = row.disposed_at.isoformat()
tidy(now=utc_now())
said["files"] = len(list(store.each()))
print(json.dumps(said))
"""


@pytest.fixture
def house(
    tmp_path: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, Any]]:
    """Two closed records with a file each; a backup; then two people dispose of one of them."""
    monkeypatch.setattr(settings, "REGISTER", tmp_path / "old-register")
    monkeypatch.setattr(settings, "FILES", tmp_path / "old-files")
    with inside():
        lead, second = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
        goes, stays = closed(lead, learner_born(date(2000, 1, 2))), closed(lead)
        talk = noted(lead)
        keep_register(now=NOON)
        back_up(tmp_path / "backup", SECRET, now=NOON)
        wrapped = bytes(DataKey.objects.get(pk=Concern.objects.get(pk=goes).account_key_id).wrapped)
        row = disposed_of(goes, lead, second, at=NOON, why=Why.ASKED)
        loose = talk_goes(talk, lead, second)
        (tmp_path / "head.json").write_text(json.dumps(signed_head()))
        shutil.copy(settings.REGISTER / NAME, tmp_path)
        (tmp_path / "sheet").write_text(make_sheet(master_key(), now=NOON)[0])
        yield {
            "goes": goes,
            "stays": stays,
            "row": row,
            "loose": loose,
            "wrapped": wrapped,
            "folder": tmp_path,
        }


@pytest.mark.long
def test_a_restore_of_an_older_backup_does_not_bring_it_back(elsewhere: Run, house: dict[str, Any]) -> None:
    folder, row = house["folder"], house["row"]
    done = elsewhere("restore", str(folder / "backup"), "--identity", str(folder / "identity"))
    assert done.returncode == 0, done.stderr
    installed = elsewhere("keys", "install", str(folder / "sheet"))
    assert installed.returncode == 0, installed.stderr
    said = json.loads(elsewhere(script=HOW_IT_STANDS).stdout)
    assert said[str(house["goes"])] == ["disposed-of", True, 3]
    assert said[str(house["stays"])] == ["closed", False, 3]
    assert said["certificate"] == [str(row.id), str(row.first_id), str(row.second_id), "asked-for", 4, 1]
    assert (said["at"], said["files"]) == (row.disposed_at.isoformat(), 1)
    assert said["talk"] == [str(house["loose"].id), str(house["loose"].thing_id), "asked-for", True]
    verified = elsewhere("audit", "verify", "--head", str(folder / "head.json"))
    assert verified.returncode == 0, verified.stdout + verified.stderr


@pytest.mark.skipif(
    "sqlite" not in settings.DATABASES["default"]["ENGINE"],
    reason="what PostgreSQL keeps is said in the threat model",
)
def test_the_key_is_on_the_disk_no_more(house: dict[str, Any]) -> None:
    path = Path(connection.settings_dict["NAME"])
    files = [path, *(one for one in path.parent.glob(f"{path.name}-*"))]
    assert files[0].exists()
    assert not [one.name for one in files if house["wrapped"] in one.read_bytes()]
    kept = bytes(DataKey.objects.get(pk=_key(house["stays"])).wrapped)
    connections["default"].cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert kept in path.read_bytes()
    assert (Disposal.objects.count(), len(stored())) == (1, 1)


def noted(lead: UUID) -> UUID:
    """A note of a talk."""
    adopt(data=archetype("apprenticeship-provider"), path="a.md", actor=SETUP, now=NOON)
    said = Note(talked=Occurred(NOON, Precision.DAY), asker=Asker.STAFF, what="A poster.", advised="To ask.")
    return note_talk(note=said, actor=Actor.person(lead), now=NOON).id


def talk_goes(talk: UUID, lead: UUID, second: UUID) -> LooseDisposal:
    """Two people dispose of it."""
    of: dict[str, Any] = {"kind": LooseKind.TALK, "thing_id": talk, "now": NOON}
    look = look_at_loose(By(actor=Actor.person(lead), **of), chosen=Choice(why=Why.ASKED, reason="x"))
    return agree_on_loose(By(actor=Actor.person(second), **of), look_id=look.id)


def _key(concern: UUID) -> UUID:
    found: UUID = Concern.objects.get(pk=concern).account_key_id
    return found
