"""Equality monitoring: who is counted, what stands still, and what nobody sees."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from desk_support import sign_in, text
from dueregard.assurance.reports.equality import Monitored, monitored
from dueregard.assurance.reports.rules.equality import DISABLED, NOT_DISABLED
from dueregard.authority.access.vocabulary import Circle, Part
from dueregard.authority.people.imports.opting import Grounds, opt_in
from dueregard.authority.people.models import KeptApart
from dueregard.authority.people.operations import record_span
from dueregard.authority.people.vocabulary import Apart, Standing, Use
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.crypto.operations import make_data_keys, seal
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import Concern, ConcernPerson
from dueregard.work.casework.operations.handling import link_person
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import PersonNamed, Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
SEPTEMBER = datetime(2026, 9, 10, 9, tzinfo=UTC)
PAGE = "/desk/equality/"


def keep(person: UUID, what: Apart, said: str) -> None:
    [key] = make_data_keys("kept-apart", 1, now=NOON)
    row = KeptApart(person_id=person, kept=what, key=key, recorded_at=NOON, by=SETUP.written)
    seal(row, "said", said, key)
    row.save()


def learners(number: int, said: str, what: Apart = Apart.DISABILITY) -> list[UUID]:
    found = [make_person("Zz Somebody", Standing.LEARNER) for _one in range(number)]
    for one in found:
        keep(one, what, said)
    return found


def concern(about: UUID | None, *, kind: AboutKind = AboutKind.LEARNER, now: datetime = NOON) -> None:
    report = Report(
        reporter=ReporterKind.STAFF,
        about=kind,
        account={"seen": "x"},
        people=(PersonNamed(Part.WORRIED_ABOUT, {"name": "Zz"}, about),),
    )
    report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=now)


def crew(*kept: Apart) -> dict[str, UUID]:
    adopt(data=archetype("national-network"), path="p.md", actor=SETUP, now=NOON)
    roles = ("safeguarding-officer", "managing-director", "programme-director")
    people = {role: make_holder(role.title(), role) for role in roles}
    last_day = NOON.date() + timedelta(days=300)
    for one in kept:
        grounds = Grounds(use=Use.EQUALITY, assessment="x", reason="x", last_day=last_day)
        opt_in(kept=one, grounds=grounds, actor=Actor.person(people["managing-director"]), now=NOON)
    return people


def shown(found: Monitored, what: Apart = Apart.DISABILITY) -> dict[str, tuple[int | None, int | None]]:
    return {row.name: (row.learners, row.concerned) for row in found.groups[what]}


def test_each_learner_counts_once_beside_all_learners() -> None:
    with inside():
        crew(Apart.DISABILITY)
        yes, no = learners(25, "1/14"), learners(75, "2")
        for one in (*yes[:12], *no[:12], yes[0], no[0]):
            concern(one)
        found = monitored(Moment.now(SEPTEMBER))
        assert (found.since, found.until, found.known) == (
            date(2023, 8, 1),
            date(2026, 8, 1),
            date(2026, 9, 1),
        )
        assert shown(found)[DISABLED] == (25, 50)
        assert shown(found)[NOT_DISABLED] == (75, 50)


def test_who_was_no_learner_and_what_is_restricted_is_not_counted() -> None:
    with inside():
        crew(Apart.DISABILITY)
        yes, no = learners(30, "1"), learners(70, "2")
        for one in (*yes[:10], *no[:10]):
            concern(one)
        before = shown(monitored(Moment.now(SEPTEMBER)))
        for person in yes[10:15]:
            concern(make_person("Zz Teacher"))
            record_span(person_id=person, standing=Standing.STAFF, since=NOON, actor=SETUP, now=NOON)
            concern(person, kind=AboutKind.COLLEAGUE)
        assert Concern.objects.filter(circle=Circle.SEALED).count() == 5
        assert shown(monitored(Moment.now(SEPTEMBER))) == before


def test_whom_it_is_about_counts_from_the_month_after_somebody_said_so() -> None:
    with inside():
        officer = Actor.person(crew()["safeguarding-officer"])
        yes = learners(30, "1")
        for one in yes[:9]:
            concern(one)
        concern(None)
        row = ConcernPerson.objects.get(person_id=None)
        concern_id, row_id, now = row.concern_id, row.id, SEPTEMBER - timedelta(days=5)
        link_person(concern_id=concern_id, row_id=row_id, person_id=yes[9], actor=officer, now=now)
        assert not monitored(Moment.now(SEPTEMBER)).enough
        assert monitored(Moment.now(datetime(2026, 10, 1, 9, tzinfo=UTC))).enough


def test_what_came_in_after_the_years_waits_for_the_next() -> None:
    with inside():
        crew()
        for one in learners(30, "1")[:10]:
            concern(one, now=datetime(2026, 8, 1, 1, tzinfo=UTC))
        assert not monitored(Moment.now(SEPTEMBER)).enough
        assert monitored(Moment.now(SEPTEMBER.replace(year=2027))).enough


def test_what_is_known_in_a_month_shows_in_the_next() -> None:
    with inside():
        crew(Apart.DISABILITY)
        yes = learners(30, "1")
        for one in yes[:10]:
            concern(one)
        assert not monitored(Moment.now(datetime(2026, 3, 31, 9, tzinfo=UTC))).enough
        assert monitored(Moment.now(datetime(2026, 8, 1, 9, tzinfo=UTC))).enough


def test_the_page_says_why_it_is_blank_and_shows_no_number_of_few() -> None:
    with inside() as provider:
        people = crew()
        for one in learners(20, "1")[:9]:
            concern(one)
        page = text(sign_in(people["managing-director"], provider).get(PAGE))
        assert "Nothing can be shown." in page
        assert "fewer than 10 learners" in page
        assert page.count("This is not kept of learners, so nothing can be said.") == 2


def test_only_the_board_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with inside() as provider:
        people = crew(Apart.DISABILITY)
        for one in (*learners(25, "1")[:12], *learners(75, "2")[:12]):
            concern(one)
        monkeypatch.setattr("dueregard.assurance.reports.equality.london_day", lambda _at: SEPTEMBER.date())
        assert_shares(people["managing-director"], provider)
        assert_shares(people["programme-director"], provider)
        officer = sign_in(people["safeguarding-officer"], provider)
        assert officer.get(PAGE).status_code == 404
        assert PAGE not in officer.get("/desk/figures/").content.decode()


def assert_shares(person: UUID, provider: Provider) -> None:
    client = sign_in(person, provider)
    assert f'href="{PAGE}"' in client.get("/desk/figures/").content.decode()
    page = text(client.get(PAGE))
    assert re.search(r"Disabled: concerns</th>\s*<td[^>]*>50<", page)
    assert "Zz" not in page
