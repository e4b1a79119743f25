"""A file of people on the desk: chosen, looked at, applied as planned; and people who are here twice."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from desk_support import sign_in, text
from dueregard.authority.identity.models import Alias, PersonDetails
from dueregard.authority.people.imports.tasks import apply_import
from dueregard.authority.people.models import Intake, StagedChanges
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.jobs.models import Job
from dueregard.ground.jobs.worker import Worker
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.tenancy.operations import by_id, enter
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("dueregard.config.urls")]
IN, TWICE = "/desk/people/in/", "/desk/people/twice/"
TABLE = "Forename,Surname,DOB,Staff no,Shoe size,Ethnicity\nAda,Okoro,1990-01-02,P1,9,98\nBen,,31/02/1991,P2,8,98\n"


@pytest.fixture
def director() -> Client:
    with inside() as provider:
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        make_person("Ada Okoro")
        return sign_in(make_holder("Cara Lund", "managing-director"), provider)


def sent(client: Client, content: str = TABLE, **more: str) -> str:
    """Where a file led."""
    file = SimpleUploadedFile("people.csv", content.encode())
    answer = client.post(IN, {"file": file, "standing": "", "dates": "", **more})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def work() -> None:
    [provider] = (
        Job.objects.filter(name=apply_import.job_name).values_list("provider_id", flat=True).distinct()
    )
    assert provider is not None
    Worker(providers=lambda: [provider], enter=lambda id_: enter(by_id(id_)), clock=utc_now).run_until_idle()


def here(client: Client) -> UUID:
    return UUID(client.session["provider"])


def test_a_file_is_looked_at_then_applied_by_the_worker(director: Client) -> None:
    where = sent(director)
    page = text(director.get(where))
    assert "<strong>1</strong> person is new" in page
    assert "There is no such day." in page
    assert "What stands in this column is not read" in page
    with enter(by_id(here(director))):
        plan = Intake.objects.get().plan
        assert not PersonDetails.objects.filter(given_names="Ada", date_of_birth__isnull=False).exists()
    assert director.post(where, {"plan": "0" * 64, "do": "apply"}).status_code == 422
    assert director.post(where, {"plan": plan, "do": "apply"}).status_code == 302
    assert "0 of 1 parts are ready." in text(director.get(where))
    work()
    assert "Everybody sees what this file brought." in text(director.get(where))
    with enter(by_id(here(director))):
        assert PersonDetails.objects.get(date_of_birth__isnull=False).full_name == "Ada Okoro"
        assert StagedChanges.objects.count() == 0


def test_each_change_is_shown_with_what_it_was_and_its_numbers_stand_on_the_page_of_the_person(
    director: Client,
) -> None:
    where = sent(director, "Forename,Surname,DOB,Staff no,Job title\nAda,Okoro,1990-01-02,P1,Tutor\n")
    new = text(director.get(f"{where}changes/"))
    assert ("Ada Okoro" in new, "Payroll number: P1" in new, "1990" in new) == (True, True, True)
    with enter(by_id(here(director))):
        plan = Intake.objects.get().plan
    director.post(where, {"plan": plan, "do": "apply"})
    work()
    assert "it was applied or dropped" in text(director.get(f"{where}changes/"))
    changed = sent(
        director, "Forename,Surname,DOB,Staff no,Job title,End date\nAda,Lind,1990-01-02,P1,Lead,2031-09-01\n"
    )
    page = text(director.get(f"{changed}changes/?part=x&from=-1"))
    assert "Family name: Okoro → Lind" in page
    assert "Known by: Payroll number." in page
    assert "Tutor: since" in page
    assert "Lead: since" in page
    assert "last day Monday 1 September 2031" in page
    with enter(by_id(here(director))):
        person = PersonDetails.objects.get(date_of_birth__isnull=False, family_name="Okoro").person_id
    about = text(director.get(f"/desk/people/{person}/"))
    assert "P1" in about
    assert "From a table on" in about
    assert director.get(f"{changed}changes/?part=99").status_code == 200


def test_a_plan_says_what_somebody_changed_meanwhile_and_cannot_be_applied(director: Client) -> None:
    first, second = sent(director), sent(director)
    with enter(by_id(here(director))):
        plan = Intake.objects.earliest("id").plan
    director.post(first, {"plan": plan, "do": "apply"})
    work()
    page = text(director.get(second))
    assert "another file of people was applied" in page
    assert "Apply exactly this" not in page


def test_a_column_can_be_said_to_be_something_else_and_is_remembered(director: Client) -> None:
    columns = ("Forename", "Surname", "DOB", "Staff no", "Shoe size")
    fields = ("given-names", "family-name", "date-of-birth", "", "payroll-number")
    said = {f"name-{n}": name for n, name in enumerate(columns)} | {
        f"field-{n}": f for n, f in enumerate(fields)
    }
    where = sent(director, **said, standing="volunteer")
    with enter(by_id(here(director))):
        plan = Intake.objects.get().plan
    director.post(where, {"plan": plan, "do": "apply"})
    work()
    again = text(director.get(sent(director)))
    assert "<strong>1</strong> row changes nothing" in again
    assert '<option value="payroll-number" selected>' in again


def test_what_cannot_be_read_is_said_beside_the_file(director: Client) -> None:
    nothing = director.post(IN, {"standing": "", "dates": ""})
    old = director.post(IN, {"file": SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")})
    assert (nothing.status_code, old.status_code) == (422, 422)
    assert "Choose a file." in nothing.content.decode()
    assert "before 2007" in old.content.decode()
    large = director.post(IN, {"file": SimpleUploadedFile("a.csv", b"x" * (10 * 1024**2 + 1))})
    assert "larger than 10 MB" in large.content.decode()


def test_a_plan_can_be_dropped_and_its_problems_taken_along(director: Client) -> None:
    where = sent(director, TABLE.replace("Shoe size", "=cmd()"))
    table = director.get(f"{where}problems/").content.decode("utf-8-sig")
    assert "3,DOB,error," in table
    assert ",'=cmd()," in table
    assert director.post(where, {"do": "drop"}).headers["Location"] == IN
    assert director.get(where).status_code == 404


def test_whoever_does_not_appoint_sees_none_of_it(director: Client) -> None:
    where = sent(director)
    provider = by_id(here(director))
    with enter(provider):
        tutor = sign_in(make_person("Finn Oakes"), provider)
    assert {
        tutor.get(page).status_code for page in (IN, where, f"{where}problems/", f"{where}changes/", TWICE)
    } == {403}


def test_people_of_one_name_and_birthday_are_proposed_joined_and_parted(director: Client) -> None:
    for number in ("P1", "P2"):
        where = sent(director, f"Forename,Surname,DOB,Staff no\nAda,Okoro,1990-01-02,{number}\n")
        with enter(by_id(here(director))):
            plan = Intake.objects.latest("id").plan
        director.post(where, {"plan": plan, "do": "apply"})
        work()
    with enter(by_id(here(director))):
        one, other = PersonDetails.objects.exclude(date_of_birth=None).order_by("id")
    assert "They are one person" in text(director.get(TWICE))
    director.post(TWICE, {"do": "join", "person": str(other.person_id), "same-as": str(one.person_id)})
    page = text(director.get(TWICE))
    assert "They are one person" not in page
    assert "They are two people" in page
    with enter(by_id(here(director))):
        [alias] = Alias.at(Moment.now(utc_now()))
    director.post(TWICE, {"do": "part", "alias": str(alias.id)})
    assert "They are one person" in text(director.get(TWICE))
    assert director.post(TWICE, {"do": "join", "person": "x", "same-as": "y"}).status_code == 404
