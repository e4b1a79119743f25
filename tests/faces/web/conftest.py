"""The browser of the journeys, for looking at the components; the mail server of the tests of messages."""

from journeys.conftest import (
    browser,
    browser_page,
    javascript,
    pytest_collection_modifyitems,
    site,
    somebody,
    viewport,
)
from mechanisms.notifications.conftest import inbox, no_server

__all__ = [
    "browser",
    "browser_page",
    "inbox",
    "javascript",
    "no_server",
    "pytest_collection_modifyitems",
    "site",
    "somebody",
    "viewport",
]
