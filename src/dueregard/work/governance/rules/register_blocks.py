"""What a policy says of the registers beside it: sources, related policies, and how it is made known."""

import re
from typing import Annotated, ClassVar

from pydantic import PlainValidator

from ....authority.policy.blocks import Block, Flag, Id, Part, Reminder, Words
from ....authority.policy.values.figures import Text, TimeLimit
from ....authority.policy.values.trouble import wrong
from ....authority.policy.values.who import Who
from ..registers import Audience, Channel, Force

SOURCES, RELATED, TOLD, DIRECTORY = "sources", "related", "told", "directory"
_ADDRESS = re.compile(r"(https://)?[a-z0-9-]+(\.[a-z0-9-]+)+(/[\w.~%/+-]*)?")
_LONGEST = 300


def _read_address(raw: object) -> str:
    if not isinstance(raw, str) or len(raw) > _LONGEST or not _ADDRESS.fullmatch(raw):
        raise wrong(f'{raw!r} is not the address of a page; write it like "legislation.gov.uk/ukpga/2015/6".')
    return raw.removeprefix("https://")


class RegisterBlock(Block):
    """What every register says: who sees to it, and how often each entry is looked at again."""

    owner: Who
    every: TimeLimit
    remind: tuple[Reminder, ...] = ()

    misplaced: ClassVar[dict[str, str]] = {
        "checked": "the day somebody looked is a record and no part of the policy; delete it here."
    }


class Source(Part):
    """Something the policy relies on."""

    id: Id
    title: Words
    force: Force
    edition: Words | None = None
    section: Words | None = None
    address: Annotated[str, PlainValidator(_read_address)] | None = None
    """Where it can be read, without `https://`. Nothing here asks another machine for it."""
    clauses: tuple[Words, ...] = ()
    """Ids of the clauses of this policy that rest on it; empty: all of it."""


class SourcesBlock(RegisterBlock):
    """What the policy relies on."""

    items: tuple[Source, ...]


class Companion(Part):
    """A policy or procedure this one is read with."""

    id: Id
    title: Words
    ours: Id | None = None
    """Another policy in force here, by its id."""
    where: Text | None = None
    """Where it lies, if it is not in force here."""
    whose: Words | None = None
    """Who looks after it, if it is not in force here."""
    populations: tuple[Words, ...] = ()
    """For whom it holds; empty: everybody."""
    both_ways: Flag = False
    """It has to speak of this policy too."""


class RelatedBlock(RegisterBlock):
    """What the policy is read with."""

    items: tuple[Companion, ...]


class Telling(Part):
    """One way in which the policy, or something of it, is made known."""

    id: Id
    channel: Channel
    audiences: tuple[Audience, ...]
    what: Words | None = None
    """What is made known; without it the policy itself."""


class ToldBlock(RegisterBlock):
    """How the policy is made known."""

    items: tuple[Telling, ...]


class DirectoryBlock(RegisterBlock):
    """A list of whom people turn to. Its lines are in the directory and not in the policy: they change without it."""

    lists: Who
    """A contact or a post, of which there may be several: its regions, its groups of people and its least number hold
    for the lines."""
    public: Flag = False
    """Everybody can see the lines, without an account."""
