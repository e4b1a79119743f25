"""`objective`: what a policy is for, whom it is for, and the controls of the policy that bear it.

How it stands is read off those controls and off nothing else: no number is made of them, and nothing is set by hand.
"""

from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import PlainValidator

from ...policy.answers import Basis, Bearing, Reading, Status
from ...policy.blocks import Block, Words
from ...policy.kinds import File, Kind
from ...policy.values.tables import ID
from ...policy.values.trouble import Trouble, wrong
from ...policy.values.when import When
from ...policy.values.who import Naming, bare_name
from ..audience_words import audience_words
from ..audiences import AUDIENCE

OBJECTIVE = "objective"


def _read_name(raw: object) -> str:
    kind, _, id = raw.partition(".") if isinstance(raw, str) else ("", "", "")
    if not (ID.fullmatch(kind) and ID.fullmatch(id)):
        raise wrong(f'{raw!r} names nothing; write kind and id of a block of this policy: "training.yearly".')
    return f"{kind}.{id}"


ControlName = Annotated[str, PlainValidator(_read_name)]


class ObjectiveBlock(Block):
    """An aim the policy states."""

    aim: Words
    """What is to be brought about, as the policy says it."""
    audience: When = When()
    """For whom; left out: for everybody."""
    area: Words | None = None
    """The area of work it belongs to, where the policy sorts its aims into some."""
    borne_by: tuple[ControlName, ...] = ()
    """The blocks of this policy that bear it, kind and id; another objective among them stands for what bears that."""


class Objective(Kind[ObjectiveBlock]):
    """An aim, and what bears it."""

    name = OBJECTIVE
    on_screen = "objective"
    Block = ObjectiveBlock
    facts = AUDIENCE

    def check(self, id: str, block: ObjectiveBlock, file: File) -> Iterable[Trouble]:
        """Whatever bears it is there, is named once, and does not rest on it in turn."""
        own = f"{OBJECTIVE}.{id}"
        for at, name in enumerate(block.borne_by):
            if name == own:
                said = "an objective cannot bear itself; name what is done for it."
            elif name in block.borne_by[:at]:
                said = f"{name!r} already stands in this list."
            elif name not in file.names:
                said = f"this policy has no {name!r}; name one of its blocks, or add it."
            elif own in _under(name, file):
                said = (
                    f"{name!r} is itself borne by this objective, so they go round in a circle; take one out."
                )
            else:
                continue
            yield Trouble(("borne_by", at), said)

    def borne_by(self, block: ObjectiveBlock) -> Sequence[str]:
        """What it is read off."""
        return block.borne_by

    def evidence_from(self, bearings: Sequence[Bearing]) -> Reading:
        """The gravest of what bears it; why names each, by how it stands."""
        if not bearings:
            return Reading(Status.NOT_SET, "the policy does not say what bears it")
        status = min((one.reading.status for one in bearings), key=lambda one: one.gravity)
        return Reading(status, "; ".join(_told(bearings)), _shared_basis(bearings, status))

    def words(self, block: ObjectiveBlock, naming: Naming = bare_name) -> str:
        said = f"{block.aim.rstrip('.')} (for {audience_words(block.audience, naming)})"
        return f"{block.area}: {said}" if block.area else said


def _under(name: str, file: File) -> set[str]:
    """Every objective that one rests on, itself included."""
    blocks, found, waiting = file.blocks(OBJECTIVE), set[str](), [name]
    while waiting:
        one = waiting.pop()
        block = blocks.get(one.removeprefix(f"{OBJECTIVE}.")) if one.startswith(f"{OBJECTIVE}.") else None
        if one not in found and isinstance(block, ObjectiveBlock):
            found.add(one)
            waiting += block.borne_by
    return found


def _told(bearings: Sequence[Bearing]) -> Iterable[str]:
    """What bears it, sorted by how it stands, the gravest first."""
    for status in Status:
        names = [f"{one.what} (“{one.title}”)" for one in bearings if one.reading.status is status]
        if names:
            yield f"{status}: {', '.join(dict.fromkeys(names))}"


def _shared_basis(bearings: Sequence[Bearing], status: Status) -> Basis | None:
    """What all of those rest on that decide how it stands; nothing where they differ."""
    found = {one.reading.basis for one in bearings if one.reading.status is status}
    return found.pop() if len(found) == 1 else None
