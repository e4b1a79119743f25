"""A store of its own for each test, and a provider to hand files in to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from dueregard.ground.tenancy.models import Provider
from household import inside


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, settings: Settings) -> None:
    settings.FILES, settings.CLAMD = tmp_path / "files", ""


@pytest.fixture
def provider(db: None) -> Iterator[Provider]:
    with inside() as entered:
        yield entered
