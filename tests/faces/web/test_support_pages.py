"""Support on the desk: a plan beside the record, and a note on the page of the colleague it is shared with."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from desk_support import sign_in, text
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import ConcernPerson
from dueregard.work.support.models import CareFact, PlanNote, PlanReview, SupportPlan
from household import inside
from work.protection.threatened import Crew, concern, crew

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


@pytest.fixture
def provider() -> Iterator[Provider]:
    with inside() as one:
        yield one


@pytest.fixture
def us(provider: Provider) -> Crew:
    return crew()


def boxes(name: str, days: int = 0) -> dict[str, Any]:
    day: date = london_day(utc_now()) + timedelta(days=days)
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_a_plan_is_agreed_looked_at_shared_and_ended(us: Crew, provider: Provider) -> None:
    there = f"/desk/concern/{concern(us.tutor)}/support/"
    officer, tutor = sign_in(us.officer, provider), sign_in(us.tutor, provider)
    assert "No support is agreed yet." in text(officer.get(there))
    said = {
        "goals": "To come back.", "offered": "A mentor.", "adjustments": "More time.",
        "offer": "none", "named_adult": str(us.second),
    }  # fmt: skip
    assert officer.post(f"{there}new/", said | boxes("began_on")).headers["Location"] == there
    plan = SupportPlan.objects.get()
    page = text(officer.get(there))
    assert "Nobody has said when it is looked at again" in page
    assert "Sec Ond keeps an eye on it." in page
    note = {"name": "Tu Tor", "words": "Let her sit by the door."} | boxes("last_day", 7)
    assert officer.post(f"{there}{plan.id}/share/", note).headers["Location"] == there
    assert "Let her sit by the door." in text(tutor.get("/desk/shared-notes/"))
    assert "Shared with you" in text(tutor.get("/desk/my-reports/"))
    assert tutor.get(there).status_code == 404
    back = f"{there}notes/{PlanNote.objects.get().id}/take-back/"
    assert tutor.get(back).status_code == tutor.post(back, {"reason": "x"}).status_code == 404
    assert back in text(officer.get(there))
    refused = officer.post(back, {"reason": " "})
    assert (refused.status_code, "Why is it taken back?" in refused.content.decode()) == (422, True)
    assert officer.post(back, {"reason": "She asked for it."}).headers["Location"] == there
    page = text(officer.get(there))
    assert ("Taken back on" in page, "She asked for it." in page, back in page) == (True, True, False)
    assert "Let her sit by the door." not in text(tutor.get("/desk/shared-notes/"))
    assert officer.post(back, {"reason": "Again."}).status_code == 422
    look = {"words": "Comes twice a week.", "goes": "goes-on"} | boxes("held_on") | boxes("review_by", 14)
    officer.post(f"{there}{plan.id}/look/", look)
    assert "To be looked at again by" in text(officer.get(there))
    officer.post(f"{there}{plan.id}/look/", look | {"goes": "ended", "words": "She comes every day."})
    page = text(officer.get(there))
    assert "She comes every day." in page
    assert "Look at it again, or end it" not in page
    assert [model.objects.count() for model in (SupportPlan, PlanReview, PlanNote)] == [1, 2, 2]


def test_what_was_typed_wrongly_stands_there_again(us: Crew, provider: Provider) -> None:
    there = f"/desk/concern/{concern(us.tutor)}/support/"
    officer = sign_in(us.officer, provider)
    answered = officer.post(
        f"{there}new/", {"goals": "To come back.", "offer": "nonsense"} | boxes("began_on", 2)
    )
    assert answered.status_code == 422
    assert "To come back." in answered.content.decode()
    assert not SupportPlan.objects.exists()


def test_who_has_nothing_shared_is_told_so_and_offered_no_page(us: Crew, provider: Provider) -> None:
    tutor = sign_in(us.tutor, provider)
    assert "Nothing is shared with you now." in text(tutor.get("/desk/shared-notes/"))
    assert "shared-notes" not in text(tutor.get("/desk/my-reports/"))


def test_what_is_so_about_their_care_stands_beside_the_plans(us: Crew, provider: Provider) -> None:
    matter = concern(us.tutor)
    there, officer = f"/desk/concern/{matter}/support/", sign_in(us.officer, provider)
    assert "Nothing is written down yet" in text(officer.get(there))
    new = f"{there}facts/new/"
    kit = ConcernPerson.objects.get(concern=matter, part="worried-about").id
    said = {
        "person_row": str(kit),
        "situation": "in-care",
        "said_by": "council-or-health",
        "words": "Ms Hall.",
    }
    refused = officer.post(new, said | boxes("since", 1))
    assert (refused.status_code, "This day is still to come." in refused.content.decode()) == (422, True)
    assert "Ms Hall.</textarea>" in refused.content.decode()
    assert officer.post(new, {"person_row": str(kit), "situation": "", "said_by": ""}).status_code == 422
    assert officer.post(new, said | boxes("since", -400)).headers["Location"] == there
    page = text(officer.get(there))
    assert "<strong>In care</strong>: since" in page
    assert "Says so: The council or the health service" in page
    fact = CareFact.objects.get()
    ending = f"{there}facts/{fact.id}/end/"
    assert officer.post(ending, boxes("until")).headers["Location"] == there
    assert "Over" in text(officer.get(there))
    assert sign_in(us.tutor, provider).get(new).status_code == 404
