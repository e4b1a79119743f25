"""`contact`: whom people are told to turn to, when and how. Numbers live in the directory or in reference data."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar

from pydantic import PlainValidator

from ....ground.reference.queries import fact
from ...policy.answers import Basis, InForce, Lack, Reading, Scope, Status
from ...policy.blocks import Block, Flag, Id, Part, Words
from ...policy.kinds import File, Kind
from ...policy.queries import lookup
from ...policy.values.figure import Figure
from ...policy.values.figures import Least, Text
from ...policy.values.resolve import resolve
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

    def ready(self, control: InForce[ContactBlock], scope: Scope) -> Iterable[Lack]:
        """No way to reach somebody whom the policy cannot do without, or a national line nobody knows."""
        block = control.block
        if block.reference and fact(block.reference, scope.moment) is None:
            yield Lack(control.address, f"The number of {block.title} is not known.")
        elif block.required and not any(_ways(control, scope)):
            yield Lack(
                control.address, f"There is no way to reach {block.title} yet. Give a number or an address."
            )

    def evidence(self, control: InForce[ContactBlock], scope: Scope) -> Reading:
        """Whether there is a way to reach them."""
        if control.block.reference:
            known = fact(control.block.reference, scope.moment)
            if known is None:
                return Reading(Status.NOT_SET, "the number is not known")
            return Reading(Status.MET, "the number is on file", Basis.DOCUMENT_SEEN, source=known.source)
        given = list(_ways(control, scope))
        if not any(given):
            return Reading(Status.NOT_SET, "no way to reach them has been given yet")
        said = f"{sum(given)} of {len(given)} ways to reach them are given"
        return Reading(Status.MET, said, Basis.SOMEBODYS_WORD)

    def words(self, block: ContactBlock, naming: Naming = bare_name) -> str:
        said = [block.title, *([block.purpose] if block.purpose else [])]
        said += [f"use it when {when}" for when in block.use_when]
        if block.hours:
            said.append(f"open: {block.hours.words()}")
        return "; ".join(said)


def _ways(control: InForce[ContactBlock], scope: Scope) -> Iterable[bool]:
    """For each way the policy names: whether it is given."""
    elsewhere = lookup(scope.moment)
    for key, way in control.block.channels or ():
        if way is not None:
            yield resolve(way, {}, elsewhere, f"{control.address}.channels.{key}").value is not None
