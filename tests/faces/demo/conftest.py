"""Tests of the demonstration, as it is served."""

import pytest
from pytest_django.fixtures import Settings

from faces.demo import addresses  # loaded now, while no setting says that this is the demonstration


@pytest.fixture
def demonstration(settings: Settings) -> None:
    """This is the demonstration, with its front and its one-click sign-in."""
    settings.DEMO = True
    settings.ROOT_URLCONF = addresses.__name__
