"""`route`: who gets a concern, by who reports it and whom it is about; whoever may not have it is passed over."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from ....authority.access.queries import holders
from ....authority.policy.answers import Basis, Count, InForce, Lack, Reading, Scope, Status
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
    reporter_may_investigate: Flag | None = None
    """Whether whoever raised it may look into it and decide on it; a policy that does not say bars nobody."""


class Route(Kind[RouteBlock]):
    """Where a concern goes."""

    name = "route"
    on_screen = "who it goes to"
    Block = RouteBlock
    facts = CASE_FACTS
    persons = CASE_PERSONS

    def __init__(self) -> None:
        self._counted: Callable[[Sequence[InForce[RouteBlock]], Scope], Sequence[int]] | None = None

    def be_counted_by(self, count: Callable[[Sequence[InForce[RouteBlock]], Scope], Sequence[int]]) -> None:
        """Teach it who counts the concerns each put before somebody in the last year: the queries, which know rows."""
        self._counted = count

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

    def ready(self, control: InForce[RouteBlock], scope: Scope) -> Iterable[Lack]:
        """Nobody on its way holds a post, or a single person holds all of them."""
        roles = {role for rung in control.block.ladder for role in rung.roles()}
        people = {row.person_id for row in holders(roles, scope.moment)}
        if roles and not people:
            yield Lack(control.address, "Nobody holds any post that a concern on this way would go to.")
        elif roles and len(people) == 1:
            yield Lack(
                control.address,
                "One person holds every post on this way: a concern about them would reach nobody here.",
            )

    def evidence(self, control: InForce[RouteBlock], scope: Scope) -> Reading:
        """Whether it leads to somebody, and how many concerns went that way in the last year."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[InForce[RouteBlock]], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        if self._counted is None:
            raise RuntimeError("nobody has taught the route what went its way")
        counts = self._counted(controls, scope)
        return [self._reading(one, went, scope) for one, went in zip(controls, counts, strict=True)]

    def _reading(self, control: InForce[RouteBlock], went: int, scope: Scope) -> Reading:
        lacks = list(self.ready(control, scope))
        if lacks:
            return Reading(Status.NOT_MET, lacks[0].sentence, Basis.HAPPENED_HERE)
        ladder = control.block.ladder
        if ladder and ladder[0].roles() and not holders(ladder[0].roles(), scope.moment):
            return Reading(
                Status.AT_RISK,
                "Nobody holds the first post on its way; concerns go to the next.",
                Basis.HAPPENED_HERE,
            )
        if not went:
            return Reading(Status.NO_OCCASION, "no concern came this way in the last year")
        return Reading(
            Status.MET,
            "every concern was put before somebody",
            Basis.HAPPENED_HERE,
            Count(went, went, "concerns"),
        )

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
        if block.reporter_may_investigate is False:
            said.append("the person who reports does not look into it or decide on it")
        return "; ".join(said)


ROUTE = Route()
