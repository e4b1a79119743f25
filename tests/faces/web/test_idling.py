"""A session nobody uses, of which nobody knows when it began, ends: the page says so, what was typed is kept, and
nobody acts or reports in its name. One that is known to be of today is locked: see `test_locking`."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from desk_support import hidden, sign_in
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import Concern, Entry
from household import inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
LONG = settings.IDLE + timedelta(minutes=2)


def _at_the_desk(provider: Provider) -> Client:
    client = sign_in(make_holder("Lea Dee", "dsl"), provider)
    assert client.get(reverse("my-reports")).status_code == 200
    return client


def test_whoever_goes_on_working_is_never_signed_out() -> None:
    with inside() as provider:
        client = _at_the_desk(provider)
        for times in range(1, 5):
            with time_machine.travel(utc_now() + times * (settings.IDLE - timedelta(minutes=2)), tick=False):
                assert client.get(reverse("my-reports")).status_code == 200


def test_after_a_while_without_a_page_it_asks_to_sign_in_and_the_old_session_is_worth_nothing() -> None:
    with inside() as provider:
        client = _at_the_desk(provider)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        with time_machine.travel(utc_now() + LONG, tick=False):
            answer = client.get(reverse("my-reports"))
            assert (answer.status_code, "nothing was done here" in answer.content.decode()) == (403, True)
        again = Client()
        again.cookies[settings.SESSION_COOKIE_NAME] = str(key)
        assert again.get(reverse("my-reports")).status_code == 302


def test_words_typed_before_it_ended_are_kept_and_not_saved() -> None:
    with inside() as provider:
        client = _at_the_desk(provider)
        there = reverse("entry", args=[concern_about_a_learner()])
        form = hidden(client.get(there))
        with time_machine.travel(utc_now() + LONG, tick=False):
            answer = client.post(there, form | {"kind": "call", "words": "She rang again."})
        assert (answer.status_code, "kept" in hidden(answer)) == (403, True)
        assert not Entry.objects.exists()


def test_the_next_person_at_the_computer_does_not_report_in_the_name_of_the_last() -> None:
    with inside() as provider:
        client = _at_the_desk(provider)
        front = reverse("report", args=[provider.short_code])

        def report() -> str:
            said = {"reporter": "staff", "about": "learner", "danger": "no", "seen": "He hid a drawing."}
            client.post(front, said | {"request_id": str(uuid4()), "step": "send"})
            return str(Concern.objects.order_by("-received_at")[0].by)

        in_use = report()
        with time_machine.travel(utc_now() + LONG, tick=False):
            assert (in_use.partition(":")[0], report()) == ("person", Actor.outsider().written)
