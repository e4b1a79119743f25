"""`role`: a post or a body, what it is called and what it may do. Who holds it is never in a policy."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from ...policy.blocks import Block, Flag, Words
from ...policy.kinds import File, Kind
from ...policy.values.figures import Least
from ...policy.values.trouble import Trouble, one_of
from ...policy.values.who import Named, Naming, Prefix, Who, bare_name
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
