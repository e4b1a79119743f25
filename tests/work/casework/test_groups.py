"""Whose procedure is followed: by the group the report says, else the directory, else the policy's own."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from desk_support import sign_in, text
from dueregard.authority.access.vocabulary import Part
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.values.when import When
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import Concern, Delivery
from dueregard.work.casework.operations.handling import open_concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.queries.groups import group_of, groups, in_directory
from dueregard.work.casework.reports import PersonNamed, Report
from dueregard.work.casework.rules.groups import asked_about, one_of_them
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
TELLS_APART = "military-estate-trainer"
OWN, UNIT = "route.staff-about-trainee", "route.military"


def house(policy: str = TELLS_APART) -> UUID:
    lead = make_holder("Dee Sow", "dso")
    adopt(data=archetype(policy), path="p.md", actor=SETUP, now=NOON)
    return lead


def trainee(group: str) -> UUID:
    return make_person(f"Tam {group or 'Nobody'}", Standing.LEARNER, population=group)


def report(*people: UUID | None, population: str = "", part: Part = Part.WORRIED_ABOUT) -> Report:
    return Report(
        reporter=ReporterKind.STAFF,
        about=AboutKind.LEARNER,
        account={"seen": "He hid a drawing."},
        population=population,
        people=tuple(PersonNamed(part, {"name": "Tam"}, one) for one in people),
    )


def sent(said: Report) -> tuple[str, set[str]]:
    """The group a concern is kept under, and the routes it went by."""
    made = report_concern(report=said, request_id=uuid4(), actor=Actor.outsider(), now=NOON)
    routes = Delivery.objects.filter(concern=made.concern_id).values_list("governed_by", flat=True)
    return Concern.objects.get(pk=made.concern_id).population, {one.partition("/")[2] for one in routes}


def test_what_the_report_says_drives_the_way() -> None:
    with inside():
        house()
        assert sent(report(population="civilian")) == ("civilian", {OWN})
        assert sent(report(population="military")) == ("military", {UNIT})


@pytest.mark.parametrize(
    ("known", "said", "kept", "route"),
    [
        (["civilian"], "", "civilian", OWN),
        (["military"], "", "military", UNIT),
        (["military", "military"], "", "military", UNIT),
        (["military"], "civilian", "civilian", OWN),
        (["civilian", "military"], "", "", OWN),
        ([""], "", "", OWN),
        ([], "", "", OWN),
    ],
)
def test_where_the_report_is_silent_the_directory_drives_it(
    known: list[str], said: str, kept: str, route: str
) -> None:
    with inside():
        house()
        assert sent(report(*map(trainee, known), population=said)) == (kept, {route})


def test_somebody_who_only_saw_it_does_not_drive_it() -> None:
    with inside():
        house()
        assert sent(report(trainee("military"), part=Part.WITNESS)) == ("", {OWN})


def test_whoever_reports_about_themselves_goes_the_way_of_their_group_unless_their_name_is_kept_apart() -> (
    None
):
    with inside():
        house()
        soldier = trainee("military")
        own = Report(
            reporter=ReporterKind.LEARNER,
            about=AboutKind.SELF,
            account={"seen": "I am afraid."},
            raiser_person_id=soldier,
        )
        now = Moment.now(NOON)
        assert group_of(own, now) == "military"
        assert sent(own) == ("military", {UNIT})
        apart = Report(
            reporter=ReporterKind.LEARNER, about=AboutKind.SELF, account={"seen": "I am afraid."},
            raiser={"name": "Tam"}, raiser_person_id=soldier, raiser_apart=True,
        )  # fmt: skip
        assert sent(apart)[0] == ""


def test_nothing_is_looked_up_where_no_policy_tells_groups_apart() -> None:
    with inside():
        house("apprenticeship-provider")
        now, soldier = Moment.now(NOON), trainee("military")
        assert groups(now) == ()
        with CaptureQueriesContext(connection) as asked:
            assert group_of(report(soldier), now) == ""
        assert len(asked) == 0
        assert in_directory([soldier], now) == "military"


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ([], ()),
        ([{"reporter": "staff"}], ()),
        ([{"population": ["military", "unknown"]}, {"population": "military"}], ("military",)),
        (
            [{"all": [{"population": "a"}], "any": [{"population": "b"}], "not": {"population": "c"}}],
            ("a", "b", "c"),
        ),
    ],
)
def test_the_groups_conditions_ask_about(conditions: list[object], found: tuple[str, ...]) -> None:
    assert asked_about(map(When.read, conditions)) == found


@pytest.mark.parametrize(
    ("found", "one"),
    [
        ([], ""),
        ([["a"]], "a"),
        ([["a", ""], ["a"]], "a"),
        ([["a"], ["b"]], ""),
        ([["a", "b"]], ""),
        ([[""]], ""),
    ],
)
def test_one_group_or_none(found: list[list[str]], one: str) -> None:
    assert one_of_them(found) == one


def page(provider: Provider) -> str:
    return reverse("report", args=[provider.short_code])


def test_the_page_asks_where_it_matters_and_not_knowing_is_an_answer() -> None:
    with inside() as provider:
        lead = house()
        desk = sign_in(lead, provider)
        tree = html.fromstring(Client().get(page(provider)).content)
        assert tree.xpath("//input[@name='group']/@value") == ["military", "civilian", "unknown"]
        for said, kept in (("military", "military"), ("unknown", ""), ("", "")):
            request = str(uuid4())
            answers = {
                "reporter": "staff",
                "about": "learner",
                "danger": "no",
                "seen": "A drawing.",
                "group": said,
            }
            sent = Client().post(page(provider), answers | {"request_id": request, "step": "send"})
            assert sent.status_code == 200
            concern = Concern.objects.get(request_id=request)
            assert concern.population == kept
            open_concern(concern_id=concern.id, actor=Actor.person(lead), now=utc_now())
            shown = text(desk.get(reverse("concern", args=[concern.id])))
            assert ("The group they belong to, as reported" in shown) == bool(kept)
            assert ("the way our own policy has for everybody is followed" in shown) != bool(kept)
        strange = Client().post(page(provider), answers | {"request_id": str(uuid4()), "group": "martian"})
        assert strange.status_code == 422
        assert "A drawing." in strange.content.decode()


def test_whoever_writes_down_what_they_were_told_or_keys_in_a_paper_is_asked_as_well() -> None:
    with inside() as provider:
        client = sign_in(house(), provider)
        told = {
            "told": "A drawing.",
            "danger": "no",
            "channel": "phone",
            "works_here": "no",
            "teller": "staff",
        }
        asked = reverse("somebody-told"), told | {"request_id": str(uuid4())}
        number = html.fromstring(client.get(reverse("paper-forms")).content).xpath(
            "//section[starts-with(@aria-label, 'Form ')]//strong/text()"
        )[0]
        paper = {
            "number": number,
            "reporter": "staff",
            "about": "learner",
            "danger": "no",
            "seen": "A drawing.",
        }
        for address, answers in (asked, (reverse("key-in"), paper)):
            assert 'name="group"' in text(client.get(address))
            assert client.post(address, answers | {"group": "military"}).status_code == 200
        assert list(Concern.objects.values_list("population", flat=True)) == ["military", "military"]


def test_no_page_asks_where_no_policy_tells_groups_apart() -> None:
    with inside() as provider:
        client = sign_in(house("apprenticeship-provider"), provider)
        for address in (page(provider), reverse("somebody-told"), reverse("key-in")):
            assert 'name="group"' not in text(client.get(address))


def test_the_record_says_whose_procedure_it_is_and_how_that_is_known() -> None:
    with inside() as provider:
        lead = house()
        client = sign_in(lead, provider)

        def shown(said: Report) -> str:
            made = report_concern(report=said, request_id=uuid4(), actor=Actor.outsider(), now=NOON)
            open_concern(concern_id=made.concern_id, actor=Actor.person(lead), now=NOON)
            return text(client.get(reverse("concern", args=[made.concern_id])))

        known = shown(report(trainee("military")))
        assert "Military, as our directory has them" in known
        assert "Here the host unit&#39;s supervisory care directive comes before our own policy." in known
        assert "Not known; until it is, the way our own policy has for everybody is followed" in shown(
            report()
        )
