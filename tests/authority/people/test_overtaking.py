"""What is recorded while a plan waits drops it only where both are about the same; what is dropped is cleared away."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from dueregard.authority.identity.models import Person, PersonDetails
from dueregard.authority.identity.operations import correct_person, record_person
from dueregard.authority.people.imports import clearing
from dueregard.authority.people.imports.beginning import PlanChanged
from dueregard.authority.people.imports.clearing import clear_dropped
from dueregard.authority.people.imports.overtaking import Touched
from dueregard.authority.people.models import Intake, Number, Span
from dueregard.authority.people.operations import record_span
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.audit.batches import OvertakenByOthers, delete_unseen
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from household import SETUP
from people_files import ADA, BEN, ilr, learner
from people_in import LATER, a_harbour, apply, known, plan

pytestmark = pytest.mark.django_db
NEXT_DAY = LATER + timedelta(days=1)
SINCE = NEXT_DAY + timedelta(minutes=1)
THEN = NEXT_DAY + timedelta(minutes=2)


@pytest.fixture(autouse=True)
def harbour() -> Iterator[None]:
    with a_harbour():
        apply(plan(ilr(learner())))
        yield


def somebody(family: str, given: str = "Cara") -> None:
    record_person(given_names=given, family_name=family, actor=SETUP, now=SINCE)


def of_ada() -> PersonDetails:
    return PersonDetails.objects.known(SINCE).get(folded="okoro, ada")


def corrected() -> None:
    correct_person(details=of_ada(), actor=SETUP, now=SINCE, email="ada@example.org")


def placed() -> None:
    record_span(person_id=of_ada().person_id, standing=Standing.STAFF, since=SINCE, actor=SETUP, now=SINCE)


def numbered() -> None:
    other = PersonDetails.objects.get(family_name="Else").person_id
    Number(person_id=other, scheme="uln", number=BEN["ULN"], recorded_at=SINCE, by="system:x").save()


CHANGED = ilr(learner(ADA | {"FamilyName": "Lind"}), learner(BEN))


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        (lambda: somebody("Else"), None),
        (corrected, Touched.PEOPLE),
        (placed, Touched.PEOPLE),
        (numbered, Touched.NUMBERS),
        (lambda: somebody("O'Neill-Ŵyn", "Ben"), Touched.NAMES),
    ],
)
def test_only_what_a_plan_is_about_as_well_drops_it(
    meanwhile: Callable[[], None], why: Touched | None
) -> None:
    intake = plan(CHANGED, now=NEXT_DAY)
    meanwhile()
    if why is None:
        apply(intake, now=THEN)
    else:
        with pytest.raises(OvertakenByOthers):
            apply(intake, now=THEN)
        assert why in Intake.objects.get(pk=intake.pk).figures["touched"]
    assert ("Ada", "Lind", date(2008, 2, 29)) in known(THEN) or why is not None
    assert verify_words() is None


def test_a_plan_is_not_begun_once_another_file_was_applied() -> None:
    waits = plan(CHANGED, now=NEXT_DAY)
    apply(plan(ilr(learner(), learner(BEN)), now=NEXT_DAY), now=SINCE)
    with pytest.raises(PlanChanged):
        apply(waits, now=THEN)


def dropped() -> Intake:
    intake = plan(CHANGED, now=NEXT_DAY)
    corrected()
    with pytest.raises(OvertakenByOthers):
        apply(intake, now=THEN)
    return intake


def left(intake: Intake) -> int:
    return sum(
        model.objects.filter(batch_id=intake.id).count() for model in (Person, PersonDetails, Number, Span)
    )


def test_what_a_dropped_import_had_staged_goes_and_is_counted_once() -> None:
    intake = dropped()
    before, shown = left(intake), (Person.objects.count(), Span.objects.count())
    assert (verify_rows(), verify_words()) == (None, None)
    assert clear_dropped(now=THEN) == before > 3
    assert (clear_dropped(now=THEN), left(intake)) == (0, 0)
    told = Entry.objects.filter(verb="people.import-cleared-away")
    assert [entry.detail for entry in told] == [f'{{"rows":{before}}}']
    assert (Person.objects.count(), Span.objects.count()) == (shown[0] - 1, shown[1] - 1)
    assert known(THEN) == [("Ada", "Okoro", date(2008, 2, 29))]
    assert (verify_rows(), verify_words()) == (None, None)


def test_cut_off_in_between_the_rest_goes_next_time_and_nothing_is_said_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    intake, rows = dropped(), 2
    monkeypatch.setattr(clearing, "_AT_ONCE", rows)
    monkeypatch.setattr(clearing, "delete_unseen", _once(delete_unseen))
    with pytest.raises(KeyboardInterrupt):
        clear_dropped(now=THEN)
    assert left(intake) > 0
    monkeypatch.undo()
    clear_dropped(now=THEN)
    assert left(intake) == 0
    assert Entry.objects.filter(verb="people.import-cleared-away").count() == 1


def _once(work: Callable[..., int]) -> Callable[..., int]:
    done: list[int] = []

    def again(*said: object) -> int:
        if done:
            raise KeyboardInterrupt
        done.append(work(*said))
        return done[0]

    return again


@pytest.mark.parametrize("is_shown", [True, False])
def test_the_database_itself_lets_nobody_delete_what_was_shown(is_shown: bool) -> None:
    batch = Intake.objects.get(state="applied").id if is_shown else None
    with pytest.raises(DatabaseError), transaction.atomic():
        PersonDetails.objects.filter(batch_id=batch)._raw_delete("default")
    assert PersonDetails.objects.filter(batch_id=batch).exists()
