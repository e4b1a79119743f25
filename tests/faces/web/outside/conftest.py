"""An identity provider on this machine, and a provider of ours that has set it up."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from household import inside, make_person
from lying_provider import Lies, LyingProvider, lying_provider
from outside_support import HERE, make_account, set_up


@pytest.fixture(scope="module")
def _server() -> Iterator[LyingProvider]:
    with lying_provider() as server:
        yield server


@pytest.fixture
def there(_server: LyingProvider, settings: Settings) -> LyingProvider:
    """The identity provider, honest again."""
    settings.ADDRESS = HERE
    _server.lies = Lies()
    _server.asked.clear()
    _server.paths.clear()
    return _server


@pytest.fixture
def house(there: LyingProvider) -> Any:
    """A tutor, and whose provider we are in, which has set the identity provider up."""
    with inside() as provider:
        set_up(there)
        yield provider, make_account(make_person("Tu Tor"), "tu")
