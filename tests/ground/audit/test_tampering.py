"""What verification notices of rows that somebody changes behind our back, table by table. The list is the document."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from checks_support import checked, not_required
from dueregard.assurance.rights.breach_log import note_breach
from dueregard.assurance.rights.operations import answer
from dueregard.assurance.rights.vocabulary import Question
from dueregard.authority.access.appointing import appoint
from dueregard.authority.access.models import Holding
from dueregard.authority.access.operations import record_absence, record_relationship
from dueregard.authority.access.proving import Proof
from dueregard.authority.access.reviewing import record_review
from dueregard.authority.access.vocabulary import Kinship, Knew
from dueregard.authority.access.vouching import note_lockout, vouch
from dueregard.authority.identity.invitations import invite
from dueregard.authority.identity.models import Account, OutsideSignIn, Person
from dueregard.authority.identity.operations import give_membership, join_duplicates, record_organisation
from dueregard.authority.identity.tokens import Said
from dueregard.authority.identity.tying import tie
from dueregard.authority.identity.vocabulary import OrganisationKind, OutsideSignInSetUp
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.answers import Basis
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.models import Adoption
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.batches import fingerprint, show, stage
from dueregard.ground.audit.operations import Subject, turn
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.ids import uuid7
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter, open_site
from dueregard.mechanisms.clocks.operations.calendars import record_closure, record_term, set_hours
from dueregard.work.casework.models import Concern, ConcernPerson, Entry, Referral
from dueregard.work.casework.operations.emergencies import open_in_emergency
from dueregard.work.casework.operations.handling import link_person, step_aside
from dueregard.work.casework.operations.joining import join_concerns
from dueregard.work.casework.operations.referring import move_referral
from dueregard.work.casework.operations.refiling import move_entry
from dueregard.work.casework.vocabulary import Stage
from dueregard.work.training.central_record import CheckKind, ProviderSort, WhyNot
from dueregard.work.training.operations.checks import (
    Safeguards,
    record_early_start,
    say_sort_of_provider,
)
from dueregard.work.training.operations.completing import record_completions
from dueregard.work.training.operations.editions import adopt_edition
from dueregard.work.training.operations.exempting import exempt_person
from dueregard.work.training.operations.passing import pass_gate
from dueregard.work.training.operations.spot_checks import draw_spot_check
from dueregard.work.training.vocabulary import Result
from faces.web.test_walls_of_rows import worked
from household import NOON, SETUP, inside, make_holder, make_person
from tampering import past_the_triggers
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)


class World:
    """Two providers, each with a row in every table that has something to lose."""

    def __init__(self) -> None:
        self.providers = [self.one("elsewhere"), self.one("harbour")]

    def one(self, slug: str) -> Provider:
        with inside(slug) as provider:
            lead, second = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
            director, learner = (
                make_holder("Di Rector", "managing-director"),
                make_person("Kit", Standing.LEARNER),
            )
            one, two = (worked(concern_about_a_learner(), lead) for _ in range(2))
            by: dict[str, Any] = {"actor": Actor.person(lead), "now": LATER}
            set_up: dict[str, Any] = {"actor": SETUP, "now": NOON}
            join_concerns(concern_id=one.concern, reference=two.reference, reason="One.", **by)
            move_entry(
                concern_id=one.concern,
                entry_id=one.rows["move-entry"],
                reference=two.reference,
                reason="x",
                **by,
            )
            step_aside(concern_id=two.concern, actor=Actor.person(second), now=LATER)
            record_absence(person_id=second, since=NOON, until=None, **set_up)
            record_relationship(person_id=second, other_id=learner, kinship=Kinship.KIN, **set_up)
            appoint(person_id=learner, role="designated-staff", actor=Actor.person(director), now=NOON)
            record_review(**by)
            note_breach(aware_at=NOON, restricted=False, what="x", actor=Actor.person(director), now=NOON)
            answer(given={Question.HOST: "Here."}, actor=Actor.person(director), now=NOON)
            record_organisation(name="Acme", kind=OrganisationKind.EMPLOYER, **set_up)
            account = Account.objects.create_account(username=f"lead-{slug}")
            give_membership(account=account, person=Person.objects.get(pk=lead), **set_up)
            invite(person_id=learner, **set_up)
            tie_outside(account)
            again = Account.objects.create_account(username=f"second-{slug}")
            give_membership(account=again, person=Person.objects.get(pk=second), **set_up)
            note_lockout(person_id=second, actor=Actor.person(director), now=NOON)
            proof = Proof(account, "", "")
            vouch(person_id=second, knew=Knew.FACE, reason="x", proof=proof, **by)
            give_membership(account=again, person=Person.objects.get(pk=second), **set_up)
            open_in_emergency(
                reference=one.reference, reason="x", proof=proof, actor=Actor.person(director), now=LATER
            )
            note_lockout(person_id=second, actor=Actor.person(director), now=LATER)
            join_duplicates(
                person=Person.objects.get(pk=second), same_as=Person.objects.get(pk=director), **set_up
            )
            come_in_a_batch()
            be_trained(second)
            checked(lead, not_required(CheckKind.OVERSEAS, WhyNot.OTHER, "x"), now=LATER, actor=SETUP)
            record_early_start(
                person_id=lead,
                given=Safeguards(date(2026, 3, 4), date(2026, 3, 4), learner, date(2026, 3, 9)),
                actor=SETUP,
                now=LATER,
            )
            draw_spot_check(chance=lambda some, many: some[:many], **set_up)
            say_sort_of_provider(sort=ProviderSort.TRAINING, **set_up)
            open_site(name="Quay", **set_up)
            set_hours(week=[()] * 7, **set_up)  # type: ignore[arg-type]
            record_closure(first_day=date(2026, 7, 1), last_day=date(2026, 7, 1), **set_up)
            record_term(first_day=date(2026, 9, 1), last_day=date(2026, 12, 1), **set_up)
        return provider

    def notices(self) -> str:
        for provider in self.providers:
            with enter(provider):
                if fault := verify().fault or verify_words() or verify_rows():
                    return fault.what
        return ""


def be_trained(person: UUID) -> None:
    """Whatever is recorded of training."""
    by: dict[str, Any] = {"actor": SETUP, "now": NOON}
    day = NOON.date()
    record_completions(
        person_ids=[person], course="x", done_on=day, result=Result.PASSED, basis=Basis.DOCUMENT_SEEN, **by
    )
    exempt_person(person_id=person, control="x/training.x", reason="x", until=None, **by)
    adopt_edition(document="x", edition="1", title="X", since=NOON, **by)
    adopt(data=GATE, path="gate.md", **by)
    pass_gate(gate="gates/gate.x", person_id=person, passed_on=day, **by)


GATE = b"""+++
language = 1
policy = "gates"
title = "Gates"
edition = "1"
nation = "england"
owner = "role:owner"
+++

## 1 A gate {#1}

```control role owner
title = "Owner"
minimum = 1
```

```control course x
title = "X"
```

```control training x
courses = ["x"]
```

```control gate x
before = "anything happens"
needs = ["training.x"]
```
"""


def come_in_a_batch() -> None:
    """Somebody, as an import brings them in."""
    batch = uuid7()
    stage(batch, [Person(recorded_at=NOON)])
    counted = fingerprint(batch)
    with turn(actor=SETUP, now=NOON) as t:
        show(t, batch, *counted)


def tie_outside(account: Account) -> None:
    """An identity provider, as if it had been asked, and somebody's identity there."""
    row = OutsideSignIn(name="Work", issuer="https://login.example.org", client_id="x", subject_claim="sub")
    with turn(actor=SETUP, now=NOON) as t:
        row.recorded_at, row.by = t.now, SETUP.written
        row.save()
        t.record(OutsideSignInSetUp(proves_twice=False), Subject("outside-sign-in", row.id))
    tie(account=account, row=row, said=Said("x", twice=False), actor=SETUP, now=NOON)


def raw(model: Any) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def delete(model: Any, rows: list[dict[str, Any]]) -> None:
    key = model._meta.pk.column
    past_the_triggers(model, f'DELETE FROM "{model._meta.db_table}" WHERE {key} = %s', [rows[-1][key]])


def insert(model: Any, rows: list[dict[str, Any]]) -> None:
    row = rows[-1] | {"id": uuid4() if connection.vendor == "postgresql" else uuid4().hex}
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
    past_the_triggers(
        model, f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', list(row.values())
    )


def to_another_provider(model: Any, rows: list[dict[str, Any]]) -> None:
    other = next(row["provider_id"] for row in rows if row["provider_id"] != rows[-1]["provider_id"])
    put(model, rows[-1], "provider_id", other)


def to_another_concern(model: Any, rows: list[dict[str, Any]]) -> None:
    column = next(name for name in ("concern_id", "thing_id") if name in rows[-1])
    mine = rows[-1]
    there = [
        r["id"] for r in raw(Concern) if r["provider_id"] == mine["provider_id"] and r["id"] != mine[column]
    ]
    put(model, mine, column, there[0])


def put(model: Any, row: dict[str, Any], column: str, value: Any) -> None:
    table, key = model._meta.db_table, model._meta.pk.column
    past_the_triggers(model, f'UPDATE "{table}" SET {column} = %s WHERE {key} = %s', [value, row[key]])


EXPERIMENTS = {"D": delete, "I": insert, "P": to_another_provider, "C": to_another_concern}
NOTICED = {
    "access.Absence": "DIP", "access.EmergencyWords": "DIP", "access.Holding": "DIP", "access.Lockout": "DIP",
    "access.Proposal": "DIP",
    "access.Readmission": "DIP", "access.Recusal": "CDIP", "access.Relationship": "DIP", "access.Review": "DIP",
    "access.Vouching": "DIP",
    "audit.Entry": "DIP", "audit.Head": "DIP", "audit.Showing": "DIP",
    "casework.Action": "CDIP", "casework.Concern": "DIP", "casework.Decision": "CDIP", "casework.Delivery": "CDIP",
    "casework.JoinedConcern": "DIP", "casework.Referral": "CDIP", "casework.ReferralStage": "CDIP",
    "casework.Refiled": "CDIP", "casework.Triage": "CDIP",
    "clocks.Closure": "DIP", "clocks.TermDates": "DIP",
    "identity.Invitation": "DIP", "identity.Membership": "DIP", "identity.Organisation": "DIP",
    "identity.OutsideIdentity": "DIP", "identity.OutsideSignIn": "DIP", "identity.Person": "DIP",
    "rights.Answer": "DIP", "rights.Breach": "DIP", "rights.BreachEntry": "DIP",
    "people.Span": "DIP", "training.Completion": "DIP", "training.DocumentEdition": "DIP",
    "training.Exemption": "DIP", "training.Passage": "DIP",
    "policy.Adoption": "DIP", "policy.Edition": "DIP", "tenancy.Site": "DIP",
    "training.Check": "DIP", "training.EarlyStart": "DIP", "training.SortOfProvider": "DIP",
    "training.SpotCheck": "DIP",
}  # fmt: skip
"""Of a table with a row in it: D, one taken away; I, one put in; P, one brought to another provider; C, one brought to
another concern. What the database refuses counts as noticed. What a row says beside words: see `PROMISED`."""
PROMISED = {
    "access.EmergencyWords": "about", "rights.BreachEntry": "part", "access.Vouching": "knew",
    "casework.Action": "due_on owner_id", "casework.ConcernPerson": "part person_id",
    "casework.Decision": "outcome question governed_by", "casework.Entry": "kind happened_at happened_to_the by",
    "casework.JoinedConcern": "parted", "casework.Referral": "route recorded_at",
    "casework.ReferralStage": "stage happened_at", "casework.Refiled": "way",
    "casework.Triage": "person strand danger urgency", "training.Check": "kind outcome done_on why_not",
}  # fmt: skip
"""Of facts with words of which an entry makes a promise: columns beside the words in which every change is noticed.
They stand for all: what is promised is the whole row."""
PARTLY = {
    "access.Emergency": ("DIP", "the entry says which concern it was, and the row is not held against it"),
    "access.Party": ("", "its rows bear keyed tags, and no entry names or counts them"),
    "casework.Assent": ("CIP", "only the one that completes a decision has an entry: see Decided"),
    "casework.ConcernPerson": ("IP", "who a report names has no entry of their own"),
    "casework.Entry": (
        "CIP",
        "a row that takes another back has no entry of its own, so it can be taken away",
    ),
    "clocks.Hours": ("", "hours that end are a row without an entry"),
    "crypto.DataKey": ("DP", "a key put in opens nothing"),
    "crypto.ProviderKey": ("IP", "without it nothing opens, which nobody can miss"),
    "identity.Account": ("I", "of no provider, so in no provider's record"),
    "identity.Alias": ("", "an entry names it as it names new details of a person"),
    "identity.PersonDetails": ("", "the first ones of a person are recorded under the person"),
    "jobs.Job": ("", "what waits to be done, and is gone when it is"),
    "notifications.Message": ("I", "what was sent; a letter more or less changes no record"),
    "training.ExemptionWords": ("DIP", "the entry of an exemption promises them, and does not name them"),
    "tenancy.Provider": ("I", "there is nothing left to verify"),
}
"""What of it is noticed, and why the rest is not."""
ON_POSTGRESQL = {"identity.Account": "DI", "identity.Alias": "P", "identity.PersonDetails": "P"}
"""What PostgreSQL refuses more, because another row refers to it; whoever owns an SQLite file need not heed that."""
NOT_TRIED = {
    "auth.Group": "not used",
    "auth.Permission": "Django's own, not used",
    "casework.WrongTries": "a brake, gone within hours",
    "clocks.Closing": "follows from the record, and is made anew by reconciling",
    "clocks.Moving": "follows from the record, and is made anew by reconciling",
    "clocks.Obligation": "follows from the record, and is made anew by reconciling",
    "clocks.Raised": "follows from the record, and is made anew by reconciling",
    "contenttypes.ContentType": "Django's own",
    "crypto.HouseKey": "of no provider, so in no provider's record",
    "files.Finding": "tried with a file of its own in tests/mechanisms/files",
    "files.SizeLimit": "tried with a file of its own in tests/mechanisms/files",
    "files.StoredFile": "tried with a file of its own in tests/mechanisms/files",
    "identity.Authenticator": "of no provider, so in no provider's record",
    "identity.Challenge": "of no provider; gone within minutes",
    "identity.Passkey": "of no provider, so in no provider's record",
    "identity.OpenSession": "of no provider; gone with the session",
    "identity.PasswordTries": "a brake, gone within hours",
    "identity.RecoveryCode": "of no provider, so in no provider's record",
    "jobs.Heartbeat": "a sign of life",
    "jobs.Slot": "says when something ran last",
    "people.Intake": "what an import is doing, worked on until it is applied",
    "people.Number": "comes in batches, each counted and named as a whole",
    "people.OutfitNumber": "comes in batches, each counted and named as a whole",
    "people.StagedChanges": "what an import will do, gone when it is applied",
    "policy.LocalValue": "a value that ends is a row without an entry",
    "reference.OutsideFact": "of no provider; compared with what is shipped",
    "sessions.Session": "Django's own, of no provider",
    "tenancy.Loss": "with it every promise of before ends; tried where keys are lost",
}


def test_every_table_says_what_is_noticed_of_it() -> None:
    listed = sorted([*NOTICED, *PARTLY, *NOT_TRIED])
    assert listed == sorted(model._meta.label for model in apps.get_models())


@pytest.mark.long
def test_what_is_noticed_behind_our_back_is_what_the_list_says() -> None:
    world = World()
    assert world.notices() == ""
    expected = NOTICED | {label: letters for label, (letters, _why) in PARTLY.items()}
    if connection.vendor == "postgresql":
        expected |= ON_POSTGRESQL
    assert {label: noticed(world, apps.get_model(label)) for label in expected} == expected


def test_what_a_row_says_beside_its_words_cannot_be_changed_unnoticed(subtests: pytest.Subtests) -> None:
    world = World()
    go_on(world.providers[-1])
    assert world.notices() == ""
    for label, columns in PROMISED.items():
        model = apps.get_model(label)
        row = newest_with_words(model)
        for column in columns.split():
            with subtests.test(f"{label}.{column}"), transaction.atomic():
                put(model, row, column, other_value(row[column]))
                with enter(world.providers[-1]):
                    assert verify_words()
                transaction.set_rollback(True)


def test_a_row_may_end_or_take_back_another_only_where_the_record_says_so() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        worked(concern_about_a_learner(), lead)
        text = archetype("apprenticeship-provider")
        adopt(data=text.replace(b"A learner", b"Some learner", 1), path="p.md", actor=SETUP, now=LATER)
        assert Adoption.objects.exclude(replaces=None).exists()
        assert verify_rows() is None
        entry = sorted(raw(apps.get_model("casework.Entry")), key=lambda row: str(row["id"]))[-1]
        insert(Entry, [entry | {"replaces_id": entry["id"], "withdrawn": True}])
        assert verify_rows() is not None


def go_on(provider: Provider) -> None:
    """Say who somebody in a report is, and send a referral: rows with words of which an entry tells."""
    with enter(provider):
        somebody, referral = ConcernPerson.objects.first(), Referral.objects.first()
        lead = Actor.person(Holding.objects.filter(role="dsl").order_by("id").first().person_id)
        link_person(
            concern_id=somebody.concern_id,
            row_id=somebody.id,
            person_id=make_person("Any One"),
            actor=lead,
            now=LATER,
        )
        move_referral(
            referral_id=referral.id,
            stage=Stage.SENT,
            happened_at=NOON,
            words="By mail.",
            actor=lead,
            now=LATER,
        )


def newest_with_words(model: Any) -> dict[str, Any]:
    rows = sorted(raw(model), key=lambda row: (str(row["recorded_at"]), str(row["id"])))
    return [row for row in rows if row["words"] and not row["withdrawn"]][-1]


def other_value(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool | int):
        return not value
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, date):
        return value + timedelta(days=1)
    text = str(value)
    if text[:4].isdecimal() and text[4:5] == "-":
        return f"{int(text[:4]) + 1}{text[4:]}"
    return text[::-1] if text != text[::-1] else f"{text}x"


def noticed(world: World, model: Any) -> str:
    rows = sorted(raw(model), key=lambda row: str(row.get("recorded_at", "")))
    return "".join(
        letter
        for letter in sorted(EXPERIMENTS)
        if fits(letter, rows[-1]) and seen(world, letter, model, rows)
    )


def fits(letter: str, row: dict[str, Any]) -> bool:
    return {"P": "provider_id" in row, "C": bool({"concern_id", "thing_id"} & set(row))}.get(letter, True)


def seen(world: World, letter: str, model: Any, rows: list[dict[str, Any]]) -> bool:
    try:
        with transaction.atomic():
            EXPERIMENTS[letter](model, rows)
            found = world.notices()
            transaction.set_rollback(True)
    except IntegrityError:
        return True
    return found != ""
