"""That no backup was made for two nights, or that one could not be restored, shows to whoever reads cases, and not to
everybody who signs in."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.faces.web.environment import london
from dueregard.ground.backups.certificates import Certificate, OpenedWith, write
from dueregard.ground.backups.drilling import FILE
from dueregard.ground.crypto.master import master_key
from dueregard.ground.crypto.operations import certificate_seed
from household import NOON, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
SAID = "There is no backup of these records yet."


def test_an_old_backup_shows_at_the_desk_and_not_to_a_tutor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        client = sign_in(lead, provider)
        tutor = sign_in(make_person("Tu Tor"), provider)
        assert SAID not in text(client.get(reverse("desk-queue")))  # invented records need none
        monkeypatch.setattr(settings, "BACKUPS", tmp_path)
        page = text(client.get(reverse("desk-queue")))
        assert SAID in page
        assert "Your technical administrator can put it right, and should today." in page
        assert SAID not in text(tutor.get(reverse("my-reports")))


@pytest.mark.parametrize(("fault", "shown"), [("It is not whole.", True), ("", False)])
def test_a_drill_that_failed_shows_where_an_old_backup_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, shown: bool
) -> None:
    monkeypatch.setattr(settings, "REGISTER", tmp_path)
    made = Certificate(NOON, "night.backup", "ab", OpenedWith.ONE_TIME, (), fault)
    (tmp_path / FILE).write_bytes(write(made, certificate_seed(master_key())))
    said = f"A backup was tried on {london(NOON)} by restoring it, and that failed."
    with inside() as provider:
        dsl = make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        lead = sign_in(dsl, provider)
        tutor = sign_in(make_person("Tu Tor"), provider)
        assert (said in text(lead.get(reverse("desk-queue")))) is shown
        assert said not in text(tutor.get(reverse("my-reports")))
