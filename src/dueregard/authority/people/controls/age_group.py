"""`age-group`: learners of some ages whom a policy calls especially vulnerable. Figures are given by it, over all of
them; no key here could mark one person."""

from collections.abc import Iterable
from typing import Annotated, ClassVar

from pydantic import PlainValidator

from ...policy.blocks import Block, Words
from ...policy.kinds import File, Kind
from ...policy.values.trouble import Trouble, wrong
from ...policy.values.who import Naming, bare_name
from ..age_groups import OLDEST, Ages

AGE_GROUP = "age-group"


def _read_age(raw: object) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw <= OLDEST:
        raise wrong(f"{raw!r} is no age; write whole years, from 0 to {OLDEST}.")
    return raw


Years = Annotated[int, PlainValidator(_read_age)]


class AgeGroupBlock(Block):
    """Some ages, and what the policy says of them."""

    misplaced: ClassVar[dict[str, str]] = dict.fromkeys(
        ("flag", "mark", "risk", "weight", "score", "rank", "effect", "effects", "person"),
        "an age group sorts figures and never marks, ranks or touches a person; delete it.",
    )

    youngest: Years | None = None
    """The first year of age in it; left out: from birth."""
    oldest: Years | None = None
    """The last year of age in it; left out: and over."""
    because: Words
    """Why the policy speaks of them."""

    @property
    def ages(self) -> Ages:
        """The ages it holds."""
        return Ages(self.youngest or 0, self.oldest)


class AgeGroup(Kind[AgeGroupBlock]):
    """Ages that figures of learners and of concerns are given by."""

    name = AGE_GROUP
    on_screen = "figures by age group"
    Block = AgeGroupBlock

    def check(self, id: str, block: AgeGroupBlock, file: File) -> Iterable[Trouble]:
        if not block.youngest and block.oldest is None:
            yield Trouble((), "everybody is of some age; say which is the youngest, the oldest or both.")
        elif block.oldest is not None and block.oldest < (block.youngest or 0):
            yield Trouble(("oldest",), "it is below youngest; swap the two.")

    def words(self, block: AgeGroupBlock, naming: Naming = bare_name) -> str:
        return (
            f"figures of learners and of concerns are given for those {block.ages.words()}: {block.because}"
        )
