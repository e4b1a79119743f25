"""The master key is changed while people work; cut off anywhere, everything opens, and it goes on where it stopped."""

import os
import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from django.conf import settings

from dueregard.faces.cli.keys import keys as command
from dueregard.ground.audit import keeping
from dueregard.ground.audit.keeping import NAME, keep_register, standing_register
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.queries import check_head, signed_head
from dueregard.ground.audit.register import RegisterFault, public_half, read
from dueregard.ground.audit.words import verify_words
from dueregard.ground.crypto import accounts, master, operations, wrapping
from dueregard.ground.crypto.models import DataKey, HouseKey, ProviderKey
from dueregard.ground.crypto.operations import destroy, make_data_key, register_seed, tag
from dueregard.ground.crypto.sheets import make_sheet
from dueregard.ground.crypto.wrapping import lies_under, opened_by
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.tenancy import rotating
from dueregard.ground.tenancy.operations import all_opened_by, by_slug, enter
from dueregard.ground.tenancy.rotating import rotate
from household import NOON, inside
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOON + timedelta(days=1)
ROTATOR = Actor.system("keys")
THING, LOGIN, ROW = uuid4(), uuid4(), uuid4()


@dataclass(frozen=True)
class Before:
    """What must be the same after."""

    key: bytes
    tag: str
    head: dict[str, Any]
    code: str
    secret: bytes
    register: bytes


@pytest.fixture
def before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Before:
    """Two providers with concerns, a key that was destroyed, a login's secret, and a register."""
    shutil.copytree(settings.KEYS, tmp_path / "keys")
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")
    monkeypatch.setattr(settings, "REGISTER", tmp_path / "register")
    monkeypatch.setattr(rotating, "_BATCH", 2)
    monkeypatch.setattr(rotating, "_REST", 0)
    with inside("elsewhere"):
        concern_about_a_learner()
    with inside():
        concern_about_a_learner()
        keep_register(now=NOON)
        return Before(
            master.master_key(),
            tag("party", THING),
            signed_head(),
            accounts.recovery_tag("code", account=LOGIN),
            accounts.seal_authenticator(b"shared", row=ROW, account=LOGIN),
            (tmp_path / "register" / NAME).read_bytes(),
        )


def all_opens(before: Before) -> None:
    """What was there opens and is as it was."""
    with enter(by_slug("elsewhere")):
        assert verify_words() is None
    with enter(by_slug("harbour")):
        assert verify_words() is None
        assert tag("party", THING) == before.tag
        assert check_head(before.head) is None
        assert standing_register().complete_at
    assert accounts.recovery_tag("code", account=LOGIN) == before.code
    assert accounts.open_authenticator(before.secret, row=ROW, account=LOGIN) == b"shared"


def is_done(before: Before) -> None:
    all_opens(before)
    key = master.master_key()
    assert key != before.key
    assert master.accepted_master_keys() == (key,)
    assert all_opened_by(key)
    assert lies_under(HouseKey.objects.get(), key)
    for slug in ("harbour", "elsewhere"):
        with enter(by_slug(slug)):
            assert not opened_by(before.key)
            assert not rotating._wrap_all_anew()
            assert ProviderKey.objects.count() == 2
            assert Entry.objects.filter(verb="audit.master-key-changed").count() == 1


def test_everything_lies_under_the_new_key_and_what_was_promised_holds(before: Before) -> None:
    master.next_master_key(make=True)
    done = rotate(actor=ROTATOR, now=LATER)
    is_done(before)
    assert done.record_keys > 3
    assert done.former
    assert master._read(done.former) == before.key
    assert done.former.stat().st_mode & 0o077 == 0


class Killed(BaseException):
    """As a kill: nothing after it runs."""


@pytest.mark.parametrize(
    ("where", "time"),
    [
        ("dueregard.ground.tenancy.rotating.make_provider_key", 2),
        ("dueregard.ground.tenancy.rotating.take_next_master_key", 1),
        ("dueregard.ground.crypto.master.os.replace", 1),
        ("dueregard.ground.tenancy.rotating.wrap_anew", 2),
        ("dueregard.ground.tenancy.rotating.wrap_record_keys_anew", 2),
        ("dueregard.ground.tenancy.rotating.keep_register", 1),
        ("dueregard.ground.tenancy.rotating.wrap_house_key_anew", 1),
        ("dueregard.ground.tenancy.rotating.retire_former_master_key", 1),
    ],
)
def test_cut_off_anywhere_everything_opens_and_it_goes_on(
    before: Before, monkeypatch: pytest.MonkeyPatch, where: str, time: int
) -> None:
    master.next_master_key(make=True)
    module, _, name = where.rpartition(".")
    calls = []
    with monkeypatch.context() as killing:

        def kill(*given: Any, **named: Any) -> Any:
            calls.append(name)
            if len(calls) == time:
                raise Killed
            return really(*given, **named)

        really = getattr(os if module.endswith(".os") else rotating, name)
        killing.setattr(where, kill)
        with pytest.raises(Killed):
            rotate(actor=ROTATOR, now=LATER)
    all_opens(before)
    with enter(by_slug("harbour")):
        between = concern_about_a_learner()  # people work meanwhile
        keep_register(now=LATER)
    rotate(actor=ROTATOR, now=LATER)
    is_done(before)
    assert between


def test_a_key_that_is_destroyed_meanwhile_does_not_come_back(
    before: Before, monkeypatch: pytest.MonkeyPatch
) -> None:
    master.next_master_key(make=True)
    really, gone = operations._wrap, list[UUID]()

    def destroyed_first(row: DataKey, key: bytes) -> bytes:
        if not gone:
            gone.append(row.pk)
            destroy(row, now=LATER)
        return bytes(really(row, key))

    monkeypatch.setattr(operations, "_wrap", destroyed_first)
    rotate(actor=ROTATOR, now=LATER)
    for slug in ("harbour", "elsewhere"):
        with enter(by_slug(slug)):
            found = DataKey.objects.filter(pk=gone[0]).first()
            assert found is None or found.wrapped is None


def test_a_process_that_opened_the_keys_before_reads_on(
    before: Before, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process still holds the provider's first key alone when record keys lie under the second."""
    master.next_master_key(make=True)
    with enter(by_slug("harbour")):
        held = wrapping.provider_keys()
    rotate(actor=ROTATOR, now=LATER)
    fresh = wrapping.provider_keys
    asked = iter([held])
    monkeypatch.setattr(operations, "provider_keys", lambda: next(asked, None) or fresh())
    with enter(by_slug("harbour")):
        assert verify_words() is None
        assert make_data_key("party", now=LATER).wrapped


def test_a_backup_of_before_proves_the_register_of_after(before: Before) -> None:
    former = public_half(register_seed(before.key))
    for _ in range(2):
        master.next_master_key(make=True)
        rotate(actor=ROTATOR, now=LATER)
    data = (Path(settings.REGISTER) / NAME).read_bytes()
    now = public_half(register_seed(master.master_key()))
    assert read(data, former).lines == read(data, now).lines
    assert len(read(data, now).former) == 2
    with pytest.raises(RegisterFault, match="under another key"):
        read(data, public_half(bytes(32)))
    with pytest.raises(RegisterFault, match="under another key"):
        read(before.register, now)
    signature = read(data, now).former[0][1]
    with pytest.raises(RegisterFault, match="under another key"):
        read(data.replace(signature.encode(), b"00" * 64), former)


def test_the_command_says_what_is_needed_and_the_old_sheet_installs_nothing(
    before: Before, tmp_path: Path
) -> None:
    old = tmp_path / "old-sheet"
    old.write_text(make_sheet(before.key, now=NOON)[0])
    done = CliRunner().invoke(command, ["rotate", "--no-input"])
    assert done.exit_code == 0, done.output
    for said in (
        "No recovery sheet was printed",
        "record keys were wrapped anew",
        "Backups of before today need it",
        "Recovery sheets of before do not hold the new key",
    ):
        assert said in done.output
    is_done(before)
    refused = CliRunner().invoke(command, ["check", str(old)])
    assert "and the one in place is" in getattr(refused.exception, "sentence", "")
    assert keeping.standing_register().former
