"""Somebody else in the same report, each with their own part: one more with each press of a button, no script."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ....authority.access.vocabulary import Part
from ....work.casework.reports import PersonNamed
from ..forms.fields import Line, Pick

MOST = 12
COUNT = "others"
"""The hidden box that says for how many the page has room."""
ANOTHER = "another"
"""The step of the button that makes room for one more."""
WORKS_HERE = "works-here"
PARTS = [
    ("", _("I do not know")),
    (Part.HARMED, _("They may have been hurt or harmed")),
    (Part.WORRIED_ABOUT, _("I am worried about them too")),
    (Part.SAID_TO_HAVE_HARMED, _("They are said to have hurt or harmed somebody")),
    (WORKS_HERE, _("They work here, and are said to have hurt or harmed somebody")),
    (Part.WITNESS, _("They saw it, or know something")),
]
_PART = {WORKS_HERE: Part.SAID_TO_HAVE_HARMED, "": Part.WORRIED_ABOUT}
"""Nobody who may be in it reads of it before it is known what they did: where the part is not known, walls hold."""


def how_many(data: Mapping[str, Any]) -> int:
    """For how many others a page has room, as it says itself; none when that cannot be read."""
    said = str(data.get(COUNT, ""))
    return min(int(said), MOST) if said.isascii() and said.isdecimal() and len(said) < 4 else 0


def one_more(data: QueryDict) -> QueryDict:
    """The same answers on a page with room for one more."""
    more = data.copy()
    more[COUNT] = str(min(how_many(data) + 1, MOST))
    return more


def questions(number: int) -> dict[str, forms.Field]:
    """What is asked of each of so many others."""
    found: dict[str, forms.Field] = {}
    for at in range(1, number + 1):
        found[f"other_name_{at}"] = Line(
            label=_now("Somebody else in it (%(number)d): their name, or how to tell who they are")
            % {"number": at},
            required=False,
        )
        found[f"other_part_{at}"] = Pick(
            label=_now("Their part in it (%(number)d)") % {"number": at}, choices=PARTS, required=False
        )
    return found


def named(said: Mapping[str, Any], number: int) -> tuple[PersonNamed, ...]:
    """Everybody who was named there, each with the part they were given."""
    rows = ((said.get(f"other_name_{at}"), said.get(f"other_part_{at}", "")) for at in range(1, number + 1))
    return tuple(PersonNamed(_PART.get(part) or Part(part), {"name": name}) for name, part in rows if name)


def somebody_works_here(said: Mapping[str, Any], number: int) -> bool:
    """Whether one of them is said to work here and to have harmed somebody."""
    rows = ((said.get(f"other_name_{at}"), said.get(f"other_part_{at}")) for at in range(1, number + 1))
    return any(name and part == WORKS_HERE for name, part in rows)
