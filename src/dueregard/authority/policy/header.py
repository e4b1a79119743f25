"""The front matter of a policy: which policy and edition this is, where it applies, and who owns it."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator

from ...ground.tenancy.vocabulary import Nation
from .blocks import Id, Part, Words
from .values.figure import Figure, Given, Saying
from .values.figures import Day, Text
from .values.tables import read_words
from .values.trouble import one_of, wrong
from .values.who import Who

LANGUAGE = 1
LONGEST_TITLE, LONGEST_LABEL = 200, 60
"""What a list, a letter and a table of the database have room for."""


def _read_language(raw: object) -> int:
    if raw != LANGUAGE or isinstance(raw, bool):
        raise wrong(f"this is written in language {raw!r}; only language {LANGUAGE} can be read here.")
    return LANGUAGE


def _read_nations(raw: object) -> tuple[Nation, ...]:
    items = raw if isinstance(raw, list) else [raw]
    for item in items:
        if item in ("scotland", "northern-ireland", "northern ireland"):
            raise wrong(f"{item.title()} has its own law and guidance, which this system does not know.")
        if item not in list(Nation):
            raise wrong(
                f"{item!r} is not a nation this system knows; valid: {one_of(Nation)}, or both in a list."
            )
    if not items:
        raise wrong(f"name at least one nation: {one_of(Nation)}.")
    return tuple(Nation(item) for item in dict.fromkeys(items))


def _refuse_extends(_: object) -> None:
    raise wrong(
        '"extends" is reserved for later; say it all in this file, or take single figures with "from".'
    )


def _read_title(raw: object) -> str:
    title = read_words(raw)
    if len(title) > LONGEST_TITLE:
        raise wrong(f"this title has {len(title)} characters; at most {LONGEST_TITLE}.")
    return title


class Label(Text):
    """What an edition is called: a number, a date."""

    @classmethod
    def read_value(cls, raw: object) -> str:
        label = read_words(raw)
        if len(label) > LONGEST_LABEL:
            raise wrong(f"this has {len(label)} characters; at most {LONGEST_LABEL}.")
        return label


Title = Annotated[str, PlainValidator(_read_title)]


class Scope(Part):
    """The part of the provider a policy is for; an empty list means everywhere."""

    sites: tuple[Id, ...] = ()
    programmes: tuple[Id, ...] = ()
    populations: tuple[Id, ...] = ()


class Header(Part):
    """The front matter, read. What is left out of the dates is not set, and shown so."""

    language: Annotated[int, PlainValidator(_read_language)]
    policy: Id
    title: Title
    nation: Annotated[tuple[Nation, ...], BeforeValidator(_read_nations)]
    owner: Who
    edition: Label = Label(Saying(Given.NOT_SET))
    source: Words | None = None
    """Where the words come from, for whoever checks them."""
    aliases: tuple[Words, ...] = ()
    scope: Scope = Scope()
    issued: Day = Day(Saying(Given.NOT_SET))
    in_force_from: Day = Day(Saying(Given.NOT_SET))
    review_by: Day = Day(Saying(Given.NOT_SET))
    extends: Annotated[None, PlainValidator(_refuse_extends)] = None

    def dated(self) -> Iterator[tuple[str, Figure[Any]]]:
        """What tells one edition from another, by its key."""
        for key in ("edition", "issued", "in_force_from", "review_by"):
            yield key, getattr(self, key)
