"""Beginning anew without key and sheet: cut off anywhere nothing opens, and the same command goes on to the end."""

import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from dueregard.ground.audit.keeping import keep_register, standing_register
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.queries import check_head, signed_head, verify
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.rules import Fault, NotProved
from dueregard.ground.audit.vocabulary import SHUT
from dueregard.ground.audit.words import verify_words
from dueregard.ground.backups import occupancy
from dueregard.ground.backups.occupancy import SomebodyWorks
from dueregard.ground.crypto import accounts, master
from dueregard.ground.crypto.envelopes import Unreadable
from dueregard.ground.crypto.models import DataKey, HouseKey, ProviderKey
from dueregard.ground.crypto.operations import KeyLost, tag, unseal
from dueregard.ground.crypto.passphrase import NoMasterKey
from dueregard.ground.crypto.wrapping import provider_keys
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.kernel.refusals import BadInput, OutOfTurn
from dueregard.ground.tenancy import beginning_anew
from dueregard.ground.tenancy.beginning_anew import begin_anew, refuse_while_not_lost
from dueregard.ground.tenancy.models import Loss
from dueregard.ground.tenancy.operations import all_opened_by, by_slug, enter
from dueregard.ground.tenancy.queries import shut_before
from dueregard.ground.tenancy.rotating import rotate
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, inside

pytestmark = pytest.mark.django_db
LATER = utc_now()
KEEPER = Actor.system("keys")
SLUGS = ("harbour", "elsewhere")


def report() -> Concern:
    """Something is reported. Nobody is there who might have it, so it is kept restricted."""
    said = Report(
        reporter=ReporterKind.STAFF, about=AboutKind.LEARNER, account={"seen": "A drawing of a weapon."}
    )
    sent = report_concern(report=said, request_id=uuid4(), actor=Actor.outsider(), now=utc_now())
    return Concern.objects.get(pk=sent.concern_id)


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key folder and a register of the test's own, two providers with concerns, and a secret of the house."""
    shutil.copytree(settings.KEYS, tmp_path / "keys")
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")
    monkeypatch.setattr(settings, "REGISTER", tmp_path / "register")
    for slug in SLUGS:
        with inside(slug):
            report()
            keep_register(now=NOON)
    accounts.recovery_tag("code", account=uuid4())
    return tmp_path / "keys"


@pytest.fixture
def lost(keys: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The key file is gone, and no process was started before."""
    (keys / "master.key").rename(keys / "elsewhere")
    monkeypatch.setattr(master, "_held", {})
    master.next_master_key(make=True)
    return keys


def go_on() -> Path | None:
    return begin_anew(house=lambda: None, actor=KEEPER, now=LATER)


def is_done() -> None:
    key = master.master_key()
    assert master.accepted_master_keys() == (key,)
    assert all_opened_by(key)
    assert standing_register().complete_at
    for slug in SLUGS:
        with enter(by_slug(slug)):
            assert (verify().fault, verify_words(), verify_rows()) == (None, None, None)
            assert Loss.objects.count() == 1
            assert shut_before() is not None
            assert Entry.objects.filter(verb="audit.keys-lost").count() == 2
            assert ProviderKey.objects.exclude(lost_at=None).count() == 1
            assert not Concern.objects.exclude(circle=SHUT).exists()
            assert report().circle == "sealed"
            assert verify_words() is None


def test_new_words_are_kept_and_old_ones_say_that_their_key_was_lost(lost: Path) -> None:
    aside = go_on()
    is_done()
    assert aside
    assert aside.exists()
    assert not HouseKey.objects.exists()
    with enter(by_slug("harbour")):
        old, new = Concern.objects.get(circle=SHUT), Concern.objects.get(circle="sealed")
        with pytest.raises(KeyLost):
            unseal(old, "account", old.account_key)
        assert "weapon" in unseal(new, "account", new.account_key)


def test_what_was_changed_afterwards_is_still_noticed(lost: Path) -> None:
    go_on()
    with enter(by_slug("harbour")):
        fresh = report()
        Concern.objects.filter(pk=fresh.pk).update(account=Concern.objects.get(circle=SHUT).account)
        assert isinstance(verify_words(), Fault)
        with pytest.raises(Unreadable):
            unseal(Concern.objects.get(pk=fresh.pk), "account", fresh.account_key)


def test_a_loss_that_never_was_is_noticed(lost: Path) -> None:
    go_on()
    with enter(by_slug("harbour")):
        Loss(recorded_at=utc_now(), by=KEEPER.written).save()
        assert isinstance(verify_rows(), Fault)


def test_a_head_of_before_is_compared_and_not_called_forged(
    keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with enter(by_slug("harbour")):
        head = signed_head()
    with enter(by_slug("elsewhere")):
        foreign = signed_head()
    (keys / "master.key").unlink()
    monkeypatch.setattr(master, "_held", {})
    master.next_master_key(make=True)
    go_on()
    with enter(by_slug("harbour")):
        assert isinstance(check_head(head), NotProved)
        for forged in (
            head | {"signature": "00" * 64},
            head | {"key": foreign["key"], "signature": foreign["signature"]},
            foreign,
        ):
            fault = check_head(forged)
            assert type(fault) is Fault
        assert check_head(signed_head()) is None


class Killed(BaseException):
    """As a kill: nothing after it runs."""


@pytest.mark.parametrize(
    ("where", "time"),
    [
        ("_lose", 2),
        ("give_up_lost_keys", 2),
        ("announce", 1),
        ("give_up_house_key", 1),
        ("put_register_aside", 1),
        ("begin_with_next_master_key", 1),
        ("keep_register", 1),
    ],
)
def test_cut_off_anywhere_it_goes_on(
    lost: Path, monkeypatch: pytest.MonkeyPatch, where: str, time: int
) -> None:
    really, calls = getattr(beginning_anew, where), []

    def kill(*given: Any, **named: Any) -> Any:
        calls.append(where)
        if len(calls) == time:
            raise Killed
        return really(*given, **named)

    with monkeypatch.context() as killing:
        killing.setattr(beginning_anew, where, kill)
        with pytest.raises(Killed):
            go_on()
    if where == "keep_register":
        for slug in SLUGS:  # as the next hour does
            with enter(by_slug(slug)):
                keep_register(now=LATER)
    else:
        with enter(by_slug("harbour")), pytest.raises(NoMasterKey):
            tag("party", uuid4())
        go_on()
    is_done()


def test_a_rotation_that_was_cut_off_before_is_no_excuse(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next key of a rotation lies there, and one provider has a key under it already."""
    master.next_master_key(make=True)
    monkeypatch.setattr("dueregard.ground.tenancy.rotating.take_next_master_key", _killed)
    with pytest.raises(Killed):
        rotate(actor=KEEPER, now=NOON)
    (keys / "master.key").unlink()
    monkeypatch.setattr(master, "_held", {})
    go_on()
    is_done()


def _killed() -> None:
    raise Killed


def test_nothing_is_begun_while_a_key_is_there_or_nothing_is_lost(keys: Path) -> None:
    with pytest.raises(OutOfTurn, match="Nothing was changed"):
        refuse_while_not_lost()
    (keys / "master.key").rename(keys / "master.former.key")
    with pytest.raises(OutOfTurn):
        refuse_while_not_lost()


def test_nothing_is_begun_where_there_is_no_provider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KEYS", tmp_path)
    with pytest.raises(BadInput):
        refuse_while_not_lost()


def test_nothing_is_begun_while_somebody_works(lost: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occupancy, "_locked", lambda *_: False)
    monkeypatch.setattr(occupancy, "_others", lambda _: True)
    with pytest.raises(SomebodyWorks):
        go_on()
    with enter(by_slug("harbour")):
        assert not Loss.objects.exists()
        assert DataKey.objects.exists()


def test_a_key_of_another_machine_opens_nothing(lost: Path) -> None:
    master.install_master_key(bytes(32))
    with enter(by_slug("harbour")), pytest.raises(NoMasterKey, match="it is another one"):
        provider_keys()
