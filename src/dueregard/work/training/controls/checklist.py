"""`checklist`: what somebody is taken through once, item by item, such as at their induction; done when every item is
ticked."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from ....authority.people.audience_words import audience_words
from ....authority.people.audiences import AUDIENCE
from ....authority.policy.answers import Duty, InForce, Lack, Reading, Scope
from ....authority.policy.blocks import Block, Id, Part, Reminder, Words
from ....authority.policy.kinds import File, Kind
from ....authority.policy.queries import shelf
from ....authority.policy.values.figures import TimeLimit
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.when import When
from ....authority.policy.values.who import Naming, bare_name
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import NothingHere
from ..queries.duties import duties_under
from ..rules.requirements import Requirement
from ..vocabulary import Result
from .asking import Asked, given, lacking_of, readings_of

MOST_ITEMS = 40
_LONGEST = 60
"""What the record keeps a course by is no longer."""


class Item(Part):
    """One line of a checklist."""

    id: Id
    words: Words


class ChecklistBlock(Block):
    """What an audience is taken through once. Each item is ticked for itself, with who did it and when."""

    title: Words
    audience: When = When()
    items: tuple[Item, ...]
    within: TimeLimit
    """Of joining the audience, for the last of them."""
    grace: TimeLimit | None = None
    remind: Reminder | None = None


class Checklist(Kind[ChecklistBlock]):
    """What is ticked, item by item."""

    name = "checklist"
    on_screen = "checklist"
    Block = ChecklistBlock
    facts = AUDIENCE

    def ready(self, control: InForce[ChecklistBlock], scope: Scope) -> Iterable[Lack]:
        """No time is given."""
        for key in asked_of(control, scope.moment).unset:
            yield Lack(
                f"{control.address}.{key}", "A time is left open, so nothing can be overdue by it yet."
            )

    def evidence(self, control: InForce[ChecklistBlock], scope: Scope) -> Reading:
        """Of how many of the audience every item is ticked, and whether anybody is late."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[InForce[ChecklistBlock]], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        return readings_of([asked_of(one, scope.moment) for one in controls], scope.moment)

    def duties(self, control: InForce[ChecklistBlock], scope: Scope) -> Iterable[Duty]:
        """Everybody of the audience with an item that is not ticked; nothing of it is restricted."""
        if scope.circle is not Stream.OPEN:
            return ()
        asked = asked_of(control, scope.moment)
        return duties_under(asked.requirement, asked.audience, scope.moment)

    def lacking(
        self, control: InForce[ChecklistBlock], person_ids: Collection[UUID], moment: Moment
    ) -> Mapping[UUID, tuple[str, ...]]:
        """Which items are not ticked of these people, in words."""
        words = items_of(control)
        found = lacking_of(asked_of(control, moment), person_ids, moment)
        return {person: tuple(words[one].rstrip(".") for one in missing) for person, missing in found.items()}

    def check(self, id: str, block: ChecklistBlock, file: File) -> Iterable[Trouble]:
        if not 1 <= len(block.items) <= MOST_ITEMS:
            yield Trouble(("items",), f"a checklist has from 1 to {MOST_ITEMS} items.")
        often = Counter(item.id for item in block.items)
        for at, item in enumerate(block.items):
            if often[item.id] > 1:
                yield Trouble(("items", at, "id"), f"two items are called {item.id!r}.")
            if len(kept_as(id, item.id)) > _LONGEST:
                yield Trouble(
                    ("items", at, "id"), f"with {id!r} before it this is too long; shorten one of them."
                )

    def words(self, block: ChecklistBlock, naming: Naming = bare_name) -> str:
        items = "; ".join(item.words.rstrip(".") for item in block.items)
        said = [
            f"{audience_words(block.audience, naming)}: {block.title} ({items})",
            f"after joining: {block.within.words()}",
            "each item is ticked, with who did it and when",
        ]
        if block.grace:
            said.insert(2, f"days of grace after that: {block.grace.words()}")
        return "; ".join(said)


def kept_as(checklist: str, item: str) -> str:
    """What a completion calls an item: never what it calls a course."""
    return f"{checklist}--{item}"


def items_of(control: InForce[ChecklistBlock]) -> dict[str, str]:
    """The words of each item, by what a completion calls it, in the order of the policy."""
    return {kept_as(control.id, item.id): item.words for item in control.block.items}


def checklist_at(address: str, moment: Moment) -> InForce[ChecklistBlock]:
    """The checklist at an address, as in force at the moment. Raises `NothingHere`."""
    for one in shelf(moment).of_kind("checklist"):
        if one.address == address:
            return one
    raise NothingHere


def asked_of(control: InForce[ChecklistBlock], moment: Moment) -> Asked:
    """What a control asks for at a moment, its figures given."""
    times = given(control, moment, "within", "grace")
    requirement = Requirement(
        control.address,
        tuple(items_of(control)),
        accepts=frozenset({Result.TICKED}),
        first=times.values["within"],
        grace=times.values["grace"],
        remind=times.reminder(control.block.remind),
    )
    return Asked(requirement, control.block.audience, times.unset)


CHECKLIST = Checklist()
