"""What a page about a draft begins with: who reads, and the very text they have before them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from .....authority.policy.editing.parts import Parts, Stretch
from .....authority.policy.gate import Judgement, judge_once
from .....authority.policy.grammar.document import Fence
from .....ground.kernel.refusals import NothingHere
from .....work.governance.models import Draft
from .....work.governance.operations.drafting import save_draft
from .....work.governance.queries.drafts import draft, texts
from ...scope import Visit
from ..governance.keeping import keeper

ROW = "draft"
"""The box of a form that says which text was read: what somebody else kept since is not overwritten."""


@dataclass(frozen=True)
class Reading:
    """A visit to one text of a draft."""

    seen: Visit
    row: Draft
    at: int
    """Which section or check of it, counted from 0 in the order of the file."""

    @cached_property
    def parts(self) -> Parts:
        """The text, cut into its parts."""
        return Parts(self.row.text)

    @cached_property
    def judgement(self) -> Judgement:
        """What the gate says of it."""
        return judge_once(self.row.text.encode(), f"{self.row.policy}.md")

    @property
    def sections(self) -> list[Stretch]:
        """Its sections: a heading without an id opens none."""
        return [stretch for stretch in self.parts.stretches if stretch.heading.id]

    @property
    def section(self) -> Stretch:
        """The section the page is about. Raises `NothingHere`."""
        if self.at >= len(self.sections):
            raise NothingHere
        return self.sections[self.at]

    @property
    def check(self) -> Fence:
        """The check the page is about. Raises `NothingHere`."""
        if self.at >= len(self.parts.document.fences):
            raise NothingHere
        return self.parts.document.fences[self.at]

    def keep(self, text: str) -> Draft:
        """Keep a new text in place of the one that was read. Raises what `save_draft` raises."""
        return save_draft(draft_id=self.row.id, text=text, actor=self.seen.actor, now=self.seen.moment.as_at)


def read(request: HttpRequest, begun: UUID) -> tuple[Reading, dict[str, Any]]:
    """A draft as the form that was sent showed it; without one, as it stands. Raises `NotPermitted`, `NothingHere`."""
    seen, page = keeper(request)
    stands = draft(begun, seen.moment)
    if stands is None:
        raise NothingHere
    shown = request.POST.get(ROW, "")
    row = next((one for one in texts(begun, seen.moment) if str(one.id) == shown), stands.row)
    at = request.GET.get("at", "0")
    reading = Reading(seen, row, int(at) if at.isdecimal() and len(at) <= 4 else 0)
    return reading, page | {"begun": begun, "read_row": row.id, "reading": reading}
