"""The browser of the journeys, for looking at the components."""

from journeys.conftest import (
    browser,
    browser_page,
    javascript,
    pytest_collection_modifyitems,
    site,
    somebody,
    viewport,
)

__all__ = [
    "browser",
    "browser_page",
    "javascript",
    "pytest_collection_modifyitems",
    "site",
    "somebody",
    "viewport",
]
