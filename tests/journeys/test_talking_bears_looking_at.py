"""The pages of those outside, of meetings and of talks: no finding of axe, no sideways scroll, full and empty."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.operations.meetings import hold_meeting
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import Precision
from dueregard.work.consultation.operations.talking import Note, note_talk
from dueregard.work.consultation.vocabulary import Asker
from dueregard.work.liaison.operations.writing import undertake
from dueregard.work.liaison.vocabulary import Came
from household import NOON, inside, make_holder
from journeys.steps import login, sign_in
from journeys.test_support_bears_looking_at import look_at
from meeting_support import MEETS, called
from work.governance.governing import governed
from work.liaison.outside import TEXT, TODAY, acting, in_touch
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/desk/working-with/"


def test_the_pages_of_those_outside(somebody: Callable[..., Page]) -> None:
    with governed(TEXT) as crew:
        first = in_touch(crew.board, said="Groups hand out leaflets by the quay.")
        in_touch(crew.board, "police", came=Came.CHANGED, came_words="The form asks where it was.")
        due: dict[str, Any] = {
            "post": "writer",
            "due_on": TODAY + timedelta(days=3),
            "words": "Walk the quay.",
        }
        one = undertake(exchange_id=first.id, **due, **acting(crew.board))
        name = login(crew.board, "board")
    page = somebody()
    sign_in(page, name)
    look_at(page, PAGE)
    page.get_by_role("link", name="The council").first.click()
    look_at(page, page.url)
    look_at(page, f"{PAGE}said/{first.id}/", f"{PAGE}said/{first.id}/agreed/", f"{PAGE}done/{one.id}/")


def test_the_pages_of_meetings_and_talks(somebody: Callable[..., Page]) -> None:
    with inside():
        lead, concern = make_holder("Lea Dee", "dsl"), concern_about_a_learner()
        make_holder("Di Rector", MEETS)
        acts: dict[str, Any] = {"actor": Actor.person(lead), "now": NOON + timedelta(hours=1)}
        row = called(concern, lead, acts["now"])
        said: dict[str, Any] = {
            "came": row.asked.split(),
            "advised": "Ring the council.",
            "decided": "The lead rings.",
        }
        hold_meeting(meeting_id=row.id, met_at=NOON, **said, **acts)
        note = Note(talked=Occurred(NOON, Precision.DAY), asker=Asker.STAFF, what="x", advised="Come back.")
        talk = note_talk(note=note, **acts)
        again = called(concern, lead, acts["now"])
        name = login(lead, "lead")
    page = somebody()
    sign_in(page, name)
    look_at(page, "/desk/talks/", "/desk/talks/new/", f"/desk/talks/{talk.id}/concern/")
    look_at(page, f"/desk/concern/{concern}/record/", f"/desk/concern/{concern}/meeting/")
    look_at(page, f"/desk/concern/{concern}/meeting/{again.id}/")
