"""A bundle: what was put in is read back, and what was changed, cut or built to harm is refused with a sentence."""

import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrage.x25519 import Identity

from dueregard.assurance.transfer.bundle import Member, read_bundle, read_member, write_bundle
from dueregard.assurance.transfer.case import CaseFile, Thing, fingerprint
from dueregard.assurance.transfer.sealing import close_bundle, new_passphrase, open_bundle, secret_of
from dueregard.assurance.transfer.verifying import verify_export
from dueregard.assurance.transfer.vocabulary import NotABundle
from dueregard.ground.backups.sealing import Secret, for_recipient
from dueregard.ground.backups.vocabulary import WrongSecret
from dueregard.ground.kernel.refusals import BadInput, Refusal

AT = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def thing(title: str = "Call", words: str = "She rang.") -> dict[str, Any]:
    said = {
        "at": AT, "to_the": "minute", "written_at": AT, "by": "Lea Dee", "kind": "call", "title": title,
        "boxes": [("", words)], "before": [], "file": None,
    }  # fmt: skip
    plain = Thing(sha256="", **said).model_dump(mode="json", exclude={"sha256"})
    return plain | {"sha256": fingerprint(plain)}


def case(*things: dict[str, Any]) -> dict[str, Any]:
    matter = {
        "reference": "K7QF-3MWD", "received_at": AT.isoformat(), "reporter": "staff", "about": "learner",
        "strand": "prevent", "state": "closed", "restricted": False, "people": [], "files": [],
        "chronology": list(things or (thing(),)),
    }  # fmt: skip
    return {"schema": 1, "provider": "Harbour", "ukprn": "", "made_at": AT.isoformat(), "matters": [matter]}


def made(said: Any = None, *more: Member, head: dict[str, Any] | None = None) -> bytes:
    data = io.BytesIO()
    words = said if isinstance(said, bytes) else json.dumps(said or case()).encode()
    write_bundle(data, [Member("case.json", "application/json", "x", [words]), *more], head or {})
    return data.getvalue()


def rewritten(data: bytes, **changed: bytes | None) -> bytes:
    """The same zip with other members, its manifest left as it is unless it is among them."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        kept: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, said in (kept | changed).items():
            if said is not None:
                new.writestr(name, said)
    return out.getvalue()


def test_what_was_put_in_is_read_back() -> None:
    paper = Member("files/0001.pdf", "application/pdf", "a file", [b"%PDF", b"-1.4"])
    opened = read_bundle(io.BytesIO(made(None, paper, head={"provider": "Harbour"})))
    assert opened.case == CaseFile.model_validate(case())
    assert opened.manifest["provider"] == "Harbour"
    assert b"".join(read_member(opened.archive, "files/0001.pdf")) == b"%PDF-1.4"


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=60)), min_size=1, max_size=5))
def test_any_words_come_back_as_they_went(words: list[tuple[str, str]]) -> None:
    # JSON has no lone half of a letter, and no database of ours keeps one.
    sayable = [(a.encode("utf-8", "ignore").decode(), b.encode("utf-8", "ignore").decode()) for a, b in words]
    said = case(*(thing(title, text) for title, text in sayable))
    opened = read_bundle(io.BytesIO(made(said)))
    assert [(one.title, one.boxes[0][1]) for one in opened.case.matters[0].chronology] == sayable


def bad() -> dict[str, tuple[bytes, str]]:
    good = made()
    forged = thing()
    forged["boxes"] = [["", "He rang."]]
    manifest = json.loads(zipfile.ZipFile(io.BytesIO(good)).read("manifest.json"))
    bomb = made(b" " * (60 << 20))
    return {
        "nothing": (b"", "not a bundle, or it was cut short"),
        "words": (b"Dear colleague", "not a bundle"),
        "cut": (good[: len(good) // 2], "not a bundle, or it was cut short"),
        "a member changed": (
            rewritten(good, **{"case.json": b"{}"}),
            "case.json is not as the manifest says",
        ),
        "a member put in": (
            rewritten(good, **{"files/0001.pdf": b"x"}),
            "files/0001.pdf is not as the manifest says",
        ),
        "a member taken out": (rewritten(good, **{"case.json": None}), "has no case.json"),
        "no manifest": (rewritten(good, **{"manifest.json": None}), "has no manifest.json"),
        "a way out": (rewritten(good, **{"../../etc/cron.d/x": b"x"}), "a name that none of ours has"),
        "a program": (rewritten(good, **{"files/0001.pdf\n.exe": b"x"}), "a name that none of ours has"),
        "another schema": (
            rewritten(good, **{"manifest.json": json.dumps(manifest | {"schema": 2}).encode()}),
            "another schema than 1",
        ),
        "no names": (
            rewritten(good, **{"manifest.json": json.dumps(manifest | {"members": [{"name": []}]}).encode()}),
            "is not as the manifest says",
        ),
        "no list": (rewritten(good, **{"manifest.json": b"[]"}), "manifest.json cannot be read"),
        "deep": (rewritten(good, **{"manifest.json": b"[" * 100_000}), "manifest.json cannot be read"),
        "words that unfold": (bomb, "larger than it may be"),
        "case without records": (made(case() | {"matters": []}), "not as schema 1 wants it, at matters"),
        "something more": (made(case() | {"more": 1}), "not as schema 1 wants it, at more"),
        "half a letter": (
            made(json.dumps(case()).replace("Harbour", "\\ud800").encode()),
            "case.json cannot be read",
        ),
        "a number for words": (
            made(json.dumps(case()).replace('"minute"', "1.5").encode()),
            "not as schema 1 wants it",
        ),
        "a time without a zone": (
            made(case() | {"made_at": "2026-03-04T12:00:00"}),
            "not as schema 1 wants it, at made_at",
        ),
        "no time of ours": (
            made(case() | {"made_at": "0001-01-01T00:00:00Z"}),
            "not as schema 1 wants it, at made_at",
        ),
        "an entry changed": (
            made(case(thing(), forged)),
            "Entry 2 of record 1 is not what its fingerprint says",
        ),
    }


@pytest.mark.parametrize("name", bad())
def test_what_is_wrong_is_refused_with_a_sentence(name: str) -> None:
    data, sentence = bad()[name]
    with pytest.raises(NotABundle, match=sentence):
        read_bundle(io.BytesIO(data))


@given(st.binary(max_size=400))
def test_no_bytes_at_all_break_the_reader(data: bytes) -> None:
    with pytest.raises(NotABundle):
        read_bundle(io.BytesIO(data))


@given(st.integers(0, 5000), st.integers(1, 255))
def test_no_changed_byte_goes_unnoticed_unless_nothing_it_says_changed(at: int, by: int) -> None:
    data = bytearray(made())
    data[at % len(data)] ^= by
    try:
        opened = read_bundle(io.BytesIO(bytes(data)))
    except NotABundle:
        return
    assert opened.case == CaseFile.model_validate(case())


def sealed(data: bytes, passphrase: str) -> bytes:
    out = io.BytesIO()

    def write(pipe: BinaryIO) -> None:
        pipe.write(data)

    close_bundle(write, out, secret_of(passphrase, ""))
    return out.getvalue()


def test_it_opens_with_its_passphrase_and_with_no_other() -> None:
    passphrase, data = new_passphrase(), made()
    closed, out = sealed(data, passphrase), io.BytesIO()
    assert b"She rang" not in closed
    open_bundle(io.BytesIO(closed), out, f"  {passphrase.replace(' ', '   ')} ")
    assert out.getvalue() == data
    for wrong, refusal in ((new_passphrase(), BadInput), ("", NotABundle)):
        with pytest.raises((refusal, BadInput)):
            open_bundle(io.BytesIO(closed), io.BytesIO(), wrong)
    for cut in (closed[:-9], closed[: len(closed) // 2], closed[:40], b"", b"PK\x03\x04"):
        with pytest.raises(NotABundle):
            open_bundle(io.BytesIO(cut), io.BytesIO(), passphrase)


@pytest.mark.parametrize(
    "typed",
    [
        "abandon ability able about above absent",
        "abandonabilityableaboutaboveabsent",
        "Abandon Ability Able About Above Absent",
        " aban donabil ity ableabout\nabove\tabsent ",
    ],
)
def test_six_words_open_it_with_spaces_or_without(typed: str) -> None:
    data, out = made(), io.BytesIO()
    open_bundle(io.BytesIO(sealed(data, "abandon ability able about above absent")), out, typed)
    assert out.getvalue() == data


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("abandon ability able about above absent", NotABundle),
        ("abandonabilityableaboutaboveabsent", NotABundle),
        ("abandon ability able about above absurd", BadInput),
    ],
)
def test_what_is_verified_opens_as_it_may_be_meant(typed: str, refused: type[Refusal]) -> None:
    """What opens is no export here, and is refused for that; what does not open is refused for its passphrase."""
    closed = sealed(b"no export", "abandon ability able about above absent")
    with pytest.raises(refused):
        verify_export(io.BytesIO(closed), Secret(passphrase=typed))


def test_a_passphrase_for_what_was_closed_for_a_recipient_is_told_so() -> None:
    closed = io.BytesIO()
    close_bundle(lambda file: None, closed, for_recipient(str(Identity.generate().to_public())))
    with pytest.raises(WrongSecret, match="for a recipient"):
        verify_export(closed, Secret(passphrase="abandon ability able about above absent"))


def test_a_passphrase_of_ones_own_opens_it_as_it_was_given() -> None:
    data, out = made(), io.BytesIO()
    closed = sealed(data, "Grey harbours, 14 of them")
    open_bundle(io.BytesIO(closed), out, "Grey  harbours, 14 of them")
    assert out.getvalue() == data
    with pytest.raises(BadInput):
        open_bundle(io.BytesIO(closed), io.BytesIO(), "Greyharbours,14ofthem")


@pytest.mark.parametrize(
    ("passphrase", "recipient", "field"), [("short", "", "passphrase"), ("", "age1x", "recipient")]
)
def test_what_closes_nothing_is_refused(passphrase: str, recipient: str, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        secret_of(passphrase, recipient)
    assert refused.value.field == field
