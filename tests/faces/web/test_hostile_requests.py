# ruff: noqa: E501, RUF001  (bytes as they would come, and letters that only look like digits)
"""Whatever anybody sends to a page that takes words, signed in or not, it never fails on our side."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_support import sign_in
from dueregard.faces.web.desk.sign_in import OwnPasswordForm
from dueregard.faces.web.report.forms import ReportForm
from dueregard.faces.web.report.receipt import ReceiptForm
from dueregard.faces.web.report.told_forms import AddForm, AddToldForm, ToldForm
from dueregard.ground.tenancy.models import Provider
from household import inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]

Sends = Callable[..., Any]
PAGES = ("report", "report-again", "sign-in", "own-password", "somebody-told", "find")
STEPS = ("", "send", "change", "add", "check")
PARTS = ("day", "month", "year", "hour", "minute", "which")
ASKED = sorted(
    {
        "step",
        "role",
        "why",
        "kept",
        "kept-for",
        "writer",
        "csrfmiddlewaretoken",
        "provider",
        "sought",
        "picked",
    }
    | {
        box
        for form in (ReportForm, ReceiptForm, AddForm, AddToldForm, ToldForm, OwnPasswordForm)
        for name in form.base_fields
        for box in (name, *(f"{name}-{part}" for part in PARTS))
    }
)
CODES = (
    "yes",
    "no",
    "staff",
    "learner",
    "anonymous",
    "colleague",
    "self",
    "other",
    "call",
    "0",
    "-1",
    "None",
    "null",
)
HOSTILE = (
    "", " ", "\0", "a\0b", "\ud800", "\udfff\ud800", "\u202e", "%00", "{{7*7}}", "{% x %}", "<script>", "' OR 1=1 --",
    "9" * 400, "-9" * 40, "1e999", "NaN", "٣", "０", "²", "0x10", str(UUID(int=0)), "{" + str(UUID(int=1)) + "}", "[]",
    "../../etc/passwd", "x" * 70_000, "\n" * 500, "2026-02-30", "é" * 300, "\U0010ffff", "1.A", "0.", "99999999999999999999.x",
)  # fmt: skip


@pytest.fixture
def sends() -> Iterator[Sends]:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        desk = sign_in(lead, provider)
        desk.raise_request_exception = False
        yield sender(provider, desk)


def sender(provider: Provider, desk: Client) -> Sends:
    def send(page: str, data: Any = None, **how: Any) -> int:
        place = [provider.short_code] if page.startswith("report") else []
        client = desk if page in {"somebody-told", "find"} else Client(raise_request_exception=False)
        there = reverse(page, args=place)
        # The test client's own `post` would recode the bytes, and stumble over what is meant for us.
        answer = (
            client.generic("POST", there, data, **how)
            if isinstance(data, bytes)
            else client.post(there, data)
        )
        return int(answer.status_code)

    return send


def encoded(said: dict[str, list[str]]) -> bytes:
    """As a form posts it, also what no browser would: half of a pair of surrogates."""
    pairs = [(name, value) for name, values in said.items() for value in values]
    return "&".join(f"{percent(name)}={percent(value)}" for name, value in pairs).encode()


def percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


answers = st.lists(st.sampled_from(HOSTILE + CODES) | st.text(max_size=40), min_size=1, max_size=3)
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("page", PAGES)
def test_whatever_the_boxes_hold(page: str, sends: Sends) -> None:
    plain = {
        "reporter": ["staff"],
        "about": ["learner"],
        "danger": ["no"],
        "seen": ["A note."],
        "told": ["A note."],
    }

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(
        st.dictionaries(st.sampled_from(ASKED), answers, max_size=12), st.sampled_from(STEPS), st.booleans()
    )
    def try_it(said: dict[str, list[str]], step: str, mostly_right: bool) -> None:
        whole = (plain if mostly_right else {}) | {"request_id": [str(uuid4())], "step": [step]} | said
        assert sends(page, encoded(whole), content_type=FORM) < 500

    try_it()


BODIES: list[tuple[bytes, str]] = [
    (b"", FORM),
    (b"&&&===&%", FORM),
    (b"seen=%", FORM),
    (b"seen=%ED%A0%80&reporter=%FF", FORM),
    (b"seen=x", f"{FORM}; charset=nonsense"),
    (b"s\x00e\x00e\x00n\x00=\x00x\x00", f"{FORM}; charset=utf-16"),
    (b"+AAA-", f"{FORM}; charset=utf-7"),
    (b'{"seen": "x"}', "application/json"),
    (b"<a/>", "text/xml"),
    (b"x", ""),
    (b"x", "multipart/form-data"),
    (b"x", "multipart/form-data; boundary="),
    (b"x", 'multipart/form-data; boundary="a\x00b"'),
    (b"--b", "multipart/form-data; boundary=b"),
    (b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b"),
    (b'--b\r\nContent-Disposition: form-data; name="seen"\r\n\r\nx', "multipart/form-data; boundary=b"),
    (b'--b\r\nContent-Disposition: form-data; name="seen"; filename="\x00"\r\n\r\nx\r\n--b--\r\n', "multipart/form-data; boundary=b"),
    (b'--b\r\nContent-Disposition: form-data; name="seen"\r\nContent-Transfer-Encoding: base64\r\n\r\n***\r\n--b--\r\n', "multipart/form-data; boundary=b"),
    (b'--b\r\nContent-Disposition: form-data; name="\xff\xfe"\r\n\r\n\xff\r\n--b--\r\n', "multipart/form-data; boundary=b"),
    (b"&".join(b"seen=x" for _ in range(1_200)), FORM),
    (b"&".join(b"n%d=x" % number for number in range(1_200)), FORM),
    (b"seen=" + b"x" * 5_000_000, FORM),
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_whatever_the_body_is(page: str, sends: Sends) -> None:
    wrong = [(body[:80], sort) for body, sort in BODIES if sends(page, body, content_type=sort) >= 500]
    assert wrong == []


@pytest.mark.parametrize("page", PAGES)
def test_a_file_where_words_belong(page: str, sends: Sends) -> None:
    files = {
        name: SimpleUploadedFile("a.exe", b"MZ\0\xff")
        for name in ("seen", "reporter", "username", "code", "told")
    }
    assert sends(page, files) < 500


COOKIES = ["", "x", "\xff", "é", '"', "a" * 5_000, ";;;", "\\000", "null", str(UUID(int=0))]


@pytest.mark.parametrize("page", PAGES)
def test_whatever_the_cookies_say(page: str) -> None:
    with inside() as provider:
        there = reverse(page, args=[provider.short_code] if page.startswith("report") else [])
        client = Client(raise_request_exception=False, enforce_csrf_checks=True)
        wrong = [
            (method, value)
            for value in COOKIES
            for method in ("GET", "POST")
            if client.generic(
                method, there, headers={"cookie": f"sessionid={value}; csrftoken={value}; messages={value}"}
            ).status_code
            >= 500
        ]
    assert wrong == []
