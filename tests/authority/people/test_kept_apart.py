"""Sex, ethnicity, disability and National Insurance number: nothing of them anywhere unless somebody opted in; then
sealed and apart; and destroyed when they opt out or its time is over."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from dueregard.authority.people.imports.apart import kept_of, taken
from dueregard.authority.people.imports.applying import carry_on, give_up
from dueregard.authority.people.imports.beginning import PlanChanged, begin
from dueregard.authority.people.imports.clearing import clear_dropped
from dueregard.authority.people.imports.columns import Field, is_never_read, may_hold, recognised
from dueregard.authority.people.imports.destroying import destroy_what_is_over
from dueregard.authority.people.imports.opting import AlreadyIn, Grounds, NotIn, opt_in, opt_out
from dueregard.authority.people.imports.remembering import forget_old_plans
from dueregard.authority.people.imports.tasks import destroy_kept_apart
from dueregard.authority.people.models import Intake, KeptApart, StagedChanges
from dueregard.authority.people.vocabulary import OF_STAFF, Apart, Use
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.crypto.models import DataKey
from dueregard.ground.crypto.operations import Destroyed, unseal
from dueregard.ground.jobs.models import Job
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NotPermitted
from dueregard.ground.tenancy.operations import enter, here
from household import NOON, SETUP, make_holder, make_person, make_provider
from people_files import ADA, BEN, DELIVERY, UKPRN, ilr, learner
from people_in import LATER, a_harbour, apply, figures, plan

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = date(2026, 3, 4)
HEALTH = (
    "<LLDDandHealthProblem><LLDDCat>12</LLDDCat></LLDDandHealthProblem>"
    "<LLDDandHealthProblem><LLDDCat>14</LLDDCat><PrimaryLLDD>1</PrimaryLLDD></LLDDandHealthProblem>"
)
SAID = {"Ethnicity": "47", "LLDDHealthProb": "1", "NINumber": "qz 12 34 56 c"}
FILE = ilr(learner(ADA | SAID, HEALTH + DELIVERY), learner(BEN | {"Ethnicity": "99", "LLDDHealthProb": "9"}))
TABLE = (
    "Forename,Surname,Type,Learner ref,Gender,Ethnic origin,Disability,NI number,Gender identity\n"
    "Ada,Okoro,Learner,REF0001,Zzsex,Zzethnic,Zzdisability,QZ123456C,Zzidentity\n"
    "Tess,Tutor,Staff,,Zzsex,Zzethnic of staff,Zzdisability of staff,QZ123456C,Zzidentity\n"
    "Asa,Agent,Agency staff,,Zzsex,Zzethnic,Zzdisability,QZ123456C,Zzidentity\n"
)
SECRETS = (b"QZ123456C", b"qz 12 34 56 c", b"Zzsex", b"Zzethnic", b"Zzdisability", b"Zzidentity")
POLICY = b"""+++
language = 1
policy = "answering"
title = "Who answers"
nation = "england"
owner = "role:director"
+++

## 1 The director answers {#1}

```control role director
title = "Director"
minimum = 1
may = ["appoint", "adopt-policy"]
```
"""
USE = {
    Apart.ETHNICITY: Use.EQUALITY,
    Apart.DISABILITY: Use.ADJUSTMENTS,
    Apart.NATIONAL_INSURANCE: Use.FUNDING,
} | dict.fromkeys(OF_STAFF, Use.EQUALITY)
OF_LEARNERS = [kept for kept in Apart if kept not in OF_STAFF]


@pytest.fixture
def director() -> Iterator[Actor]:
    with a_harbour():
        yield make_director()


def make_director() -> Actor:
    adopt(data=POLICY, path="p.md", actor=SETUP, now=NOON)
    return Actor.person(make_holder("Cara Lund", "director"))


def grounds(kept: Apart, **changes: object) -> Grounds:
    said = {"use": USE[kept], "assessment": "DPIA 7", "reason": "Asked for.", "last_day": TODAY + 90 * DAY}
    return Grounds(**said | changes)  # type: ignore[arg-type]


def switch_on(director: Actor, *which: Apart, now: datetime = LATER) -> None:
    for kept in which or OF_LEARNERS:
        opt_in(kept=kept, grounds=grounds(kept), actor=director, now=now)


def switch_off(director: Actor, *which: Apart, now: datetime) -> None:
    """And what the worker does then."""
    for kept in which or Apart:
        opt_out(kept=kept, actor=director, now=now)
    assert Job.objects.filter(name=destroy_kept_apart.job_name).exists()
    forget_old_plans(now=now)
    destroy_what_is_over(now=now)


def kept() -> dict[Apart, str]:
    """Everything that can still be read, of whomever."""
    rows = KeptApart.objects.exclude(key__wrapped=None).select_related("key")
    return {Apart(row.kept): unseal(row, "said", row.key) for row in rows}


def in_the_database(secret: bytes) -> list[str]:
    """The tables in which these bytes stand, in any row of anybody."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for value in (value for row in cursor.fetchall() for value in row):
                raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                if secret in raw:
                    found.append(table)
    return found


def verified() -> bool:
    return (verify_rows(), verify_words()) == (None, None)


@pytest.mark.usefixtures("director")
@pytest.mark.parametrize("content", [FILE, TABLE.encode()], ids=["ilr", "table"])
def test_unless_somebody_opted_in_nothing_is_kept_anywhere(content: bytes) -> None:
    intake = plan(content)
    assert intake.figures["apart"] == {}
    apply(intake)
    assert KeptApart.objects.count() == 0
    assert not DataKey.objects.filter(holds="kept-apart").exists()
    assert [in_the_database(secret) for secret in SECRETS] == [[]] * len(SECRETS)
    assert in_the_database(b"Okoro")


def test_what_was_opted_in_to_is_kept_sealed_each_under_a_key_of_its_own(director: Actor) -> None:
    switch_on(director)
    intake = plan(FILE)
    assert (figures(intake), intake.figures["apart"]) == (
        (2, 0, 0, 0, 0),
        {Apart.ETHNICITY: 1, Apart.DISABILITY: 1, Apart.NATIONAL_INSURANCE: 2},
    )
    apply(intake)
    assert kept()[Apart.DISABILITY] == "1/14"
    assert len({row.key_id for row in KeptApart.objects.all()}) == KeptApart.objects.count() == 4
    assert kept_of(Moment.now(LATER + DAY)) == dict.fromkeys(Apart, 0) | intake.figures["apart"]
    assert [in_the_database(secret) for secret in SECRETS] == [[]] * len(SECRETS)
    assert verified()


@pytest.mark.parametrize("only", OF_LEARNERS)
def test_each_is_opted_in_to_by_itself(director: Actor, only: Apart) -> None:
    switch_on(director, only)
    apply(plan(ilr(learner(ADA | SAID, HEALTH + DELIVERY))))
    said = {Apart.ETHNICITY: "47", Apart.DISABILITY: "1/14", Apart.NATIONAL_INSURANCE: "QZ123456C"}
    assert kept() == {only: said[only]}


def test_a_table_brings_it_of_learners_alone_and_by_its_columns(director: Actor) -> None:
    switch_on(director)
    intake = plan(TABLE)
    assert intake.figures["apart"] == dict.fromkeys(OF_LEARNERS, 1)
    apply(intake)
    assert set(kept().values()) == {"Zzethnic", "Zzdisability", "QZ123456C"}
    assert KeptApart.objects.count() == 3


def test_a_table_brings_of_staff_what_was_opted_in_to_of_staff_and_of_nobody_else(director: Actor) -> None:
    switch_on(director, *OF_STAFF)
    intake = plan(TABLE)
    assert intake.figures["apart"] == dict.fromkeys(OF_STAFF, 1)
    apply(intake)
    said = ("Zzsex", "Zzethnic of staff", "Zzdisability of staff")
    assert kept() == dict(zip(OF_STAFF, said, strict=True))
    assert KeptApart.objects.count() == 3
    assert [in_the_database(secret) for secret in SECRETS] == [[]] * len(SECRETS)
    assert verified()


@pytest.mark.parametrize("only", OF_STAFF)
def test_of_staff_too_each_is_opted_in_to_by_itself(director: Actor, only: Apart) -> None:
    switch_on(director, only, Apart.ETHNICITY)
    apply(plan(TABLE))
    assert set(kept()) == {only, Apart.ETHNICITY}
    switch_off(director, Apart.ETHNICITY, now=LATER + DAY)
    assert set(kept()) == {only}


@pytest.mark.parametrize(
    ("name", "takes", "is_read_as"),
    [
        ("Gender", {Apart.STAFF_SEX}, Field.SEX),
        ("Legal sex", {Apart.STAFF_SEX}, Field.SEX),
        ("Sex", set(Apart) - {Apart.STAFF_SEX}, None),
        ("Gender identity", set(Apart), None),
        ("Gender reassignment", set(Apart), None),
        ("Sexual orientation", set(Apart), None),
        ("Sex offences", set(Apart), None),
        ("Racial origin", {Apart.STAFF_ETHNICITY}, Field.ETHNICITY),
        ("Ethnicity", {Apart.ETHNICITY}, Field.ETHNICITY),
        ("Ethnicity", {Apart.STAFF_SEX, Apart.STAFF_DISABILITY}, None),
        ("Disability", {Apart.STAFF_DISABILITY}, Field.DISABILITY),
        ("NI number", set(OF_STAFF), None),
    ],
)
def test_a_column_is_recognised_only_where_it_is_read_of_somebody(
    name: str, takes: set[Apart], is_read_as: Field | None
) -> None:
    assert recognised(name, frozenset(takes)) is is_read_as
    assert is_never_read(name, frozenset(takes)) is (is_read_as is None)
    assert may_hold(name, Field.POSITION, frozenset(takes)) is False


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"Ethnicity": "Irish"}, "Ethnicity"),
        ({"LLDDHealthProb": "4"}, "LLDDHealthProb"),
        ({"NINumber": "Q1"}, "NINumber"),
    ],
)
def test_what_is_no_code_is_left_out_and_no_message_says_what_it_was(
    director: Actor, wrong: dict[str, str], column: str
) -> None:
    switch_on(director)
    intake = plan(ilr(learner(ADA | {"Ethnicity": "", "LLDDHealthProb": "", "NINumber": ""} | wrong)))
    assert [(row, of) for row, of, _, _ in intake.problems] == [(1, column)]
    assert not any(said in str(intake.problems) for said in ("Irish", "Q1"))
    assert sum(intake.figures["apart"].values()) == 0


def test_the_same_file_again_changes_nothing_and_another_word_takes_the_place_of_the_first(
    director: Actor,
) -> None:
    switch_on(director)
    apply(plan(FILE))
    again = plan(FILE, now=LATER + DAY)
    assert (again.batches, again.figures["apart"]) == (0, dict.fromkeys(OF_LEARNERS, 0))
    other = plan(ilr(learner(ADA | SAID | {"Ethnicity": "31"}, HEALTH + DELIVERY)), now=LATER + DAY)
    assert (figures(other), other.figures["apart"][Apart.ETHNICITY]) == ((0, 0, 0, 1, 1), 1)
    apply(other, now=LATER + DAY)
    assert kept()[Apart.ETHNICITY] == "31"
    assert KeptApart.objects.filter(kept=Apart.ETHNICITY, key__wrapped=None).count() == 1
    assert kept_of(Moment.now(LATER + 2 * DAY))[Apart.ETHNICITY] == 1
    assert verified()


def test_off_again_destroys_what_was_kept_and_says_so(director: Actor) -> None:
    switch_on(director)
    apply(plan(FILE))
    switch_off(director, Apart.ETHNICITY, now=LATER + DAY)
    assert Apart.ETHNICITY not in kept()
    row = KeptApart.objects.select_related("key").get(kept=Apart.ETHNICITY)
    with pytest.raises(Destroyed):
        unseal(row, "said", row.key)
    assert Entry.objects.filter(verb="audit.words-disposed-of", subject_id=row.key_id).exists()
    assert Entry.objects.get(verb="people.kept-apart-destroyed").detail == '{"kept":"ethnicity","keys":1}'
    left = {Apart.DISABILITY: 1, Apart.NATIONAL_INSURANCE: 2}
    assert kept_of(Moment.now(LATER + 2 * DAY)) == dict.fromkeys(Apart, 0) | left
    switch_off(director, Apart.DISABILITY, Apart.NATIONAL_INSURANCE, now=LATER + 2 * DAY)
    assert kept() == {}
    switch_on(director, now=LATER + 3 * DAY)
    anew = plan(FILE, now=LATER + 3 * DAY)
    assert anew.figures["apart"][Apart.ETHNICITY] == 1
    apply(anew, now=LATER + 3 * DAY)
    assert kept()[Apart.ETHNICITY] == "47"
    assert verified()


def test_when_its_time_is_over_it_is_destroyed_and_nothing_more_is_read(director: Actor) -> None:
    opt_in(kept=Apart.ETHNICITY, grounds=grounds(Apart.ETHNICITY, last_day=TODAY), actor=director, now=LATER)
    apply(plan(FILE))
    assert destroy_what_is_over(now=LATER) == 0
    assert destroy_what_is_over(now=LATER + DAY) == 1
    assert (kept(), taken(Moment.now(LATER + DAY))) == ({}, frozenset())
    assert plan(FILE, now=LATER + DAY).figures["apart"] == {}
    assert verified()


def test_a_plan_that_holds_what_may_not_be_kept_any_more_is_not_applied_and_dropped(director: Actor) -> None:
    switch_on(director)
    intake = plan(FILE)
    opt_out(kept=Apart.ETHNICITY, actor=director, now=LATER)
    with pytest.raises(PlanChanged):
        apply(intake)
    forget_old_plans(now=LATER)
    assert (Intake.objects.count(), StagedChanges.objects.count()) == (0, 0)


def test_what_a_dropped_file_had_brought_is_destroyed_before_its_rows_are_deleted(
    director: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch_on(director)
    intake = plan(FILE)
    begun = begin(intake=intake, plan=intake.plan, actor=SETUP, now=LATER)
    monkeypatch.setattr("dueregard.authority.people.imports.applying._finish", lambda **_: begun)
    carry_on(intake=begun, actor=SETUP, clock=lambda: LATER)
    assert KeptApart.objects.count() == 4
    assert kept_of(Moment.now(LATER)) == dict.fromkeys(Apart, 0)
    give_up(intake=begun, actor=SETUP, now=LATER, why=[])
    clear_dropped(now=LATER)
    assert KeptApart.objects.count() == 0
    assert not DataKey.objects.filter(holds="kept-apart").exclude(wrapped=None).exists()
    assert verified()


def test_the_choice_of_one_provider_is_none_of_anothers() -> None:
    with a_harbour():
        harbour = here()
        switch_on(make_director())
        apply(plan(FILE))
    with enter(make_provider("elsewhere")):
        here().ukprn = UKPRN
        apply(plan(FILE))
        assert (taken(Moment.now(LATER)), KeptApart.objects.count()) == (frozenset(), 0)
        assert destroy_what_is_over(now=LATER) == 0
    with enter(harbour):
        assert KeptApart.objects.exclude(key__wrapped=None).count() == 4


def test_only_whoever_answers_for_the_provider_opts_in_or_out(director: Actor) -> None:
    tutor = Actor.person(make_person("Tess Tutor"))
    with pytest.raises(NotPermitted):
        switch_on(tutor, Apart.ETHNICITY)
    switch_on(director, Apart.ETHNICITY)
    with pytest.raises(NotPermitted):
        opt_out(kept=Apart.ETHNICITY, actor=tutor, now=LATER)
    with pytest.raises(AlreadyIn):
        switch_on(director, Apart.ETHNICITY)
    with pytest.raises(NotIn):
        opt_out(kept=Apart.DISABILITY, actor=director, now=LATER)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("use", Use.FUNDING),
        ("assessment", "  "),
        ("reason", ""),
        ("last_day", TODAY - DAY),
        ("last_day", TODAY + 366 * DAY),
    ],
)
def test_without_a_purpose_of_its_own_a_reason_and_an_end_nobody_opts_in(
    director: Actor, field: str, wrong: object
) -> None:
    with pytest.raises(BadInput) as refused:
        opt_in(
            kept=Apart.ETHNICITY,
            grounds=grounds(Apart.ETHNICITY, **{field: wrong}),
            actor=director,
            now=LATER,
        )
    assert refused.value.field == field
    assert taken(Moment.now(LATER)) == frozenset()


def test_the_audit_record_says_what_for_and_until_when_and_nobodys_words(director: Actor) -> None:
    switch_on(director, Apart.ETHNICITY)
    entry = Entry.objects.get(verb="people.opted-in")
    assert entry.detail == '{"kept":"ethnicity","last_day":"2026-06-02","use":"equality-monitoring"}'
    assert "Asked for" not in entry.detail
