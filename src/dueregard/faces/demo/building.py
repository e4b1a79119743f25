"""Building the invented providers, through the operations that everybody uses and with the times they are handed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ...authority.access.operations import give_holding
from ...authority.identity.models import Account
from ...authority.identity.operations import give_membership, record_person
from ...authority.people.operations import record_span
from ...authority.people.vocabulary import Regulated, Standing, Work
from ...authority.policy.archetypes import archetype
from ...authority.policy.operations import adopt
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import london_day
from ...ground.tenancy.models import Provider, Site
from ...ground.tenancy.operations import create_provider, enter, open_site
from ...ground.tenancy.vocabulary import Nation
from ...mechanisms.clocks.operations.calendars import set_hours
from ...mechanisms.clocks.rules.calendars import Opening, week
from .asking import asking
from .beside import beside
from .checking import checking
from .climate import climate
from .governing import governing
from .happening import Crew
from .learning import learning
from .moving import moving
from .outside import outside
from .people import HOUSES, Cast, House, Plays
from .stories import STORIES
from .story import Story
from .taking_part import taking_part
from .talking import talking
from .telling import Telling

_BUILDER = Actor.system("demo")
_YEAR = timedelta(days=365)
_WORK = {
    Plays.LEAD: (Work.MANAGEMENT, Regulated.YES),
    Plays.TUTOR: (Work.DELIVERY, Regulated.YES),
    Plays.HR: (Work.SUPPORT, Regulated.NO),
    Plays.DIRECTOR: (Work.MANAGEMENT, Regulated.NO),
    Plays.TECHNICIAN: (Work.IT, Regulated.NO),
}
"""What the work of some is, and whether it is regulated activity."""
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
            build_house(house, now=now, with_crew=True)


def build_house(
    house: House, *, now: datetime, stories: tuple[Story, ...] = STORIES, with_crew: bool = False
) -> Built:
    """Build one provider and tell its year, from a year before `now` until today. `with_crew`: with whom it employs
    and teaches besides the cast, and what they learn and were checked for."""
    born = now - _YEAR
    provider = create_provider(
        slug=house.slug, name=house.name, nation=Nation.ENGLAND, ukprn=house.ukprn, fictional=True, actor=_BUILDER,
        now=born,
    )  # fmt: skip
    with enter(provider):
        adopt(data=archetype(house.policy), path=f"{house.policy}.md", actor=_BUILDER, now=born)
        set_hours(week=OFFICE_WEEK, actor=_BUILDER, now=born)
        sites = [open_site(name=name, actor=_BUILDER, now=born) for name in house.sites if house.has_crew]
        people = {cast.login: _admit(cast, n, born, now, sites[:1]) for n, cast in enumerate(house.cast)}
    crew = Crew(house, people, london_day(now))
    of_crew = (*moving(crew), *checking(crew), *learning(crew), *taking_part(crew)) if house.has_crew else ()
    of_all = (*governing(crew), *beside(crew), *climate(crew), *outside(crew), *talking(crew), *asking(crew))
    happenings = (*of_crew, *of_all) if with_crew else ()
    Telling(house, provider, people, now).tell(stories, happenings)
    return Built(provider, people)


def _admit(cast: Cast, number: int, born: datetime, now: datetime, sites: list[Site]) -> UUID:
    """Whoever holds a post has a telephone, of the numbers that Ofcom keeps for drama."""
    given, _, family = cast.name.partition(" ")
    work, regulated = _WORK.get(cast.plays, (None, None)) if cast.plays else (None, None)
    person = record_person(
        given_names=given,
        family_name=family,
        email=f"{cast.login}@example.org",
        phone=f"01632 9600{number:02}" if cast.roles else "",
        date_of_birth=_birthday(cast.age, now) if cast.age else None,
        actor=_BUILDER,
        now=born,
    )
    record_span(
        person_id=person.id, standing=cast.standing, since=born, actor=_BUILDER, now=born, position=cast.title,
        site_id=sites[0].id if sites and cast.standing is Standing.STAFF else None,
        work=work,
        regulated=regulated,
    )  # fmt: skip
    for role in cast.roles:
        give_holding(person_id=person.id, role=role, actor=_BUILDER, now=born)
    if cast.title:
        account = Account.objects.create_account(username=cast.login)
        give_membership(account=account, person=person, actor=_BUILDER, now=born)
    return person.id


def _birthday(age: int, now: datetime) -> date:
    """So that they are of this age today, whenever that is."""
    return date(now.year - age - 1, 7, 1) if (now.month, now.day) < (7, 1) else date(now.year - age, 7, 1)
