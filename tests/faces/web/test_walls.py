"""Walls over the desk's pages, at each of the five policies: who sees which concern, and two worlds that look alike."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from dueregard.authority.identity.models import Account
from dueregard.faces.demo.building import Built, build_house
from dueregard.faces.demo.people import HOUSES, House, Plays
from dueregard.faces.demo.stories import Story
from dueregard.faces.web.scope import PROVIDER
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import Concern
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind

pytestmark = pytest.mark.django_db
ABOUT_LEARNER = Story("learner", 5, 9, ReporterKind.PARENT, AboutKind.LEARNER, "About a learner.", "quiet")
ABOUT_COLLEAGUE = replace(ABOUT_LEARNER, key="colleague", about=AboutKind.COLLEAGUE, who="")
ABOUT_LEAD = replace(ABOUT_COLLEAGUE, key="lead", involves_the_lead=True)
PAGES = (
    "/desk/",
    "/desk/?stalled=1",
    "/desk/restricted/",
    "/desk/my-reports/",
    "/desk/policies/",
    "/desk/hand-over/",
)


def pages_of(built: Built, login: str) -> str:
    """Everything somebody can open without knowing an address, as one text."""
    client = Client()
    client.force_login(Account.objects.get(username=login))
    session = client.session
    session[PROVIDER] = str(built.provider.id)
    session.save()
    return "\n".join(client.get(page, follow=True).content.decode() for page in PAGES)


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
        client = Client()
        client.force_login(Account.objects.get(username=elsewhere.lead))
        session = client.session
        session[PROVIDER] = str(with_it.provider.id)
        session.save()
    for page in ("", "record/", "sort/", "add/", "decide/", "refer/", "step-aside/"):
        assert client.get(f"/desk/concern/{about_lead.id}/{page}").status_code == 404


def alike(text: str) -> str:
    """Pages without what differs between any two providers: ids, references, codes, tokens and the minute."""
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text)
    text = re.sub(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", "REF", text)
    text = re.sub(r"/r/[a-z0-9]{6}", "/r/CODE", text)
    text = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', r"\1", text)
    return re.sub(r"\d\d:\d\d", "TIME", text)
