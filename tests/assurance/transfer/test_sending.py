"""Sending records: the whole file of a person as far as one may see it, closed, with what may leave and no more."""

import io
import json
import zipfile
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from pyrage.x25519 import Identity

from dueregard.assurance.rights.filing import Said, file_record
from dueregard.assurance.rights.keeping_words import RecordClass
from dueregard.assurance.rights.queries.keeping import kept_of
from dueregard.assurance.transfer.bundle import Opened, read_bundle, read_member
from dueregard.assurance.transfer.models import Departure
from dueregard.assurance.transfer.operations.after_sending import note_arrival, note_stayed
from dueregard.assurance.transfer.operations.chasing import tell_of_missing_receipts
from dueregard.assurance.transfer.operations.sending import Asked, Sent, send_records
from dueregard.assurance.transfer.queries.leaving import (
    day_of_policy,
    departures_of,
    stayed_of,
    who_says,
    whole_file,
)
from dueregard.assurance.transfer.rules.due import By, Whose, due_by
from dueregard.assurance.transfer.sealing import open_bundle
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import reader
from dueregard.authority.identity.operations import record_person
from dueregard.authority.people.operations import record_span
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.queries import check_head
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.backups.sealing import Secret, unseal
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, end_of_day
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.ground.reference.operations import load_shipped_facts
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.recipients import may_still_be_told
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.attaching import Handed, attach_to_record
from dueregard.work.casework.operations.withholding import withhold
from dueregard.work.casework.vocabulary import SharingBasis
from faces.web.test_walls_of_rows import worked
from household import NOON, SETUP, inside, make_holder, make_person
from mechanisms.files.cabinet import received
from pdf_words import words_of_pdf
from work.governance.governing import HEAD
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)
PHRASE = "one two three four five six"


def learner() -> UUID:
    """Somebody of 17."""
    person = record_person(
        given_names="Kit", family_name="Marlow", date_of_birth=date(2009, 1, 1), actor=SETUP, now=NOON
    )
    record_span(
        person_id=person.id, standing=Standing.LEARNER, since=NOON, population="", actor=SETUP, now=NOON
    )
    return person.id


def asked(by: UUID, **more: Any) -> Asked:
    said: dict[str, Any] = {
        "to": "The safeguarding lead of a college", "why": "He moved there.", "how": "By secure mail.",
        "basis": SharingBasis.SAFEGUARDING, "known_on": NOON.date(), "approved_by": by, "passphrase": PHRASE,
    }  # fmt: skip
    return Asked(**(said | more))


def sent(provider: Any, by: UUID, *concerns: UUID, **more: Any) -> Sent:
    return send_records(
        concern_ids=concerns, asked=asked(by, **more), provider=provider, actor=Actor.person(by), now=LATER
    )


def read(made: Sent) -> bytes:
    with made.file as file:
        return file.read()


def opened(data: bytes) -> Opened:
    plain = io.BytesIO()
    open_bundle(io.BytesIO(data), plain, PHRASE)
    return read_bundle(plain)


KNOWN, FIFTH = date(2026, 3, 4), date(2026, 3, 9)
YOUNG, GROWN = date(2009, 1, 1), date(1990, 1, 1)
DUE = [
    ([YOUNG], 5, None, By(FIFTH, Whose.LAW)),
    ([YOUNG], None, None, None),
    ([date(2008, 3, 4)], 5, None, None),
    ([date(2008, 3, 5)], 5, None, By(FIFTH, Whose.LAW)),
    ([GROWN, date(2010, 1, 1)], 5, None, By(FIFTH, Whose.LAW)),
    ([], 5, None, None),
    ([YOUNG], 5, date(2026, 3, 6), By(date(2026, 3, 6), Whose.POLICY)),
    ([YOUNG], 5, date(2026, 3, 30), By(FIFTH, Whose.LAW)),
    ([YOUNG], 5, FIFTH, By(FIFTH, Whose.POLICY)),
    ([YOUNG], None, date(2026, 3, 30), By(date(2026, 3, 30), Whose.POLICY)),
    ([GROWN], 5, date(2026, 3, 30), By(date(2026, 3, 30), Whose.POLICY)),
    ([], 5, date(2026, 3, 6), By(date(2026, 3, 6), Whose.POLICY)),
]


@pytest.mark.parametrize(("born", "law", "policy", "due"), DUE)
def test_by_when(born: list[date], law: int | None, policy: date | None, due: By | None) -> None:
    assert due_by(KNOWN, born, law=law, policy=policy) == due


def test_where_no_day_of_birth_is_known_what_the_record_was_sorted_as_counts() -> None:
    law = By(KNOWN + timedelta(5), Whose.LAW)
    assert due_by(KNOWN, [], law=5, policy=None, child=True) == law
    assert due_by(KNOWN, [], law=5, policy=None) is None
    assert due_by(KNOWN, [], law=None, policy=None, child=True) is None
    assert due_by(KNOWN, [date(1980, 1, 1)], law=5, policy=None, child=True) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [('"2 days"', date(2026, 3, 6)), ('"3 working days"', FIFTH), ('"not set"', None), ('"local"', None)],
)
@pytest.mark.django_db
def test_a_policy_says_by_when(written: str, day: date | None) -> None:
    with inside():
        adopt(data=SENDS.replace("SENT", written).encode(), path="care.md", actor=SETUP, now=NOON)
        assert day_of_policy(KNOWN, Moment.now(NOON)) == day


SENDS = (
    HEAD
    + """## 2 Files {#2}

A file goes along.

```control record files
keep = ["concern"]
custodian = "role:board"
retention = "not set"
sent_on = SENT
```
"""
)


def test_a_record_leaves_closed_whole_and_without_who_reported_and_what_must_not_be_opened() -> None:
    with inside() as provider:
        load_shipped_facts(now=NOON)
        lead = make_holder("Lea Dee", "dsl")
        concern = worked(concern_about_a_learner(learner()), lead).concern
        shut = attach_to_record(
            concern_id=concern,
            handed=Handed(received(b"%PDF-1.4\n%%EOF\n", "x.pdf"), "What it shows.", uuid4()),
            actor=Actor.person(lead),
            now=LATER,
        )
        withhold(
            concern_id=concern,
            file_id=shut,
            reason="It may be.",
            reference="",
            actor=Actor.person(lead),
            now=LATER,
        )
        made = sent(provider, lead, concern)
        data = read(made)
        assert b"Kit Marlow" not in data
        assert made.size == len(data)
        bundle = opened(data)
        (matter,) = bundle.case.matters
        assert [(one.part, one.name) for one in matter.people] == [("worried-about", "Kit Marlow")]
        titles = [one.title for one in matter.chronology]
        assert {"What was reported", "Signs marked", "Decision: refer, made"} <= set(titles)
        assert {(one.id, one.member, one.state) for one in matter.files if one.id == shut} == {
            (shut, None, "must-not-be-opened")
        }
        names = zipfile.ZipFile(bundle.archive.fp).namelist()  # type: ignore[arg-type]
        assert {"case.json", "chronology.pdf", "proof.json", "manifest.json"} <= set(names)
        words = words_of_pdf(b"".join(read_member(bundle.archive, "chronology.pdf")))
        for said in ("A drawing of a weapon.", "A note.", "Safeguarding record"):
            assert said in words
        proof = b"".join(read_member(bundle.archive, "proof.json"))
        assert check_head(json.loads(proof)) is None
        row, _earlier = departures_of(concern, Moment.now(LATER))
        assert (row.words["sha256"], row.words["to"]) == (made.sha256, "The safeguarding lead of a college")
        assert who_says(row.row) is Whose.LAW
        assert (row.row.due_on, made.due_on) == (date(2026, 3, 9), date(2026, 3, 9))
        for entry in LedgerEntry.objects.filter(verb="transfer.record-left"):
            assert "college" not in entry.detail
        assert (verify_words(), verify_rows()) == (None, None)


def test_only_what_one_may_see_of_the_same_circle_is_offered_and_nothing_else_can_be_sent() -> None:
    with inside() as provider:
        lead, other = make_holder("Lea Dee", "dsl"), make_person("Str Anger")
        kit = learner()
        one, two = concern_about_a_learner(kit), concern_about_a_learner(kit)
        sealed, stranger = concern_about_a_learner(kit), concern_about_a_learner()
        Concern.objects.filter(pk=sealed).update(circle="sealed")
        now = Moment.now(LATER)
        who = reader(lead, powers_in_force(now), now)
        offered = {line.id for line in whole_file(Concern.objects.get(pk=one), who, now)}
        assert offered == {one, two}
        assert stranger not in offered
        for ids, by in (([one, sealed], lead), ([one], other), ([uuid4()], lead)):
            with pytest.raises(NothingHere):
                sent(provider, by, *ids, approved_by=lead)
        assert not Departure.objects.exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"to": " "}, "to"),
        ({"why": ""}, "why"),
        ({"how": ""}, "how"),
        ({"known_on": date(2027, 1, 1)}, "known_on"),
        ({"passphrase": "short"}, "passphrase"),
        ({"recipient": "age1nobody"}, "recipient"),
        ({"approved_by": UUID(int=1)}, "approved_by"),
    ],
)
def test_what_is_left_out_is_said_beside_its_question(more: dict[str, Any], field: str) -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        with pytest.raises(BadInput) as refused:
            sent(provider, lead, concern, **more)
        assert refused.value.field == field
        assert not Departure.objects.exists()


def test_it_can_be_closed_for_a_key_of_theirs() -> None:
    theirs = Identity.generate()
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        made = sent(
            provider, lead, concern_about_a_learner(), recipient=str(theirs.to_public()), passphrase=""
        )
        plain = io.BytesIO()
        unseal(io.BytesIO(read(made)), plain, Secret(identity=theirs))
    assert read_bundle(plain).case.matters[0].people[0].words == {"name": "Kit Marlow"}


def test_that_it_arrived_is_written_once_for_every_record_of_the_file() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        kit = learner()
        both = [concern_about_a_learner(kit) for _ in range(2)]
        read(sent(provider, lead, *both))
        (left,) = departures_of(both[0], Moment.now(LATER))
        by: dict[str, Any] = {"departure_id": left.row.id, "actor": Actor.person(lead), "now": LATER}
        for at, receipt, refusal in (
            (LATER + timedelta(1), "x", BadInput), (NOON, "x", BadInput), (LATER, " ", BadInput),
        ):  # fmt: skip
            with pytest.raises(refusal):
                note_arrival(received_at=at, receipt=receipt, **by)
        abuse = Said(abuse=True, reason="Seen on the file.")
        file_record(concern_id=both[0], said=abuse, actor=Actor.person(lead), now=NOON)
        note_arrival(received_at=LATER, receipt="Their lead wrote back.", **by)
        for concern in both:
            # How long it is kept follows, and nobody has to say so a second time; what was said of it stays.
            kept = kept_of(Concern.objects.get(pk=concern), Moment.now(LATER))
            assert kept.lasts.record_class is RecordClass.TRANSFERRED
            assert (kept.facts.transferred, kept.facts.abuse) == (LATER.date(), concern == both[0])
            (row,) = departures_of(concern, Moment.now(LATER))
            assert (row.row.received_at, row.words["receipt"]) == (LATER, "Their lead wrote back.")
            assert row.words["to"] == "The safeguarding lead of a college"
        with pytest.raises(OutOfTurn):
            note_arrival(received_at=LATER, receipt="Again.", **by)
        with pytest.raises(NothingHere):
            note_arrival(received_at=LATER, receipt="x", **(by | {"departure_id": uuid4()}))
        assert (verify_words(), verify_rows()) == (None, None)


def test_a_file_that_never_left_is_taken_back_for_every_record_of_it_and_nobody_is_asked_for_a_receipt() -> (
    None
):
    with inside() as provider:
        load_shipped_facts(now=NOON)
        lead, kit = make_holder("Lea Dee", "dsl"), learner()
        both = [concern_about_a_learner(kit) for _ in range(2)]
        with (made := sent(provider, lead, *both)).file:
            assert made.due_on is not None
        (left,) = departures_of(both[0], Moment.now(LATER))
        by: dict[str, Any] = {"departure_id": left.row.id, "actor": Actor.person(lead), "now": LATER}
        with pytest.raises(BadInput):
            note_stayed(reason=" ", **by)
        with pytest.raises(NothingHere):
            note_stayed(reason="x", **(by | {"actor": Actor.person(make_person("Str Anger"))}))
        note_stayed(reason="The download broke off.", **by)
        for concern in both:
            assert departures_of(concern, Moment.now(LATER)) == ()
            (stayed,) = stayed_of(concern, Moment.now(LATER))
            assert stayed.words["reason"] == "The download broke off."
            kept = kept_of(Concern.objects.get(pk=concern), Moment.now(LATER))
            assert kept.lasts.record_class is not RecordClass.TRANSFERRED
        tell_of_missing_receipts(now=end_of_day(made.due_on) + timedelta(1))
        assert not Message.objects.filter(occasion__startswith="no-receipt-").exists()
        with pytest.raises(OutOfTurn):
            note_stayed(reason="x", **by)
        with pytest.raises(OutOfTurn):
            note_arrival(received_at=LATER, receipt="x", **by)
        assert (verify_words(), verify_rows()) == (None, None)


def test_whoever_holds_a_record_that_went_is_told_once_when_nobody_says_that_it_arrived() -> None:
    with inside() as provider:
        load_shipped_facts(now=NOON)
        lead, kit = make_holder("Lea Dee", "dsl"), learner()
        late, there = (concern_about_a_learner(kit) for _ in range(2))
        adult = concern_about_a_learner()
        days = []
        for concern in (late, there, adult):
            with (made := sent(provider, lead, concern)).file:
                days.append(made.due_on)
        due = days[0]
        (left,) = departures_of(there, Moment.now(LATER))
        note_arrival(
            departure_id=left.row.id, received_at=LATER, receipt="x", actor=Actor.person(lead), now=LATER
        )
        assert due is not None
        told = Message.objects.filter(occasion__startswith="no-receipt-")
        tell_of_missing_receipts(now=end_of_day(due))
        assert not told.exists()
        for day in (1, 2):
            tell_of_missing_receipts(now=end_of_day(due) + timedelta(day))
            # Not of what arrived, and not where no rule says by when.
            assert list(told.values_list("thing_id", "person_id")) == [(late, lead)]
        ruling = may_still_be_told(told.get(), end_of_day(due) + timedelta(3))
        assert ruling.allowed
