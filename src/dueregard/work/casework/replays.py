"""Doing again, after a restore, what was put right in records: entries moved from where they were filed in error, and
concerns joined or parted. Both need the master key: without it nobody reads a word of them either."""

from uuid import UUID

from ...ground.audit.operations import Turn
from ...ground.audit.register import Line
from ...ground.backups.replaying import again
from ...ground.crypto.master import NoMasterKey
from ...ground.crypto.operations import Shut, unseal
from .models import Concern, Entry, JoinedConcern
from .operations.joining import last_joining, write_joining
from .operations.moving import withdraw_entry, write_move
from .verbs import ConcernsJoined, ConcernsParted, EntryMoved

_WHY = "Why was lost with the records; that it was done stood in the register, so it was done again after a restore."


@again(EntryMoved, needs_the_key=True)
def _move_again(t: Turn, line: Line) -> bool:
    """An entry whose other record is not in the backup, or was disposed of, leaves all the same: it stands on somebody
    else's."""
    known = Entry.objects.filter(pk=UUID(line.detail["entry"])).known(t.now)
    entry = known.select_related("concern__account_key").first()
    if entry is None:
        return False
    there = _concern(UUID(line.detail["other"]))
    try:
        words = unseal(entry, "words", entry.concern.account_key)
        if there is None or there.account_key.wrapped is None:
            withdraw_entry(t, entry, to=there)
        else:
            came = UUID(line.detail["came"])
            write_move(t, entry, there=there, words=words, reason=_WHY, came=came)
    except (NoMasterKey, Shut):
        return False  # it waits for the key; or nobody reads it any more, wherever it stands
    return True


@again(ConcernsJoined, needs_the_key=True)
def _join_again(t: Turn, line: Line) -> bool:
    return _say_again(t, line, parted=False)


@again(ConcernsParted, needs_the_key=True)
def _part_again(t: Turn, line: Line) -> bool:
    return _say_again(t, line, parted=True)


def _say_again(t: Turn, line: Line, *, parted: bool) -> bool:
    own = UUID(line.detail["joining"])
    concern, other = _concern(line.subject), _concern(UUID(line.detail["other"]))
    if concern is None or other is None or JoinedConcern.objects.filter(pk=own).exists():
        return False
    before = last_joining(concern, other)
    try:
        write_joining(t, concern, other, reason=_WHY, before=before, parted=parted, own=own)
    except NoMasterKey:
        return False
    return True


def _concern(which: UUID) -> Concern | None:
    found: Concern | None = Concern.objects.filter(pk=which).select_related("account_key").first()
    return found
