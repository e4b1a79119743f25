"""`contact`: whom people are told to turn to, when and how. Numbers live in the directory or in reference data."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar

from pydantic import PlainValidator

from ...policy.blocks import Block, Flag, Id, Part, Words
from ...policy.kinds import File, Kind
from ...policy.values.figure import Figure
from ...policy.values.figures import Least, Text
from ...policy.values.trouble import Trouble, wrong
from ...policy.values.who import Named, Naming, Prefix, bare_name
from .hours import Hours

_HELPLINE = re.compile(r"helpline\.[a-z0-9][a-z0-9-]{0,59}")


class Reach(Figure[str]):
    """How to reach a contact. A policy never holds the number itself: it changes without the policy changing."""

    @classmethod
    def read_value(cls, raw: object) -> str:
        raise wrong(
            f'{raw!r} belongs in the directory, which can change without a new edition; write "local" here, '
            'or give the contact reference = "helpline.…" for a national line.'
        )

    @classmethod
    def read_local(cls, text: str) -> str:
        return Text.read_value(text)


def _read_reference(raw: object) -> str:
    if not isinstance(raw, str) or not _HELPLINE.fullmatch(raw):
        raise wrong(f'{raw!r} is not a row of the reference data; write it like "helpline.act-early".')
    return raw


class Channels(Part):
    """The ways to reach a contact."""

    phone: Reach | None = None
    email: Reach | None = None
    post: Reach | None = None
    web: Reach | None = None


class ContactBlock(Block):
    """A contact."""

    title: Words
    purpose: Words | None = None
    use_when: tuple[Words, ...] = ()
    populations: tuple[Id, ...] = ()
    """Whom it is for; empty: everybody."""
    regions: tuple[Id, ...] = ()
    hours: Hours | None = None
    channels: Channels | None = None
    reference: Annotated[str, PlainValidator(_read_reference)] | None = None
    """A national line whose number and hours are dated reference data."""
    outside: Flag = False
    """Somebody outside the provider; may then be named `outside:…` as well as `contact:…`."""
    required: Flag = False
    """The policy cannot be published while this is empty."""
    minimum: Least | None = None
    """How many rows there must be, where one contact stands for several (one a region)."""

    misplaced: ClassVar[dict[str, str]] = dict.fromkeys(
        ("phone", "email", "post", "web"), 'write this under channels: channels = { phone = "local" }.'
    ) | {"name": "who answers belongs in the directory and not in the policy; delete it here."}


class Contact(Kind[ContactBlock]):
    """Declares `contact:ID`, and `outside:ID` for somebody outside."""

    name = "contact"
    on_screen = "contact"
    Block = ContactBlock

    def declares(self, id: str, block: ContactBlock) -> Mapping[Named, str]:
        prefixes = (Prefix.CONTACT, Prefix.OUTSIDE) if block.outside else (Prefix.CONTACT,)
        return {Named(prefix, id): block.title for prefix in prefixes}

    def check(self, id: str, block: ContactBlock, file: File) -> Iterable[Trouble]:
        ways = block.channels and any(way is not None for _, way in block.channels)
        if bool(ways) == (block.reference is not None):
            yield Trouble(
                ("channels" if block.channels else "reference",) if block.reference else (),
                'a contact is reached in one way: channels = { phone = "local" }, or reference = "helpline.…".',
            )
        if block.reference and block.hours:
            yield Trouble(
                ("hours",), "the hours of a national line are reference data too; delete them here."
            )

    def words(self, block: ContactBlock, naming: Naming = bare_name) -> str:
        said = [block.title, *([block.purpose] if block.purpose else [])]
        said += [f"use it when {when}" for when in block.use_when]
        if block.hours:
            said.append(f"open: {block.hours.words()}")
        return "; ".join(said)
