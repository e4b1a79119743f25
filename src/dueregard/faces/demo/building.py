"""Building the invented providers, through the operations that everybody uses and with the times they are handed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from ...authority.access.operations import give_holding
from ...authority.access.vocabulary import Part
from ...authority.identity.models import Account
from ...authority.identity.operations import give_membership, record_person
from ...authority.people.operations import record_span
from ...authority.people.vocabulary import Standing
from ...authority.policy.archetypes import archetype
from ...authority.policy.operations import adopt
from ...ground.kernel.actors import Actor
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import create_provider, enter
from ...ground.tenancy.vocabulary import Nation
from ...mechanisms.clocks.operations.calendars import set_hours
from ...mechanisms.clocks.rules.calendars import Opening, week
from ...work.casework.operations.reporting import report_concern
from ...work.casework.reports import Occurred, PersonNamed, Receipt, Report
from ...work.casework.vocabulary import AboutKind, Precision
from .handling import carry_on
from .people import HOUSES, Cast, House
from .stories import STORIES, Story

_BUILDER = Actor.system("demo")
_YEAR = timedelta(days=365)
OFFICE_WEEK = week([[Opening(time(9), time(17))]] * 5 + [[], []])


@dataclass(frozen=True, slots=True)
class Built:
    """One provider as built: its people by sign-in name."""

    provider: Provider
    people: dict[str, UUID]


def build(*, now: datetime, say: Callable[[str], object] = print) -> None:
    """Build every invented provider that is not there yet."""
    there = set(Provider.objects.values_list("slug", flat=True))
    for house in HOUSES:
        if house.slug not in there:
            say(f"Building {house.name} …")
            build_house(house, now=now)


def build_house(house: House, *, now: datetime, stories: tuple[Story, ...] = STORIES) -> Built:
    """Build one provider and tell its year, from a year before `now` until today."""
    born = now - _YEAR
    provider = create_provider(
        slug=house.slug, name=house.name, nation=Nation.ENGLAND, fictional=True, actor=_BUILDER, now=born
    )
    with enter(provider):
        adopt(data=archetype(house.policy), path=f"{house.policy}.md", actor=_BUILDER, now=born)
        set_hours(week=OFFICE_WEEK, actor=_BUILDER, now=born)
        built = Built(provider, {cast.login: _admit(cast, born) for cast in house.cast})
        for story in stories:
            _tell(story, house, built, now)
    return built


def _admit(cast: Cast, born: datetime) -> UUID:
    given, _, family = cast.name.partition(" ")
    person = record_person(
        given_names=given, family_name=family, email=f"{cast.login}@example.org", actor=_BUILDER, now=born
    )
    record_span(person_id=person.id, standing=Standing(cast.standing), since=born, actor=_BUILDER, now=born)
    for role in cast.roles:
        give_holding(person_id=person.id, role=role, actor=_BUILDER, now=born)
    account = Account.objects.create_account(username=cast.login)
    give_membership(account=account, person=person, actor=_BUILDER, now=born)
    return person.id


def _tell(story: Story, house: House, built: Built, now: datetime) -> Receipt:
    at = now - timedelta(days=story.days_ago)
    lead = built.people[house.lead]
    named = (PersonNamed(Part.WORRIED_ABOUT, {"name": story.who}),) if story.who else ()
    report = Report(
        reporter=story.reporter,
        about=AboutKind(story.about),
        account={"seen": story.seen},
        people=named,
        danger=story.danger,
        noticed=Occurred(at - timedelta(hours=story.hours_noticed_before), Precision.MINUTE),
        involved=frozenset({lead}) if story.involves_the_lead else frozenset(),
    )
    request = uuid5(built.provider.id, story.seen)
    receipt = report_concern(report=report, request_id=request, actor=Actor.outsider(), now=at)
    carry_on(story.then, receipt.concern_id, at)
    return receipt
