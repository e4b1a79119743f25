"""When something new asks for another look at what was closed, or not referred (domain.md 14, rule 8)."""

from collections.abc import Sequence
from datetime import datetime

from ..vocabulary import EntryKind

NEW_FACTS = frozenset(
    {
        EntryKind.NOTE,
        EntryKind.CALL,
        EntryKind.MEETING,
        EntryKind.VISIT,
        EntryKind.LETTER,
        EntryKind.SOCIAL_WORK,
        EntryKind.ASKED,
        EntryKind.ANSWER,
        EntryKind.MORE,
        EntryKind.TOLD,
        EntryKind.HANDED_IN,
        EntryKind.OWN_ACCOUNT,
    }
)
"""What may tell of something that nobody knew when it was decided. Our own steps do not."""


def asks_for_another_look(decided_at: datetime, entries: Sequence[tuple[datetime, str]]) -> bool:
    """Whether something came after a decision that ended it or was against referring, and nobody has looked at it
    since: `entries` are when each was recorded, and its kind."""
    came = [at for at, kind in entries if kind in NEW_FACTS and at > decided_at]
    looked = [at for at, kind in entries if kind == EntryKind.REVIEWED]
    return bool(came) and not any(at > max(came) for at in looked)
