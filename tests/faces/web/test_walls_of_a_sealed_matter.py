"""A concern about the lead: of everybody at the provider, only whoever it was put before can tell that it is there."""

import pytest
from django.test import Client

from dueregard.authority.identity.models import Account
from dueregard.faces.demo.building import build_house
from dueregard.faces.demo.people import HOUSES, Plays
from dueregard.ground.kernel.moments import utc_now
from faces.web.test_walls import ABOUT_LEAD, ABOUT_LEARNER, PAGES, alike, pages_of, rename

pytestmark = pytest.mark.django_db
EVERY_PAGE = (
    *PAGES,
    "/desk/figures/",
    "/desk/health/",
    "/desk/people/who-opens/",
    "/desk/people/add/",
    "/desk/restricted/?stalled=1",
)
OF_REPORTERS = ("", "report/", "again/")


def test_only_whoever_it_was_put_before_can_tell_that_it_is_there() -> None:
    house, now = HOUSES[0], utc_now()
    elsewhere = rename(house)
    without = build_house(house, now=now, stories=(ABOUT_LEARNER,))
    with_it = build_house(elsewhere, now=now, stories=(ABOUT_LEARNER, ABOUT_LEAD))
    seen: dict[str, list[str]] = {}
    for one, other in zip(house.cast, elsewhere.cast, strict=True):
        if not Account.objects.filter(username=one.login).exists():
            continue
        for page in EVERY_PAGE:
            worlds = (pages_of(without, one.login, [page]), pages_of(with_it, other.login, [page]))
            if alike(worlds[0]) != alike(worlds[1]):
                seen.setdefault(one.login, []).append(page)
    assert list(seen) == [house.playing(Plays.DIRECTOR).login]
    assert all(page.startswith("/desk/restricted/") for page in seen[house.playing(Plays.DIRECTOR).login])
    for page in OF_REPORTERS:
        shown = {
            alike(Client().get(f"/r/{one.provider.short_code}/{page}").content.decode())
            for one in (without, with_it)
        }
        assert len(shown) == 1
