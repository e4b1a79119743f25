"""What is kept about somebody who works here, on their own page, and the corrections they ask for."""

from uuid import uuid4

import pytest
from django.urls import reverse

from checks_support import everything, house, joins
from desk_support import sign_in, text
from dueregard.ground.audit.models import Entry
from dueregard.ground.tenancy.operations import enter
from dueregard.work.training.models import CorrectionRequest
from faces.web.test_desk_checks import NUMBER, main
from household import make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
MINE, ASKED = "/desk/mine/file/", "/desk/checks/corrections/"


class House:
    """Ada, of whom everything is there, and an HR lead."""

    def __init__(self) -> None:
        with house() as self.provider:
            self.ada_id = joins("Ada Fenn")
            everything(self.ada_id)
            joins("Bea Moss")
            self.ada = sign_in(self.ada_id, self.provider)
            self.hr_id = make_holder("Nuala Brand", "hr")
            everything(self.hr_id)
            self.hr = sign_in(self.hr_id, self.provider)


def test_everybody_sees_their_own_and_nothing_of_others_nor_of_a_concern() -> None:
    there = House()
    with enter(there.provider):
        concern_about_a_learner()
    before = main(text(there.ada.get(MINE)))
    assert "Ada Fenn" in before
    assert "last checked 4 Mar 2026" in before
    assert NUMBER not in before
    assert "Bea Moss" not in before
    with enter(there.provider):
        concern_about_a_learner(there.ada_id)
    assert main(text(there.ada.get(MINE))) == before
    there.hr.get(reverse("checks-of", args=[there.ada_id]))
    assert main(text(there.ada.get(MINE))) == before


def test_a_correction_goes_to_somebody_else_and_its_answer_comes_back() -> None:
    there = House()
    assert there.ada.post(MINE, {"words": " "}).status_code == 422
    assert there.ada.post(MINE, {"words": "My name has an accent."}).status_code == 302
    assert "waits for an answer" in text(there.ada.get(MINE))
    listed = text(there.hr.get(ASKED))
    assert "Ada Fenn" in listed
    assert "accent" not in listed
    with enter(there.provider):
        one = reverse("correction", args=[CorrectionRequest.objects.get().id])
    assert "My name has an accent." in text(there.hr.get(one))
    refused = there.hr.post(one, {"answered": "left", "reason": ""})
    assert refused.status_code == 422
    assert (
        there.hr.post(one, {"answered": "put-right", "reason": "It has it now."}).headers["Location"] == ASKED
    )
    assert "It has it now." in text(there.ada.get(MINE))
    assert there.hr.get(one).status_code == 404


def test_nobody_answers_their_own_and_nobody_else_sees_any() -> None:
    there = House()
    there.hr.post(MINE, {"words": "Mine."})
    with enter(there.provider):
        own = reverse("correction", args=[CorrectionRequest.objects.get().id])
    assert "somebody else answers it" in text(there.hr.get(ASKED))
    assert there.hr.get(own).status_code == 404
    assert there.ada.get(ASKED).status_code == 404
    assert there.ada.get(own).status_code == 404
    assert there.hr.get(reverse("correction", args=[uuid4()])).status_code == 404


def test_opening_somebodys_checks_is_written_down_and_shown_to_whoever_keeps_them() -> None:
    there = House()
    page = reverse("checks-of", args=[there.ada_id])
    assert "Nuala Brand" in text(there.hr.get(page)).partition("Who has opened this page")[2]
    with enter(there.provider):
        assert Entry.objects.filter(verb="training.file-read", subject_id=there.ada_id).count() == 1
