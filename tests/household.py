"""A small invented provider for tests, made through our own operations, with data that could leak always present."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from dueregard.authority.access.operations import give_holding
from dueregard.authority.access.vocabulary import Manner
from dueregard.authority.identity.operations import record_person
from dueregard.authority.people.operations import record_span
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import create_provider, enter
from dueregard.ground.tenancy.vocabulary import Nation

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)  # a Wednesday in term time
SETUP = Actor.system("set-up")


def make_provider(slug: str = "harbour") -> Provider:
    """A fictional provider in England."""
    return create_provider(
        slug=slug,
        name=f"{slug.title()} Training",
        nation=Nation.ENGLAND,
        actor=SETUP,
        now=NOON,
        fictional=True,
    )


@contextmanager
def inside(slug: str = "harbour") -> Iterator[Provider]:
    """A new provider, entered."""
    with enter(make_provider(slug)) as provider:
        yield provider


def make_person(name: str, standing: Standing = Standing.STAFF, *, population: str = "") -> UUID:
    """A person of the directory with one span."""
    given, _, family = name.rpartition(" ")
    person = record_person(given_names=given, family_name=family, actor=SETUP, now=NOON)
    record_span(
        person_id=person.id, standing=standing, since=NOON, population=population, actor=SETUP, now=NOON
    )
    return person.id


def make_holder(name: str, role: str, *, manner: Manner = Manner.SUBSTANTIVE) -> UUID:
    """A member of staff who holds a role."""
    person = make_person(name)
    give_holding(person_id=person, role=role, manner=manner, actor=SETUP, now=NOON)
    return person
