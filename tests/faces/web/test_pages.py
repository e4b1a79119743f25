"""Refusals and faults become pages that say no more than they may, and the log says less."""

import logging
import re
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from dueregard.faces.web.middleware import bad_request, not_found, server_error
from dueregard.faces.web.request_log import PlacesOnly
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn

SECRET = "what Ada told me"


class _Fault(Exception):
    pass


RAISED: dict[str, Exception] = {
    "nothing": NothingHere(),
    "nothing-in-other-words": NothingHere(SECRET),
    "not-permitted": NotPermitted("Only a lead can do this.", who_can_help="Ask your lead."),
    "bad-input": BadInput("Put the date right."),
    "out-of-turn": OutOfTurn(),
    "fault": _Fault(SECRET),
}


@login_not_required
def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise RAISED[how]


urlpatterns = [path("fail/<slug:how>/", fail), path("r/<slug:how>/", fail)]
handler400, handler404, handler500 = bad_request, not_found, server_error
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def read(response: Any) -> list[str]:
    main = re.findall(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]
    return [line.strip() for line in re.sub(r"<[^>]+>", "\n", main).splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("how", "status", "sentences"),
    [
        ("not-permitted", 403, ["You cannot do this", "Only a lead can do this.", "Ask your lead."]),
        ("bad-input", 400, ["That did not work", "Put the date right."]),
        ("out-of-turn", 409, ["Look again", "Somebody else got there first. Look again before you decide."]),
        ("nothing", 404, ["Nothing here", "There is nothing at this address, or nothing you can open."]),
        (
            "fault",
            500,
            [
                "Sorry",
                "Something went wrong on our side. Nothing you sent was half kept. Try again in a minute.",
            ],
        ),
    ],
)
def test_a_refusal_becomes_a_page(visitor: Client, how: str, status: int, sentences: list[str]) -> None:
    response = visitor.get(f"/fail/{how}/")
    assert (response.status_code, read(response)) == (
        status,
        [*sentences, "If somebody is in danger, call 999."],
    )


def test_what_never_was_and_what_is_not_yours_look_the_same(visitor: Client) -> None:
    pages = [
        visitor.get(address) for address in ("/fail/nothing/", "/fail/nothing-in-other-words/", "/never/")
    ]
    seen = {re.sub(rb'nonce="[^"]*"', b"", page.content) for page in pages}
    assert len(seen) == 1
    assert {page.status_code for page in pages} == {404}


@pytest.mark.parametrize("address", ["/fail/nothing/", "/fail/bad-input/", "/fail/fault/", "/never/"])
def test_no_page_may_be_kept(visitor: Client, address: str) -> None:
    headers = visitor.get(address).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"
    assert headers["X-Frame-Options"] == "DENY"
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_form_from_elsewhere_gets_a_page_of_ours() -> None:
    response = Client(enforce_csrf_checks=True).post("/fail/nothing/")
    assert (
        read(response)[1] == "This page was open for too long. Go back, load it again and send it once more."
    )


def test_the_log_of_requests_names_the_page_and_nothing_of_what_was_asked(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "dueregard.requests"):
        visitor.post("/fail/bad-input/?name=Ada", {"words": SECRET})
        visitor.get("/never/Ada/")
        visitor.post("/r/nothing/", {"words": SECRET})
    said = [
        re.sub(r"\d+ms", "0ms", record.getMessage())
        for record in caplog.records
        if record.name == "dueregard.requests"
    ]
    assert said == ["POST /fail/<slug:how>/ 400 0ms", "GET /- 404 0ms"]


def test_a_fault_is_logged_by_its_kind_and_place_alone(visitor: Client) -> None:
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(PlacesOnly())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        visitor.get("/fail/fault/?name=Ada")
    finally:
        logger.removeHandler(handler)
    lines = written.getvalue().splitlines()
    assert lines[:2] == ["ERROR: a request failed with 500", "_Fault"]
    assert lines[-1].endswith(" fail")
    assert not re.search(rf"{SECRET}|Ada|/fail/", written.getvalue())


def test_what_caused_a_fault_is_named_before_it() -> None:
    def chained() -> None:
        try:
            raise ValueError(SECRET)
        except ValueError as cause:
            raise _Fault(SECRET) from cause

    try:
        chained()
    except _Fault as fault:
        said = PlacesOnly().formatException((type(fault), fault, fault.__traceback__))
    assert [line for line in said.splitlines() if not line.startswith("  ")] == ["ValueError", "_Fault"]
    assert SECRET not in said


@pytest.mark.urls("dueregard.config.urls")
def test_the_danger_and_the_way_out_come_before_the_first_question(settings: Any) -> None:
    settings.DEBUG = True  # the gallery shows a page for the person who reports
    page = Client().get("/components/report/").content.decode()
    places = [page.index(text) for text in ("Exit this page", "Call 999", "<main", "Your name")]
    assert places == sorted(places)
    assert re.findall(r"<title>(.*?)</title>", page) == ["Notes"]
