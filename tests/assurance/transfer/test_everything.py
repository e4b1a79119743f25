"""Everything that is held leaves once two people agreed, as far as whoever asked may see it, and can be proved."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from pyrage.x25519 import Identity

from dueregard.assurance.transfer.bundle import Member, write_bundle
from dueregard.assurance.transfer.everything import LEFT_OUT
from dueregard.assurance.transfer.models import Export, ExportStep
from dueregard.assurance.transfer.operations.exporting import (
    answer_export,
    ask_for_everything,
    fetch_export,
    let_export_go,
    let_old_exports_go,
    make_export,
    take_export,
)
from dueregard.assurance.transfer.queries.exports import KEPT, agreed, exports, file_of, folder
from dueregard.assurance.transfer.reach import holdings, is_decided, tables
from dueregard.assurance.transfer.sealing import close_bundle, open_bundle, secret_of
from dueregard.assurance.transfer.verifying import verify_export
from dueregard.assurance.transfer.vocabulary import NotABundle
from dueregard.authority.access.operations import give_holding
from dueregard.authority.access.vocabulary import Manner
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.words import verify_words
from dueregard.ground.backups.sealing import Secret, unseal
from dueregard.ground.backups.vocabulary import WrongSecret
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from dueregard.work.casework.models import Concern, Entry
from dueregard.work.casework.operations.attaching import Handed, attach_to_record
from dueregard.work.casework.operations.handling import add_entry
from dueregard.work.casework.queries.readings import who_looked
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import EntryKind, Precision
from faces.web.test_walls_of_rows import worked
from household import NOON, SETUP, inside, make_holder, make_person
from mechanisms.files.cabinet import received, work
from transfer_support import PHRASE
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)


class House:
    """Somebody who answers for a policy and handles concerns; a second who may agree; an open and a restricted
    matter."""

    def __init__(self, *, restricted: bool = True) -> None:
        self.open = concern_about_a_learner()
        self.asker = make_holder("Di Rector", "managing-director")
        give_holding(person_id=self.asker, role="dsl", manner=Manner.SUBSTANTIVE, actor=SETUP, now=NOON)
        self.second = make_holder("Lea Dee", "dsl")
        worked(self.open, self.second)
        self.shut = concern_about_a_learner(self.asker) if restricted else None

    def asked(self, **closes: str) -> UUID:
        closes = closes or {"recipient": str(Identity.generate().to_public())}
        said: Any = {"why": "We change our product.", "passphrase": "", "recipient": ""} | closes
        return ask_for_everything(**said, actor=Actor.person(self.asker), now=LATER).id

    def agreed(self, **closes: str) -> UUID:
        row = self.asked(**closes)
        answer_export(export_id=row, agreed=True, why="", actor=Actor.person(self.second), now=LATER)
        return row


@pytest.fixture
def house() -> Iterator[House]:
    with inside():
        yield House()


def opened(data: bytes) -> zipfile.ZipFile:
    plain = io.BytesIO()
    open_bundle(io.BytesIO(data), plain, PHRASE)
    return zipfile.ZipFile(plain)


def lines(archive: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    return [json.loads(one) for one in archive.read(name).splitlines()]


def test_every_table_is_in_it_or_says_why_not_and_somebody_decided_who_sees_its_words() -> None:
    told, inside_ = holdings(), {model._meta.label for model, _ in tables()}
    ours = {model for model in apps.get_models() if model._meta.label in told}
    assert {model._meta.label for model in ours} - inside_ == {
        one.model for one in told.values() if one.stays
    }
    assert [
        model._meta.label for model in ours if model._meta.label in inside_ and not is_decided(model)
    ] == []
    assert {"casework.Entry", "people.Span", "training.Completion", "audit.Entry"} <= inside_


def test_it_holds_what_whoever_asked_may_see_word_for_word_and_is_whole(house: House) -> None:
    text = Handed(received(b"He drew a knife.", "x.txt"), "His words.", uuid4())
    attach_to_record(concern_id=house.open, handed=text, actor=Actor.person(house.second), now=NOON)
    work(NOON)
    row = house.agreed(passphrase=PHRASE)
    assert agreed(LATER) == [row]
    told: list[tuple[int, int]] = []
    assert make_export(export_id=row, now=LATER, say=lambda *at: told.append(at))
    assert (told[0][0], told[-1][0]) == (0, told[-1][1])
    file, size = fetch_export(export_id=row, actor=Actor.person(house.asker), now=LATER)
    with file:
        data = file.read()
    assert len(data) == size
    archive = opened(data)
    manifest = json.loads(archive.read("manifest.json"))
    assert (manifest["provider"], manifest["left_out"]) == ("Harbour Training", LEFT_OUT)
    listed = {one["name"]: one["what"] for one in manifest["members"]}
    assert set(listed) | {"manifest.json"} == set(archive.namelist())
    for model, privacy in tables():
        assert listed[f"tables/{model._meta.label_lower}.jsonl"] == privacy.holds
    (concern,) = lines(archive, "tables/casework.concern.jsonl")
    assert (concern["id"], concern["account"]) == (str(house.open), {"seen": "A drawing of a weapon."})
    assert {"words": "His words."} in [one["words"] for one in lines(archive, "tables/casework.entry.jsonl")]
    (person,) = lines(archive, "tables/casework.concernperson.jsonl")
    assert person["words"] == {"name": "Kit Marlow"}
    names = {one["family_name"] for one in lines(archive, "tables/identity.persondetails.jsonl")}
    assert {"Rector", "Dee"} <= names
    (copy,) = [name for name in archive.namelist() if name.startswith("files/")]
    assert archive.read(copy).rstrip() == b"He drew a knife."
    # Neither the restricted matter nor anything that names it, nor what opens anything.
    whole = b"".join(archive.read(name) for name in archive.namelist())
    assert str(house.shut).encode() not in whole
    assert Concern.objects.get(pk=house.shut).reference.encode() not in whole
    for name in archive.namelist():
        if name.startswith("tables/"):
            assert not [
                one for one in lines(archive, name) if {"key_id", "account_key_id", "raiser"} & set(one)
            ]
    assert verify_export(io.BytesIO(data), Secret(passphrase=PHRASE)).members == len(listed)
    # That the asker was shown the matter stands in the record, and the record holds.
    reading = LedgerEntry.objects.get(verb="audit.read", subject_kind="export")
    assert (reading.actor, str(house.open) in reading.detail) == (Actor.person(house.asker).written, True)
    for matter, more in ((house.open, 1), (house.shut, 0)):
        assert matter
        alone, with_it = (
            {one.person_id: one.times for one in who_looked(matter, together=together)}.get(house.asker, 0)
            for together in (None, Export.objects.all())
        )
        assert with_it - alone == more
    assert (verify().fault, verify_words()) == (None, None)


def test_what_is_left_out_reads_the_same_whether_or_not_there_is_something() -> None:
    made = []
    for slug, restricted in (("harbour", True), ("elsewhere", False)):
        with inside(slug):
            row = House(restricted=restricted).agreed(passphrase=PHRASE)
            make_export(export_id=row, now=LATER)
            made.append(opened(file_of(row).read_bytes()))
    said = [json.loads(one.read("manifest.json")) for one in made]
    assert said[0]["left_out"] == said[1]["left_out"] == LEFT_OUT
    for name in [one["name"] for one in said[0]["members"] if one["name"].startswith("tables/")]:
        assert len(lines(made[0], name)) == len(lines(made[1], name)), name


def test_somebody_else_has_to_agree_and_nobody_without_the_power_asks_or_answers(house: House) -> None:
    stranger = Actor.person(make_person("Str Anger"))
    closes = {"passphrase": PHRASE, "recipient": ""}
    for actor in (stranger, Actor.person(house.second)):
        with pytest.raises(NotPermitted):
            ask_for_everything(why="x", **closes, actor=actor, now=LATER)
    asker = Actor.person(house.asker)
    for said, field in (
        ({"why": " ", "passphrase": PHRASE}, "why"),
        ({"passphrase": "short"}, "passphrase"),
        ({"recipient": "age1nothing"}, "recipient"),
    ):
        with pytest.raises(BadInput) as refused:
            ask_for_everything(
                **{"why": "x", "passphrase": "", "recipient": ""} | said, actor=asker, now=LATER
            )
        assert refused.value.field == field
    row = house.asked()
    with pytest.raises(OutOfTurn, match="asked for everything already"):
        house.asked()
    with pytest.raises(NotPermitted, match="Somebody else has to agree"):
        answer_export(export_id=row, agreed=True, why="", actor=asker, now=LATER)
    with pytest.raises(NothingHere):
        answer_export(export_id=row, agreed=True, why="", actor=stranger, now=LATER)
    with pytest.raises(BadInput, match="why it does not leave"):
        answer_export(export_id=row, agreed=False, why=" ", actor=Actor.person(house.second), now=LATER)
    assert make_export(export_id=row, now=LATER) is False
    with pytest.raises(OutOfTurn, match="no second person has agreed"):
        take_export(now=LATER)
    answer_export(export_id=row, agreed=False, why="Not now.", actor=Actor.person(house.second), now=LATER)
    with pytest.raises(OutOfTurn, match="answered already"):
        answer_export(export_id=row, agreed=True, why="", actor=Actor.person(house.second), now=LATER)
    assert (make_export(export_id=row, now=LATER), agreed(LATER), file_of(row).exists()) == (False, [], False)


def test_what_is_written_meanwhile_is_not_in_it(house: House) -> None:
    """All of it is as it was known at one moment: neither half a matter, nor one that came in between."""
    row = house.agreed(passphrase=PHRASE)
    came: list[UUID] = []

    def write(done: int, _of: int) -> None:
        if done == 1:
            came.append(concern_about_a_learner())
            add_entry(
                concern_id=house.open,
                kind=EntryKind.NOTE,
                words="Written meanwhile.",
                happened=Occurred(NOON, Precision.MINUTE),
                actor=Actor.person(house.second),
                now=LATER - timedelta(seconds=1),  # begun before, and waited for its turn
            )

    entries = Entry.objects.count()
    assert make_export(export_id=row, now=LATER, say=write) is True
    with file_of(row).open("rb") as file:
        archive = opened(file.read())
    told = lines(archive, "tables/casework.concern.jsonl")
    assert {one["id"] for one in told} == {str(house.open)}
    assert len(lines(archive, "tables/casework.entry.jsonl")) == entries
    ledger = lines(archive, "audit-record.jsonl")
    proof = json.loads(archive.read("proof.json"))["heads"]["open"]
    assert (ledger[-1]["seq"], ledger[-1]["hash"]) == (proof["seq"], proof["hash"])
    assert LedgerEntry.objects.filter(stream="open", seq__gt=proof["seq"]).exists()
    assert (len(came), Entry.objects.count() > entries) == (1, True)


def test_it_is_made_anew_where_a_worker_died_and_by_two_at_once_a_single_time(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = house.agreed()

    def die(done: int, _of: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_export(export_id=row, now=LATER, say=die)
    assert (agreed(LATER), list(folder().glob(f"{row}*"))) == ([row], [])

    def another_was_quicker(done: int, of: int) -> None:
        if done == of:
            make_export(export_id=row, now=LATER)

    assert make_export(export_id=row, now=LATER, say=another_was_quicker) is False
    assert ExportStep.objects.filter(step="made").count() == 1
    with file_of(row).open("rb") as file:
        assert len(file.read()) == ExportStep.objects.get(step="made").size
    assert make_export(export_id=row, now=LATER) is False
    let_export_go(export_id=row, actor=Actor.person(house.asker), now=LATER)
    monkeypatch.setattr("dueregard.ground.kernel.room.LEAST_FREE", 1 << 60)
    with pytest.raises(OutOfTurn, match="not enough room"):
        make_export(export_id=house.agreed(), now=LATER)


def test_only_whoever_asked_fetches_it_and_it_ends(house: House) -> None:
    row = house.agreed()
    asker, second = Actor.person(house.asker), Actor.person(house.second)
    with pytest.raises(OutOfTurn, match="not made yet"):
        fetch_export(export_id=row, actor=asker, now=LATER)
    make_export(export_id=row, now=LATER)
    for act in (fetch_export, let_export_go):
        with pytest.raises(NothingHere):
            act(export_id=row, actor=second, now=LATER)
    for _ in range(2):
        fetch_export(export_id=row, actor=asker, now=LATER)[0].close()
    let_export_go(export_id=row, actor=asker, now=LATER)
    assert not file_of(row).exists()
    with pytest.raises(NothingHere):
        fetch_export(export_id=row, actor=asker, now=LATER)
    again = house.agreed()
    make_export(export_id=again, now=LATER)
    assert let_old_exports_go(now=LATER + KEPT - timedelta(minutes=1)) == 0
    assert (let_old_exports_go(now=LATER + KEPT), file_of(again).exists()) == (1, False)
    assert [one.is_over for one in exports(Moment.now(LATER + KEPT))] == [True, True]
    assert Export.objects.filter(key__wrapped=None).count() == 2
    assert (verify().fault, verify_words()) == (None, None)


def test_a_file_that_was_changed_is_not_whole(house: House) -> None:
    identity = Identity.generate()
    row = house.agreed(recipient=str(identity.to_public()))
    make_export(export_id=row, now=LATER)
    data, plain = file_of(row).read_bytes(), io.BytesIO()
    secret = Secret(identity=identity)
    assert verify_export(io.BytesIO(data), secret).provider == "Harbour Training"
    unseal(io.BytesIO(data), plain, secret)
    archive = zipfile.ZipFile(plain)
    parts = {name: archive.read(name) for name in archive.namelist()}
    ledger = parts["audit-record.jsonl"]
    for changed, sentence in (
        (
            {"tables/casework.concern.jsonl": b"{}\n"},
            "tables/casework.concern.jsonl is not as the manifest says",
        ),
        (
            {"audit-record.jsonl": ledger.replace(b'"for_whom": ""', b'"for_whom": "x"', 1)},
            "audit record in it",
        ),
        ({"audit-record.jsonl": ledger[: ledger.rindex(b"\n", 0, -1) + 1]}, "does not end where"),
        ({"proof.json": parts["proof.json"].replace(b'"schema": 1', b'"schema": 2')}, "signature"),
    ):
        with pytest.raises(NotABundle, match=sentence):
            verify_export(io.BytesIO(_closed(parts | changed, identity, keep=sentence)), secret)
    with pytest.raises(WrongSecret):
        verify_export(io.BytesIO(data), Secret(identity=Identity.generate()))


def _closed(parts: dict[str, bytes], identity: Identity, *, keep: str) -> bytes:
    """The same parts closed again: with a manifest that fits them, but where that is what is tried."""
    out = io.BytesIO()

    def write(pipe: Any) -> None:
        members = [Member(name, "x", "x", [data]) for name, data in parts.items() if name != "manifest.json"]
        if "manifest" not in keep:
            write_bundle(pipe, members, {})
            return
        with zipfile.ZipFile(pipe, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)

    close_bundle(write, out, secret_of("", str(identity.to_public())))
    return out.getvalue()
