"""Walls over the desk's pages, at each of the five policies: who sees which concern, and two worlds that look alike."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from django.test import Client

from desk_support import undrawn
from dueregard.authority.identity.models import Account
from dueregard.authority.identity.sessions import PROVIDER
from dueregard.faces.demo.beats import Recognise
from dueregard.faces.demo.building import Built, build_house
from dueregard.faces.demo.people import HOUSES, House, Plays
from dueregard.faces.demo.stories import STORIES
from dueregard.faces.demo.story import Story
from dueregard.faces.web.scope import PROVEN
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import Concern
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind

pytestmark = pytest.mark.django_db
ABOUT_LEARNER = Story("learner", 5, 9, ReporterKind.PARENT, AboutKind.LEARNER, "About a learner.", "quiet")
ABOUT_COLLEAGUE = replace(ABOUT_LEARNER, key="colleague", about=AboutKind.COLLEAGUE, who="")
KNOWN = next(story for story in STORIES if any(isinstance(beat, Recognise) for beat in story.then))
"""A concern in which the handler has said which person of the directory it is about."""
ABOUT_LEAD = replace(ABOUT_COLLEAGUE, key="lead", involves_the_lead=True)
PAGES = (
    "/desk/",
    "/desk/?stalled=1",
    "/desk/restricted/",
    "/desk/my-reports/",
    "/desk/policies/",
    "/desk/policies/missing/",
    "/desk/hand-over/",
    "/desk/cover/",
    "/desk/find/",
    "/desk/told/",
    "/desk/people/",
    "/desk/nothing-here/",
    "/desk/concern/00000000-0000-0000-0000-000000000000/record/",
)


def signed_in(built: Built, login: str) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    client.force_login(Account.objects.get(username=login))
    session = client.session
    session.update({PROVIDER: str(built.provider.id), PROVEN: True})
    session.save()
    return client


def pages_of(built: Built, login: str, pages: Sequence[str] = PAGES) -> str:
    """Everything somebody can open without knowing an address, as one text."""
    client = signed_in(built, login)
    found = [client.get(page, follow=True) for page in pages]
    return "\n".join(f"{response.status_code} {response.content.decode()}" for response in found)


def references(built: Built) -> dict[str, str]:
    """The reference of each concern by what it is about."""
    with enter(built.provider):
        return {about: reference for reference, about in Concern.objects.values_list("reference", "about")}


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.slug)
def test_who_sees_which_concern(house: House) -> None:
    now = utc_now()
    built = build_house(house, now=now, stories=(ABOUT_LEARNER, ABOUT_COLLEAGUE))
    other = build_house(rename(house), now=now, stories=(ABOUT_LEARNER, ABOUT_COLLEAGUE))
    ours, theirs = references(built), references(other)
    seen = {cast.login: pages_of(built, cast.login) for cast in house.cast if cast.title}
    for login, text in seen.items():
        assert not any(reference in text for reference in theirs.values()), login
    assert ours["learner"] in seen[house.lead]
    assert any(ours["colleague"] in text for text in seen.values())
    for plays in (Plays.TUTOR, Plays.BOARD, Plays.CONCERNED, Plays.TECHNICIAN):
        assert not any(reference in seen[house.playing(plays).login] for reference in ours.values()), plays


def rename(house: House) -> House:
    """The same provider elsewhere, with words of the same length."""
    cast = tuple(replace(one, login=f"{one.login[:-1]}x") for one in house.cast)
    return replace(house, slug=f"{house.slug[:-1]}x", cast=cast)


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.slug)
def test_the_lead_cannot_tell_a_world_with_a_concern_about_them_from_one_without(house: House) -> None:
    now = utc_now()
    without = build_house(house, now=now, stories=(ABOUT_LEARNER,))
    elsewhere = rename(house)
    with_it = build_house(elsewhere, now=now, stories=(ABOUT_LEARNER, ABOUT_LEAD))
    assert alike(pages_of(with_it, elsewhere.lead)) == alike(pages_of(without, house.lead))
    hidden = Concern._base_manager
    with enter(with_it.provider):
        about_lead = hidden.get(about="colleague")
        client = signed_in(with_it, elsewhere.lead)
    for page in ("", "record/", "sort/", "add/", "decide/", "refer/", "step-aside/"):
        assert client.get(f"/desk/concern/{about_lead.id}/{page}").status_code == 404


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.slug)
def test_who_gives_posts_and_whom_a_concern_is_about_see_no_trace_of_any(house: House) -> None:
    now = utc_now()
    quiet = build_house(house, now=now, stories=())
    elsewhere = rename(house)
    troubled = build_house(elsewhere, now=now, stories=(ABOUT_LEARNER, ABOUT_COLLEAGUE, ABOUT_LEAD, KNOWN))
    read = [
        pages_of(built, built_house.playing(Plays.DIRECTOR).login, appointing(built))
        for built, built_house in ((quiet, house), (troubled, elsewhere))
    ]
    assert "People and posts" in read[0]
    assert alike(read[0]) == alike(read[1])
    about = [
        pages_of(built, one.playing(Plays.CONCERNED).login)
        for built, one in ((quiet, house), (troubled, elsewhere))
    ]
    assert alike(about[0]) == alike(about[1])


def appointing(built: Built) -> list[str]:
    """The pages about people and posts, each person's among them."""
    return ["/desk/people/", "/desk/people/add/", *(f"/desk/people/{one}/" for one in built.people.values())]


def alike(text: str) -> str:
    """Pages without what differs between any two providers: ids, references, codes, tokens and the minute."""
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text)
    text = re.sub(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", "REF", text)
    text = re.sub(r"/(r|o)/[a-z0-9]{6}", r"/\1/CODE", text)
    text = re.sub(r"[a-z-]+@example\.org", "MAIL", text)
    return re.sub(r"\d\d:\d\d", "TIME", undrawn(text))
