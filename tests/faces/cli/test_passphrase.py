"""A key file closed with a passphrase opens for whoever gives it, in no way that a list of processes shows."""

import os
import shutil
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from pyrage import DecryptError
from pyrage import passphrase as age

from dueregard.faces.cli.house import open_key_if_closed
from dueregard.faces.cli.main import dueregard
from dueregard.ground.crypto import master, passphrase
from dueregard.ground.crypto.passphrase import CREDENTIAL, NoMasterKey
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.tenancy.rotating import rotate
from household import NOON

WORDS = "five words that nobody guesses"


class Quick:
    """In place of age, whose passphrases take a second each on purpose."""

    @staticmethod
    def encrypt(plain: bytes, words: str, *, armored: bool) -> bytes:
        assert armored
        return b"-----BEGIN AGE ENCRYPTED FILE-----\n" + b64encode(words.encode() + b"\n" + plain)

    @staticmethod
    def decrypt(closed: bytes, words: str) -> bytes:
        right, _, plain = b64decode(closed.partition(b"\n")[2]).partition(b"\n")
        if right != words.encode():
            raise DecryptError("Decryption failed")
        return plain


def test_a_key_file_is_closed_with_age_which_opens_it_anywhere() -> None:
    closed = passphrase.close("a key\n", WORDS)
    assert "a key" not in closed
    assert passphrase.is_closed(closed)
    assert age.decrypt(closed.encode(), WORDS) == b"a key\n"
    with pytest.raises(DecryptError):
        age.decrypt(closed.encode(), "another passphrase")


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[bytes]:
    """A key folder whose key was just closed, as another process finds it; the key in it."""
    monkeypatch.setattr(passphrase, "age", Quick)
    shutil.copytree(settings.KEYS, tmp_path / "keys")
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")
    key = master.master_key()
    (tmp_path / "passphrase").write_text(f"{WORDS}\n")
    done = keys("passphrase", "--passphrase-file", str(tmp_path / "passphrase"))
    assert done.exit_code == 0, done.output
    as_another_process()
    yield key
    as_another_process()


def as_another_process() -> None:
    passphrase.forget()
    master._held.clear()


def keys(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(dueregard, ["keys", *words], input=typed)


def hand_over(monkeypatch: pytest.MonkeyPatch, folder: Path, words: str) -> None:
    (folder / CREDENTIAL).write_text(f"{words}\n")
    monkeypatch.setattr(settings, "CREDENTIALS", folder)


def test_the_file_holds_no_key_and_nothing_starts_without_the_passphrase(closed: bytes) -> None:
    file = Path(settings.KEYS) / "master.key"
    assert file.read_text().startswith("-----BEGIN AGE ENCRYPTED FILE-----")
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(NoMasterKey, match="closed with a passphrase"):
        open_key_if_closed()


def test_systemd_hands_it_over(closed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_over(monkeypatch, tmp_path, "another passphrase altogether")
    with pytest.raises(NoMasterKey, match="does not open the master key"):
        open_key_if_closed()
    hand_over(monkeypatch, tmp_path, WORDS)
    assert master.master_key() == closed


def test_it_comes_through_an_open_file_once(closed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.write(writing, f"{WORDS}\n".encode())
    os.close(writing)
    monkeypatch.setattr(settings, "PASSPHRASE_FD", reading)
    assert master.master_key() == closed
    master._held.clear()
    assert master.master_key() == closed
    as_another_process()
    with pytest.raises(NoMasterKey, match="cannot be read from where it should come"):
        master.master_key()


def test_a_process_that_runs_works_on_while_the_key_is_closed(closed: bytes, tmp_path: Path) -> None:
    passphrase.remember(WORDS)
    assert master.master_key() == closed
    master.close_with("yet another set of five words")
    passphrase.remember(WORDS)  # as the process that did not change it
    assert master.master_key() == closed
    (Path(settings.KEYS) / "master.key").unlink()
    assert master.master_key() == closed


@pytest.mark.django_db(transaction=True)
def test_a_new_master_key_is_closed_with_the_same_passphrase(closed: bytes) -> None:
    passphrase.remember(WORDS)
    master.next_master_key(make=True)
    done = rotate(actor=Actor.system("keys"), now=NOON)
    assert done.former
    as_another_process()
    with pytest.raises(NoMasterKey):
        master.master_key()
    passphrase.remember(WORDS)
    assert (master.master_key() != closed, master._read(done.former) == closed) == (True, True)


def test_it_is_changed_and_removed_by_whoever_has_it(closed: bytes) -> None:
    refused = keys("passphrase", "--remove")
    assert getattr(refused.exception, "code", "") == "no-master-key"
    passphrase.remember(WORDS)
    short = keys("passphrase", typed="letmein\nletmein\n")
    assert "too short" in getattr(short.exception, "sentence", "")
    changed = keys("passphrase", typed="some other five long words\nsome other five long words\n")
    assert changed.exit_code == 0, changed.output
    assert "some other" not in changed.output
    as_another_process()
    passphrase.remember("some other five long words")
    assert keys("passphrase", "--remove").exit_code == 0
    as_another_process()
    assert master.master_key() == closed
