"""Each test begins with nothing done."""

from collections.abc import Iterator

import pytest

from ground.jobs import chores


@pytest.fixture(autouse=True)
def _nothing_done() -> Iterator[None]:
    chores.ran.clear()
    yield
    chores.ran.clear()
