"""Planning and applying files of invented people, as a page or the command line does."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from dueregard.authority.identity.models import PersonDetails
from dueregard.authority.people.imports.applying import carry_on
from dueregard.authority.people.imports.beginning import begin
from dueregard.authority.people.imports.files import receive
from dueregard.authority.people.imports.planning import plan_import
from dueregard.authority.people.models import Intake
from household import NOON, SETUP, inside, make_person
from people_files import UKPRN

LATER = NOON + timedelta(hours=1)
FIGURES = ("added", "changed", "ended", "unchanged", "matched")


@contextmanager
def a_harbour() -> Iterator[None]:
    """A provider with the UKPRN of the files, and one person in it."""
    with inside() as provider:
        type(provider).objects.filter(pk=provider.pk).update(ukprn=UKPRN)
        provider.ukprn = UKPRN
        make_person("Nobody Else")
        yield


def plan(content: bytes | str, *, now: datetime = LATER, ends_missing: bool = False) -> Intake:
    stream = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    return plan_import(received=receive(stream), actor=SETUP, now=now, ends_missing=ends_missing)


def apply(intake: Intake, *, now: datetime = LATER) -> Intake:
    begun = begin(intake=intake, plan=intake.plan, actor=SETUP, now=now)
    return carry_on(intake=begun, actor=SETUP, clock=lambda: now)


def figures(intake: Intake) -> tuple[int, ...]:
    return tuple(intake.figures[name] for name in FIGURES)


def known(now: datetime = LATER) -> list[tuple[str, str, date | None]]:
    rows = (
        PersonDetails.objects.known(now + timedelta(seconds=1)).exclude(family_name="Else").order_by("folded")
    )
    return list(rows.values_list("given_names", "family_name", "date_of_birth"))
