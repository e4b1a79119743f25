"""A real Chromium for the journeys: `browser_page` looks at a server of our own, and sees no other host.

Give `viewport`, `javascript` or both by `@pytest.mark.parametrize` where a journey is about them.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from journeys.screens import DESKTOP
from machine import find_chromium

_PATIENCE_MS = 30_000
"""For a machine that does other things too."""
expect.set_options(timeout=_PATIENCE_MS)
_FLAGS = [
    "--no-sandbox",  # root has none
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Every test that asks for a page is a browser test."""
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, started once for a file of journeys."""
    program = find_chromium()
    if program is None:
        pytest.fail("The journeys need Chromium and found none; run them with `make test`, which sees to it.")
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=program, args=_FLAGS)
            yield chromium
            chromium.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def viewport() -> ViewportSize:
    """The size of the screen."""
    return DESKTOP


@pytest.fixture
def javascript() -> bool:
    """Whether scripts run."""
    return True


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """Where our server is. A file of journeys that builds its houses once gives a site of its own."""
    return live_server.url


@pytest.fixture
def somebody(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens a page in a clean browser for one more person of a journey: `somebody(PHONE, javascript=False)`.

    An error in a script, or anything the content security policy stopped, fails the journey.
    """
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def note(message: ConsoleMessage) -> None:
        # A page that is refused is a journey too; Chromium calls its status code an error.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def open_page(viewport: ViewportSize = DESKTOP, *, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport=viewport,
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        context.set_default_timeout(_PATIENCE_MS)
        context.on("console", note)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def browser_page(somebody: Callable[..., Page], viewport: ViewportSize, javascript: bool) -> Page:
    """A page in a clean browser whose addresses begin at our server: `browser_page.goto("/")`."""
    return somebody(viewport, javascript=javascript)
