"""What every page says of messages that do not get through, to those who rely on them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.ground.jobs.models import Heartbeat
from dueregard.ground.kernel.moments import utc_now
from dueregard.mechanisms.notifications.models import Message
from household import inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
WARNING = "telephone whoever must know now"


def beat(ago: timedelta) -> None:
    Heartbeat.objects.update_or_create(process="worker", defaults={"at": utc_now() - ago})


@pytest.mark.parametrize("name", ["desk-queue", "desk-restricted", "cover", "my-reports", "policies", "find"])
def test_every_page_of_a_holder_says_so_while_background_work_stands_still(name: str) -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        tutor = make_person("Tu Tor")
        concern_about_a_learner()
        Message.objects.update(opened_at=utc_now())
        client, theirs = sign_in(lead, provider), sign_in(tutor, provider)
        beat(timedelta(seconds=5))
        assert WARNING not in text(client.get(reverse(name)))
        beat(timedelta(hours=2))
        page = text(client.get(reverse(name)))
        assert WARNING in page
        assert "Nothing has been sent since" in page
        assert WARNING not in text(theirs.get(reverse("my-reports")))
