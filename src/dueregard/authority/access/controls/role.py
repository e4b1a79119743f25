"""`role`: a post or a body, what it is called and what it may do. Who holds it is never in a policy."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from ....ground.tenancy.models import Site
from ....ground.tenancy.queries import sites_open
from ...policy.answers import Basis, Count, EffectOfChange, InForce, Lack, Reading, Scope, Status, Treatment
from ...policy.blocks import Block, Flag, Words
from ...policy.kinds import File, Kind
from ...policy.queries import lookup
from ...policy.values.figures import Least
from ...policy.values.resolve import resolve
from ...policy.values.trouble import Trouble, one_of
from ...policy.values.who import Named, Naming, Prefix, Who, bare_name
from ..queries import holders
from ..vocabulary import Capability

_DIRECTORY = (
    "who holds a post, and how to reach them, belongs in the directory and not in the policy; delete it here."
)


class RoleBlock(Block):
    """A post."""

    misplaced: ClassVar[dict[str, str]] = dict.fromkeys(
        ("holder", "holders", "name", "person", "email", "phone", "telephone"), _DIRECTORY
    )

    title: Words
    aliases: tuple[Words, ...] = ()
    """Other titles the policy uses for the same post."""
    minimum: Least
    """How many must hold it at any time (at each site when `each_site`)."""
    may: tuple[Capability, ...] = ()
    deputises_for: Who | None = None
    each_site: Flag = False
    body: Flag = False
    """Several people who act as one: a board, a senior team. It may be named `body:…` as well as `role:…`."""
    accountable: Flag = False
    duties: tuple[Words, ...] = ()


class Role(Kind[RoleBlock]):
    """Declares `role:ID`, and `body:ID` for a body."""

    name = "role"
    on_screen = "post"
    Block = RoleBlock

    def declares(self, id: str, block: RoleBlock) -> Mapping[Named, str]:
        prefixes = (Prefix.ROLE, Prefix.BODY) if block.body else (Prefix.ROLE,)
        return {Named(prefix, id): block.title for prefix in prefixes}

    def check(self, id: str, block: RoleBlock, file: File) -> Iterable[Trouble]:
        if len(set(block.may)) != len(block.may):
            yield Trouble(("may",), "a power is named twice.")
        if block.deputises_for is None:
            return
        if any(named.prefix is not Prefix.ROLE for named in block.deputises_for.flatten()):
            yield Trouble(("deputises_for",), "only posts have deputies; name them as role:….")
        elif id in _covered(id, file):
            yield Trouble(
                ("deputises_for",), "these posts deputise for each other in a circle; nobody would be left."
            )

    def ready(self, control: InForce[RoleBlock], scope: Scope) -> Iterable[Lack]:
        """Too few people in the post: at all, or at one of the sites."""
        needed = _needed(control, scope)
        for site, held in _held(control, scope):
            if held < needed:
                place = f" at {site.name}" if site else ""
                who = f"{held} of {needed} people hold" if held else "Nobody holds"
                yield Lack(control.address, f"{who} the post {control.block.title}{place}.")

    def evidence(self, control: InForce[RoleBlock], scope: Scope) -> Reading:
        """Whether enough people hold the post."""
        lacks = list(self.ready(control, scope))
        count = Count(
            len({row.person_id for row in holders([control.id], scope.moment)}),
            _needed(control, scope),
            "people",
        )
        if lacks:
            return Reading(
                Status.NOT_MET, " ".join(lack.sentence for lack in lacks), Basis.HAPPENED_HERE, count
            )
        return Reading(Status.MET, "the post is held", Basis.HAPPENED_HERE, count)

    def change(self, old: InForce[RoleBlock], new: InForce[RoleBlock], scope: Scope) -> EffectOfChange:
        """Whoever holds the post may do what the new edition says from the day it is in force."""
        given, taken = (
            ", ".join(power.value.replace("-", " ") for power in some) or "nothing"
            for some in (set(new.block.may) - set(old.block.may), set(old.block.may) - set(new.block.may))
        )
        affected = len({row.person_id for row in holders([new.id], scope.moment)})
        if set(old.block.may) == set(new.block.may):
            return EffectOfChange(Treatment.KEEP, 0, "Whoever holds the post may do what they could before.")
        return EffectOfChange(
            Treatment.MOVE, affected, f"Whoever holds the post gains: {given}; and loses: {taken}."
        )

    def words(self, block: RoleBlock, naming: Naming = bare_name) -> str:
        said = [block.title]
        if block.aliases:
            said.append(f"also called {one_of(block.aliases)}")
        if block.deputises_for:
            said.append(f"stands in for {block.deputises_for.words(naming)}")
        said.append(
            f"how many must hold it: {block.minimum.words()}{' at each site' if block.each_site else ''}"
        )
        if block.may:
            said.append(f"may {', '.join(power.value.replace('-', ' ') for power in block.may)}")
        return "; ".join(said)


def _needed(control: InForce[RoleBlock], scope: Scope) -> int:
    """How many must hold it; where the policy gives no figure, somebody must."""
    least = resolve(control.block.minimum, {}, lookup(scope.moment), f"{control.address}.minimum").value
    return 1 if least is None else least


def _held(control: InForce[RoleBlock], scope: Scope) -> Iterable[tuple[Site | None, int]]:
    """How many hold it, at each site where the policy asks it of each."""
    sites = sites_open(scope.moment) if control.block.each_site else ()
    for site in sites or (None,):
        rows = holders([control.id], scope.moment, site_id=site.id if site else None)
        yield site, len({row.person_id for row in rows})


def _covered(id: str, file: File) -> set[str]:
    """The posts this one stands in for, directly or by way of others."""
    blocks = file.blocks("role")
    found: set[str] = set()
    waiting = [id]
    while waiting:
        block = blocks.get(waiting.pop())
        if isinstance(block, RoleBlock) and block.deputises_for:
            new = block.deputises_for.roles() - found
            found |= new
            waiting += new
    return found
