"""The sheet for whoever looks after the machine next: all it takes, no secret, and for nobody else."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from desk_support import sign_in, text
from dueregard.authority.policy.operations import adopt
from dueregard.ground.crypto.master import master_key
from dueregard.ground.kernel.addresses import Former
from dueregard.ground.kernel.moments import utc_now
from faces.web.test_second_step_required import POST
from household import NOON, SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def test_it_says_where_everything_is_and_no_secret(settings: Settings) -> None:
    settings.ADDRESS = "http://127.0.0.1:8000"
    settings.FORMER_ADDRESSES = (Former("http://old.example.org", utc_now() + timedelta(days=30)),)
    settings.EMAIL_HOST, settings.EMAIL_HOST_USER = "smtp.ours.example", "mailbox@ours.example"
    settings.EMAIL_HOST_PASSWORD, settings.METRICS_TOKEN = "a password of the mailbox", "a-token-of-metrics"
    settings.BACKUPS, settings.BACKUP_RECIPIENT = Path("/srv/backups"), "age1ours"
    with inside() as provider:
        adopt(data=POST.format(power="administer").encode(), path="p.md", actor=SETUP, now=NOON)
        keeper = make_holder("Ke Eper", "keeper")
        make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        page = text(sign_in(keeper, provider).get(reverse("machine-paper")))
        for word in (
            str(settings.DATA), str(settings.KEYS), "/srv/backups", "age1ours", "smtp.ours.example", "old.example.org",
            "dueregard doctor", "What you can never read", "Who holds the recovery sheet",
        ):  # fmt: skip
            assert word in page
        for secret in (
            "a password of the mailbox",
            "a-token-of-metrics",
            "Lea Dee",
            "mailbox@ours",
            master_key().hex(),
        ):
            assert secret not in page


def test_it_is_there_for_whoever_sees_health_alone() -> None:
    with inside() as provider:
        concern_about_a_learner()
        adopt(data=POST.format(power="appoint").encode(), path="p.md", actor=SETUP, now=NOON)
        for person in (make_holder("Lea Dee", "dsl"), make_person("Tu Tor")):
            assert sign_in(person, provider).get(reverse("machine-paper")).status_code == 404
        boss = sign_in(make_holder("Ap Pointer", "keeper"), provider)
        assert reverse("machine-paper") in text(boss.get(reverse("health")))
        assert boss.get(reverse("machine-paper")).status_code == 200
