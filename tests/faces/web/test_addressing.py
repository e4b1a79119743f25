"""Under which names this is answered: the address changed, a name that is not ours, a port reached past the proxy."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from desk_support import sign_in
from dueregard.faces.cli.house import refuse_unless_safe
from dueregard.ground.kernel.addresses import Former
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.kernel.refusals import BadInput
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import Concern
from household import inside, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
OLD, NEW = "old.example.org", "new.example.org"


@pytest.fixture
def moved(settings: Settings) -> None:
    """The address changed lately, and the former one leads on for a year."""
    settings.ADDRESS = f"https://{NEW}"
    settings.FORMER_ADDRESSES = (Former(f"https://{OLD}", utc_now() + timedelta(days=365)),)
    settings.ALLOWED_HOSTS = [OLD, NEW]
    settings.CSRF_TRUSTED_ORIGINS = [f"https://{OLD}", f"https://{NEW}"]


def asks(name: str, there: str, **more: Any) -> Any:
    answer = Client(raise_request_exception=False, **more).get(there, headers={"host": name})
    if answer.streaming:  # a file; closing any other would close the database of the test too
        answer.close()
    return answer


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("there", ["/r/bcdfgh/", "/sign-in/", "/static/icon.svg", "/health/live", "/"])
@pytest.mark.parametrize("name", ["evil.example", "old.example.org.evil.example", "192.0.2.7", "a b", ""])
def test_a_name_that_is_not_ours_is_told_nothing(name: str, there: str) -> None:
    answer = asks(name, there)
    assert (answer.status_code, answer.content) == (400, b"")


@pytest.mark.usefixtures("moved")
def test_a_poster_with_the_former_address_leads_to_the_report() -> None:
    with inside() as provider:
        there = reverse("report-first", args=[provider.short_code])
    answer = asks(f"{OLD}:443", f"{there}?from=poster")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"https://{NEW}{there}?from=poster")
    assert (answer.headers["Cache-Control"], answer.cookies) == ("no-store", {})


@pytest.mark.usefixtures("moved")
def test_whoever_works_here_is_told_where_it_is_and_what_stays_behind() -> None:
    answer = asks(OLD, "/desk/?a=b")
    page = answer.content.decode()
    assert answer.status_code == 410
    assert f'href="https://{NEW}/desk/?a=b"' in page
    assert "A passkey was made for the address you came by" in page
    assert (asks(OLD, "/health/live").status_code, asks(OLD, "/static/icon.svg").status_code) == (200, 200)


@pytest.mark.usefixtures("moved")
def test_a_report_being_written_when_the_address_changed_arrives() -> None:
    with inside() as provider:
        make_holder("Lea Dee", "dsl")
        there = reverse("report", args=[provider.short_code])
        said = {
            "request_id": str(uuid4()), "reporter": "anonymous", "about": "learner", "danger": "no",
            "seen": "A bruise.", "step": "send",
        }  # fmt: skip
        sent = Client(enforce_csrf_checks=True).post(
            there, said, headers={"host": OLD, "origin": f"https://{OLD}"}
        )
        assert sent.status_code == 200, sent.content.decode()
        assert Concern.objects.count() == 1


def test_when_its_time_is_over_a_former_address_is_none(moved: None, settings: Settings) -> None:
    settings.FORMER_ADDRESSES = (Former(f"https://{OLD}", utc_now()),)
    for there in ("/desk/", "/static/icon.svg", "/health/live"):
        assert (asks(OLD, there).status_code, asks(OLD, there).content) == (400, b"")
    assert asks(NEW, "/sign-in/").status_code == 200


def test_a_session_of_the_former_address_sends_what_was_typed(moved: None) -> None:
    with inside() as provider:
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        client.handler.enforce_csrf_checks = True
        page = client.get("/desk/account/", headers={"host": NEW}).content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]  # type: ignore[index]
        said = {"csrfmiddlewaretoken": token}
        answer = client.post("/sign-out/", said, headers={"host": OLD, "origin": f"https://{OLD}"})
        assert answer.status_code == 302
        assert client.get("/desk/", headers={"host": OLD}).status_code == 410


@pytest.mark.parametrize(
    ("peer", "secure", "status"),
    [
        ("192.0.2.1", False, 200),
        ("127.0.0.1", False, 200),
        ("192.0.2.66", True, 200),
        ("192.0.2.66", False, 400),
        ("", False, 400),
    ],
)
def test_past_a_proxy_that_is_named_nobody_is_answered_unencrypted(
    settings: Settings, peer: str, secure: bool, status: int
) -> None:
    settings.TRUSTED_PROXY = "192.0.2.1"
    told = {"x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "https"}
    answer = Client().get("/sign-in/", secure=secure, REMOTE_ADDR=peer, headers=told)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("bind", "address", "proxy", "encrypted", "starts"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000", "", False, True),
        ("[::1]:8000", "http://127.0.0.1:8000", "", False, True),
        ("localhost:8000", "http://127.0.0.1:8000", "", False, True),
        ("0.0.0.0:8000", "http://127.0.0.1:8000", "", False, False),
        (":8000", "http://127.0.0.1:8000", "", False, False),
        ("[::]:8000", "http://127.0.0.1:8000", "", False, False),
        ("0.0.0.0:8000", "https://desk.example.org", "", False, False),
        ("0.0.0.0:8000", "http://desk.example.org", "192.0.2.1", False, False),
        ("192.0.2.7:8000", "https://desk.example.org", "192.0.2.1", False, True),
        ("0.0.0.0:443", "https://desk.example.org", "", True, True),
    ],
)
def test_others_reach_it_only_encrypted(
    settings: Settings, bind: str, address: str, proxy: str, encrypted: bool, starts: bool
) -> None:
    """Also before there is a provider, and for invented ones: a real one may come while it runs."""
    assert not Provider.objects.exists()
    settings.ADDRESS, settings.TRUSTED_PROXY = address, proxy
    if starts:
        refuse_unless_safe(bind, encrypted=encrypted)
    else:
        with pytest.raises(BadInput, match="a proxy that ends TLS"):
            refuse_unless_safe(bind, encrypted=encrypted)
