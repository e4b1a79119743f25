"""`route`: who gets a concern, by who reports it and whom it is about; whoever may not have it is passed over."""

from collections.abc import Iterable
from enum import StrEnum

from ....authority.policy.blocks import Block, Flag, Part, Words
from ....authority.policy.kinds import File, Kind
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.when import When
from ....authority.policy.values.who import Naming, Prefix, Who, bare_name
from .facts import CASE_FACTS, CASE_PERSONS


class EmergencyNumber(StrEnum):
    """The numbers a route may tell somebody in danger to ring first."""

    EMERGENCY = "999"
    POLICE = "101"


class GovernedBy(Part):
    """A procedure that is not ours and that this route hands over to."""

    procedure: Words
    overrides: Flag = False
    """It stands above this policy for the people it covers."""
    contact: Who | None = None


class RouteBlock(Block):
    """A route. The first of a policy whose `when` holds is taken."""

    when: When = When()
    ladder: tuple[Who, ...] = ()
    """The first rung receives; a later one steps in when everybody before it is concerned, away or late."""
    copy_to: Who | None = None
    """Who else is told."""
    review: Who | None = None
    """Who must look at it; all of an `all_of`."""
    pick: Who | None = None
    """Whom the reporter may choose to tell."""
    emergency: Flag = False
    """The person who reports is first told to ring `call`."""
    call: EmergencyNumber | None = None
    governed_by: GovernedBy | None = None
    handling: tuple[Words, ...] = ()
    """What whoever receives it is reminded of."""
    reporter_may_investigate: Flag = False


class Route(Kind[RouteBlock]):
    """Where a concern goes."""

    name = "route"
    on_screen = "who it goes to"
    Block = RouteBlock
    facts = CASE_FACTS
    persons = CASE_PERSONS

    def check(self, id: str, block: RouteBlock, file: File) -> Iterable[Trouble]:
        if not block.ladder and block.governed_by is None:
            yield Trouble((), "a route needs a ladder: who receives it, and who when they cannot.")
        seen: dict[Who, int] = {}
        for at, rung in enumerate(block.ladder):
            if seen.setdefault(rung, at) != at:
                yield Trouble(
                    ("ladder", at), "the ladder comes back to a rung it has left; it would go round for ever."
                )
            if not rung.roles() and not any(named.prefix is Prefix.PERSON for named in rung.flatten()):
                yield Trouble(
                    ("ladder", at),
                    "a rung needs somebody who can open the record: role:…, not only a contact.",
                )
        if block.emergency != (block.call is not None):
            yield Trouble(("call",), 'an emergency route says what to ring, and only it does: call = "999".')

    def words(self, block: RouteBlock, naming: Naming = bare_name) -> str:
        said = [block.when.words(CASE_FACTS).removesuffix("always") or "in every case"]
        if block.call:
            said.append(f"ring {block.call.value} first")
        if block.governed_by:
            said.append(
                f"{block.governed_by.procedure} governs it{' and overrides ours' * block.governed_by.overrides}"
            )
        if block.ladder:
            said.append(f"it goes to {', or else '.join(rung.words(naming) for rung in block.ladder)}")
        if block.copy_to:
            said.append(f"also told: {block.copy_to.words(naming)}")
        if block.review:
            said.append(f"reviewed by {block.review.words(naming)}")
        if block.pick:
            said.append(f"the person who reports may choose {block.pick.words(naming)}")
        return "; ".join(said)
