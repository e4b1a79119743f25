"""Deciding at the desk: the question first, then what its policies ask; who decides, and for which policy."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from lxml import html

from desk_support import sign_in, text
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt, set_local_value
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import OutOfTurn
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Decision, Delivery, Entry, Referral
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.referring import prepare_referral
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Report
from dueregard.work.casework.vocabulary import AboutKind, EntryKind, Purpose, Question, ReporterKind, Strand
from household import NOON, SETUP, inside, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
SHEET = {"reasons": "a", "alternatives": "b", "consulted": "c", "told": "d"}


def adopted(*names: str) -> None:
    for name in names:
        adopt(data=archetype(name), path=f"{name}.md", actor=SETUP, now=NOON)


def concern(population: str = "", strand: Strand = Strand.UNKNOWN, *, danger: bool = False) -> UUID:
    report = Report(
        reporter=ReporterKind.LEARNER,
        about=AboutKind.LEARNER,
        account={"seen": "He hid a drawing."},
        population=population,
        strand=strand,
        danger=danger,
    )
    return report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON).concern_id


def names(page: Any) -> list[str]:
    return [str(name) for name in html.fromstring(page.content).xpath("//main//form//@name")]


def test_the_question_comes_first_and_the_sheet_is_the_policys_own() -> None:
    with inside() as provider:
        adopted("apprenticeship-provider")
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        address = reverse("decide", args=[concern()])
        assert names(client.get(address)) == ["replaces", "question"]
        page = client.get(address, {"question": Question.REFER_OUTSIDE})
        assert {"whether-reported-to-police", "why-reported-to-another-authority"} <= set(names(page))
        # Nothing is chosen before somebody chooses it.
        assert html.fromstring(page.content).xpath("string(//select[@name='outcome']/option[1]/@value)") == ""
        outcomes = html.fromstring(page.content).xpath("//select[@name='outcome']/option[@value!='']/@value")
        assert outcomes == ["refer", "do-not-refer"]
        assert "Decided by Designated Safeguarding and Prevent Lead (for “Prevent and safeguarding" in text(
            page
        )
        closing = client.get(address, {"question": Question.CLOSE})
        assert "whether-reported-to-police" not in names(closing)
        assert "No policy in force says who decides this" in text(closing)


@pytest.mark.parametrize("question", ["", "x" * 3000, "\0", "refer"])
def test_any_other_question_is_asked_again(question: str) -> None:
    with inside() as provider:
        adopted("apprenticeship-provider")
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        address = reverse("decide", args=[concern()])
        assert names(client.get(address, {"question": question})) == ["replaces", "question"]
        posted = client.post(address, {"question": question, "outcome": "refer"})
        assert posted.status_code == 422


def test_whether_the_police_were_told_is_asked_kept_and_shown() -> None:
    with inside() as provider:
        adopted("apprenticeship-provider")
        lead = make_holder("Lea Dee", "dsl")
        client, at = sign_in(lead, provider), concern()
        address = reverse("decide", args=[at])
        said = SHEET | {"question": "refer-outside", "outcome": "refer", "whether-reported-to-police": "no"}
        missed = client.post(address, said)
        assert missed.status_code == 422
        page = missed.content.decode()
        assert "Your policy wants this written down either way" in page
        assert "Say why not." in page
        kept = html.fromstring(page).xpath("//textarea[@name='alternatives']")[0]
        assert kept.text.strip() == "b"
        said |= {"why-reported-to-police": "No crime.", "whether-reported-to-another-authority": "yes"}
        assert client.post(address, said).status_code == 302
        (row,) = (w for w in read_concern(concern_id=at, actor=Actor.person(lead), now=_later()).record)
        assert isinstance(row.row, Decision)
        assert (row.words["whether-reported-to-police"], row.words["why-reported-to-police"]) == (
            "no",
            "No crime.",
        )
        assert "No crime." in text(client.get(reverse("concern", args=[at])))


def _later() -> Any:
    return Decision.objects.get().recorded_at


@pytest.mark.parametrize("outcome", ["support-given", "refer-to-channel", "", "x" * 300])
def test_an_outcome_the_policy_does_not_know_decides_nothing(outcome: str) -> None:
    with inside() as provider:
        adopted("apprenticeship-provider")
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        said = SHEET | {"question": "refer-outside", "outcome": outcome}
        said |= {"whether-reported-to-police": "yes", "whether-reported-to-another-authority": "yes"}
        assert client.post(reverse("decide", args=[concern()]), said).status_code == 422
        assert not Decision.objects.exists()


@pytest.mark.parametrize(("outcome", "may_refer"), [("refer", True), ("do-not-refer", False)])
def test_whoever_decided_not_to_refer_has_no_referral_to_prepare(outcome: str, may_refer: bool) -> None:
    with inside() as provider:
        adopted("apprenticeship-provider")
        lead = make_holder("Lea Dee", "dsl")
        at = concern()
        said = SHEET | {"question": "refer-outside", "outcome": outcome}
        said |= {"whether-reported-to-police": "yes", "whether-reported-to-another-authority": "yes"}
        assert sign_in(lead, provider).post(reverse("decide", args=[at]), said).status_code == 302
        if may_refer:
            assert prepares(at, lead)
        else:
            with pytest.raises(OutOfTurn, match="First decide to refer"):
                prepares(at, lead)


def prepares(concern: UUID, person: UUID) -> Referral:
    return prepare_referral(
        concern_id=concern,
        route="police",
        governed_by="",
        words={"account": "a"},
        actor=Actor.person(person),
        now=_later(),
    )


@pytest.mark.parametrize(
    ("given", "offered"),
    [
        ({}, ["The police"]),
        ({"options.0": "The youth offending team"}, ["The police", "The youth offending team"]),
    ],
)
def test_a_referral_offers_what_the_policy_names_and_what_the_provider_filled_in(
    given: dict[str, str], offered: list[str]
) -> None:
    with inside() as provider:
        adopted("national-network")
        officer = make_holder("Of Ficer", "safeguarding-officer")
        for key, value in given.items():
            where = f"national-network/referral.danger.{key}"
            set_local_value(address=where, value=value, actor=SETUP, now=NOON)
        client, at = sign_in(officer, provider), concern(strand=Strand.PREVENT, danger=True)
        address = reverse("refer", args=[at])
        ways = html.fromstring(client.get(address).content).xpath("//select[@name='to']/option[@value!='']")
        fitting = [way for way in ways if "for other matters" not in way.text]
        assert [way.text.split(",")[0] for way in fitting] == offered
        posted = {"to": fitting[-1].get("value"), "words": "What we know."}
        assert client.post(address, posted).status_code == 302
        assert f"{offered[-1]}</strong>: drafted" in text(client.get(reverse("concern", args=[at])))


def test_a_way_out_that_is_on_no_list_is_refused_with_what_was_typed() -> None:
    with inside() as provider:
        adopted("national-network")
        client = sign_in(make_holder("Of Ficer", "safeguarding-officer"), provider)
        address = reverse("refer", args=[concern(danger=True)])
        for way in ("", "x", f"{UUID(int=0)}/referral.danger/police"):
            page = client.post(address, {"to": way, "words": "What we know."})
            assert page.status_code == 422
            assert "What we know." in page.content.decode()


def test_the_record_says_whom_a_decision_waits_for_and_which_policy_wants_them() -> None:
    with inside() as provider:
        adopted("safeguarding-core", "values-led-trainer")
        officer, director = make_holder("Of Ficer", "dso"), make_holder("Di Rector", "director")
        client, at = sign_in(officer, provider), concern(strand=Strand.PREVENT)
        said = SHEET | {"question": "refer-outside", "outcome": "refer-to-channel"}
        assert not Delivery.objects.filter(person_id=director).exists()  # a learner told only the officer
        assert client.post(reverse("decide", args=[at]), said).status_code == 302
        assert Delivery.objects.get(person_id=director).purpose == Purpose.JOIN
        assert Message.objects.filter(person_id=director).count() == 1
        record = text(client.get(reverse("concern", args=[at])))
        assert (
            "A decision waits for Director (for “Prevent and British values: raising a concern”)." in record
        )


def test_a_matter_of_the_military_shows_whose_procedure_comes_first_and_how_to_reach_them() -> None:
    with inside() as provider:
        adopted("military-estate-trainer")
        officer = make_holder("Of Ficer", "dso")
        where = "military-estate-trainer/contact.duty-nco.channels.phone"
        set_local_value(address=where, value="01632 960123", actor=SETUP, now=NOON)
        client = sign_in(officer, provider)
        record = text(client.get(reverse("concern", args=[concern("military")])))
        assert "Here the host unit&#39;s supervisory care directive comes before our own policy." in record
        assert "The unit&#39;s duty supervisory care NCO: 01632 960123" in record
        assert "The unit welfare officer: no number given yet" in record
        civilian = text(client.get(reverse("concern", args=[concern("civilian")])))
        assert "supervisory care directive" not in civilian


ENTRIES = [EntryKind.CHALLENGED, EntryKind.REVIEWED, EntryKind.SOCIAL_WORK, EntryKind.POINTED_ON]


@pytest.mark.parametrize("kind", ENTRIES)
def test_what_policies_have_written_down_is_a_kind_of_entry(kind: EntryKind) -> None:
    with inside() as provider:
        adopted("apprenticeship-provider")
        client, at = sign_in(make_holder("Lea Dee", "dsl"), provider), concern()
        said = {"kind": kind, "words": "Spoken to, and understood."}
        assert client.post(reverse("entry", args=[at]), said).status_code == 302
        assert Entry.objects.get(concern_id=at).kind == kind
        assert kind.replace("-", " ").capitalize() in text(client.get(reverse("concern", args=[at])))


@pytest.mark.parametrize("given", ["", "Threshold document of the council, edition 4 of May 2026"])
def test_a_referral_shows_the_thresholds_and_procedure_it_follows(given: str) -> None:
    with inside() as provider:
        adopted("values-led-trainer")
        lead, director = make_holder("Of Ficer", "dso"), make_holder("Di Rector", "director")
        where = "values-led-trainer/referral.channel.procedure"
        if given:
            set_local_value(address=where, value=given, actor=SETUP, now=NOON)
        client, at = sign_in(lead, provider), concern(strand=Strand.PREVENT)
        said = SHEET | {"question": "refer-outside", "outcome": "refer-to-channel"}
        assert client.post(reverse("decide", args=[at]), said).status_code == 302
        made = reverse("join", args=[at, Decision.objects.get().id])
        assert sign_in(director, provider).post(made).status_code == 302
        address = reverse("refer", args=[at])
        (path,) = html.fromstring(client.get(address).content).xpath(
            "//select[@name='to']/option[@value!='']/@value"
        )
        assert client.post(address, {"to": path, "words": "What we know."}).status_code == 302
        record = text(client.get(reverse("concern", args=[at])))
        assert f"Thresholds and procedure followed: {given or 'not given yet'}" in record
