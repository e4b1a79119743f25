"""Where people in a room answer today how sure they feel: for whoever shows it there, and for my own page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .....ground.kernel.moments import Moment, london_day
from .....ground.tenancy.models import Provider
from .....work.training.vocabulary import Side
from ...sureness import address_for

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SIDES = {Side.BEFORE: _("Before the session"), Side.AFTER: _("After the session")}


@dataclass(frozen=True, slots=True)
class Link:
    """Where a side of today's session of a course is answered."""

    title: str
    side: "StrPromise"
    address: str


def links(
    courses: Collection[str], called: Mapping[str, str], provider: Provider, moment: Moment
) -> list[Link]:
    """Where both sides of today's sessions of these courses are answered; `called` has the titles of courses."""
    day = london_day(moment.as_at)
    return [
        Link(called.get(course, course.replace("-", " ")), words, address_for(provider, course, day, side))
        for course in sorted(courses)
        for side, words in SIDES.items()
    ]
