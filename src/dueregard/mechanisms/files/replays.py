"""Saying again, after a restore, that a file must not be opened."""

from uuid import UUID

from ...ground.audit.operations import Turn
from ...ground.audit.register import Line
from ...ground.backups.replaying import again
from .models import StoredFile
from .operations.withholding import must_not_be_opened
from .vocabulary import FileFlagged


@again(FileFlagged)
def _flag_again(t: Turn, line: Line) -> bool:
    """Needs no key: of what must not be opened nothing is opened for it."""
    file = UUID(line.detail["file"])
    if not StoredFile.objects.filter(pk=file).exists():
        return False
    return must_not_be_opened(t, file)
