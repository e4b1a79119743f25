"""What each package declares that it holds about people: the lines of a record of processing, drawn and never typed."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from ....ground.kernel.privacy import Privacy, Purpose


@cache
def declared() -> tuple[Privacy, ...]:
    """Every declaration of every package that holds anything about anybody, in the order of the packages."""
    found = [
        holding
        for app in apps.get_app_configs()
        if app.name.startswith("dueregard.") and find_spec(f"{app.name}.privacy")
        for holding in import_module(f"{app.name}.privacy").HOLDINGS
    ]
    return tuple(holding for holding in found if holding.about != "nobody")


def by_purpose() -> tuple[tuple[Purpose, tuple[Privacy, ...]], ...]:
    """The same by what it is held for, in the order of our list; only purposes for which something is held."""
    found = ((purpose, tuple(h for h in declared() if h.purpose is purpose)) for purpose in Purpose)
    return tuple((purpose, rows) for purpose, rows in found if rows)
