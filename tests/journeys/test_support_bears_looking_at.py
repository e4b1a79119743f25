"""The pages of taking part, of threats and of support: no finding of axe, no sideways scroll, full and empty."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page

from dueregard.work.engagement.operations.noting import flag
from dueregard.work.engagement.vocabulary import Sort
from dueregard.work.protection.operations.threats import keep_measure, keep_threat_step
from dueregard.work.protection.vocabulary import Happened, Measure, Standing
from dueregard.work.support.operations.notes import share_note, take_back_note
from dueregard.work.support.operations.planning import Agreed, begin_plan
from household import inside
from journeys.steps import bears_looking_at, login, look, sign_in
from work.engagement import reaching
from work.protection import threatened
from work.protection.threatened import TODAY, acting

pytestmark = pytest.mark.django_db(transaction=True)


def look_at(page: Page, *addresses: str) -> None:
    """Look at each, and at what comes back of its form sent empty."""
    for address in addresses:
        assert page.goto(address)
        look(page)
        form = page.locator("main form[novalidate]:visible").first
        if form.count():
            form.get_by_role("button").first.click()
            page.wait_for_load_state()
            bears_looking_at(page)


def test_the_pages_of_taking_part(somebody: Callable[..., Page]) -> None:
    with inside():
        us = reaching.crew()
        one = reaching.noted(us.tutor)
        reaching.noted(us.tutor, Sort.BREAK)
        reaching.noted(us.tutor, Sort.NO_ACCESS)
        flag(episode_id=one.id, **reaching.acting(us.tutor))
        names = [login(us.tutor, "tutor"), login(us.other, "other")]
    page = somebody()
    sign_in(page, names[0])
    there = f"/desk/taking-part/{one.id}/"
    look_at(page, "/desk/taking-part/", "/desk/taking-part/new/", there)
    look_at(page, f"{there}tried/", f"{there}end/", f"{there}worry/")
    page = somebody()
    sign_in(page, names[1])
    look_at(page, "/desk/taking-part/")


def supported() -> tuple[UUID, UUID, UUID, UUID, UUID, list[str]]:
    """A concern with a threat, what protects somebody, and a plan with a shared note; and who signs in."""
    us = threatened.crew()
    about = threatened.concern(us.tutor)
    row = threatened.threatened(about, us.officer, threatener=threatened.friend_in(about))
    keep_threat_step(
        threat_id=row.id,
        happened=Happened.WARNED,
        happened_on=TODAY,
        words="By the police.",
        **acting(us.officer),
    )
    measure = keep_measure(
        threat_id=row.id, kind=Measure.PHONE_MARKER, standing=Standing.ASKED, since=TODAY, words="Hers.",
        **acting(us.officer),
    )  # fmt: skip
    agreed = Agreed(goals="To come back.", offered="A mentor.", began_on=TODAY)
    plan = begin_plan(concern_id=about, agreed=agreed, **acting(us.officer))
    said: dict[str, Any] = {"plan_id": plan.id, "name": "Tu Tor", "last_day": TODAY, "words": "By the door."}
    note = share_note(**said, **acting(us.officer))
    gone = share_note(**said, **acting(us.officer))
    take_back_note(note_id=gone.id, reason="Her mother knows the tutor.", **acting(us.officer))
    return (
        about,
        row.id,
        measure.id,
        plan.id,
        note.id,
        [login(us.officer, "officer"), login(us.tutor, "tutor")],
    )


def test_the_pages_of_threats_and_of_support(somebody: Callable[..., Page]) -> None:
    with inside():
        about, row, measure, plan, note, names = supported()
    page = somebody()
    sign_in(page, names[0])
    there = f"/desk/concern/{about}"
    look_at(page, f"{there}/protection/", f"{there}/protection/new/", f"{there}/protection/{row}/happened/")
    look_at(page, f"{there}/protection/{row}/measure/", f"{there}/protection/measure/{measure}/")
    look_at(page, f"{there}/support/", f"{there}/support/new/")
    look_at(page, f"{there}/support/{plan}/look/", f"{there}/support/{plan}/share/")
    look_at(page, f"{there}/support/notes/{note}/take-back/")
    page = somebody()
    sign_in(page, names[1])
    look_at(page, "/desk/shared-notes/")
