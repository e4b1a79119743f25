"""Tests of the demonstration, as it is served; with the browser of the journeys, to look at it."""

import pytest
from pytest_django.fixtures import Settings

from faces.demo import addresses  # loaded now, while no setting says that this is the demonstration
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


@pytest.fixture
def demonstration(settings: Settings) -> None:
    """This is the demonstration, with its front and its one-click sign-in."""
    settings.DEMO = True
    settings.ROOT_URLCONF = addresses.__name__
