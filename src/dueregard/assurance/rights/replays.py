"""Doing again, after a restore, what was disposed of: the keys are destroyed by their own lines of the register."""

from datetime import date
from uuid import UUID

from ...ground.audit.operations import Turn
from ...ground.audit.register import Line
from ...ground.audit.vocabulary import Stream
from ...ground.backups.replaying import again
from ...work.casework.models import Concern
from ...work.casework.operations.disposing import Things, note_gone
from .disposing import Gone, write_disposal
from .keeping_words import LooseDisposedOf, LooseKind, RecordClass, RecordDisposedOf, Why
from .loose import GoneLoose, write_loose_disposal
from .models import Disposal, LooseDisposal


@again(RecordDisposedOf)
def _take_out_again(t: Turn, line: Line) -> bool:
    """What the backup does not have was never put back: then only the register tells of it."""
    concern = Concern.objects.filter(pk=line.subject).first()
    if concern is None or Disposal.objects.filter(concern=concern).exists():
        return False
    said = line.detail
    note_gone(t, concern)
    write_disposal(
        t,
        concern,
        Gone(
            UUID(said["disposal"]),
            RecordClass(said["record_class"]),
            Why(said["why"]),
            _day(said["due_on"]),
            UUID(said["first"]),
            UUID(said["second"]),
            Things(said["entries"], said["files"], said["letters"], said["people"]),
            _day(said["held_until"]),
            line.effective,
        ),
    )
    return True


@again(LooseDisposedOf)
def _note_again(t: Turn, line: Line) -> bool:
    """Whether what it was of is in the backup, its keys' own lines have seen to; the certificate is written in any
    case, unless it is there."""
    said = line.detail
    if LooseDisposal.objects.filter(thing_id=line.subject).exists():
        return False
    gone = GoneLoose(
        UUID(said["loose_disposal"]),
        LooseKind(said["kind"]),
        line.subject,
        RecordClass(said["record_class"]),
        Why(said["why"]),
        _day(said["due_on"]),
        UUID(said["first"]),
        UUID(said["second"]),
        _day(said["held_until"]),
        line.effective,
    )
    write_loose_disposal(t, gone, stream=Stream(line.stream))
    return True


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
