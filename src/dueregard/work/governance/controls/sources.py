"""`sources`: the law, guidance and help a policy relies on, and how often somebody looks whether each still stands."""

from collections.abc import Iterable

from ....authority.policy.answers import InForce, Lack, Scope
from ....authority.policy.queries import pack_of
from ....authority.policy.values.who import Naming, bare_name
from ..rules.register_blocks import SOURCES, Source, SourcesBlock
from .registers import RegisterKind


class Sources(RegisterKind[SourcesBlock]):
    """What the policy relies on. No other machine is asked: a person looks."""

    name = SOURCES
    on_screen = "the law and guidance this policy relies on"
    Block = SourcesBlock
    entries_are = "sources"

    def ready(self, control: InForce[SourcesBlock], scope: Scope) -> Iterable[Lack]:
        """As every register; and a source said to carry a clause that the policy does not have."""
        yield from super().ready(control, scope)
        pack = pack_of(control.edition_id)
        for item in control.block.items:
            for clause in item.clauses:
                if pack.clause(clause) is None:
                    said = f"{item.title} is said to carry clause {clause}, which the policy does not have."
                    yield Lack(control.address, said)

    def words(self, block: SourcesBlock, naming: Naming = bare_name) -> str:
        return f"{'; '.join(map(cited, block.items))}; {self.said(block, naming)}"


def cited(item: Source) -> str:
    """A source as somebody would cite it."""
    section = f"section {item.section}" if item.section else ""
    return ", ".join(filter(None, (item.title, item.edition, section)))


SOURCES_KIND = Sources()
