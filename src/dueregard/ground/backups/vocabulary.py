"""What a restore writes into the audit record, and why a file may be refused."""

from datetime import datetime

from ..audit.vocabulary import Verb, verb
from ..kernel.refusals import Refusal


@verb("backups.restored")
class Restored(Verb):
    """The records were put back from a backup.

    The entry follows the old head, which its `previous` names, and is the new one: so whoever kept a later head outside
    can tell an honest restore from tampering.
    """

    made_at: datetime
    """When the backup was made: what was written between then and the restore is lost."""
    old_seq: int


class NotABackup(Refusal):
    """This file is not a backup of Due Regard."""

    code = "not-a-backup"


class NotWhole(Refusal):
    """This backup is not whole: it was cut short or changed on its way. Fetch it again, or take another one."""

    code = "backup-not-whole"


class WrongSecret(Refusal):
    """This passphrase or identity does not open this backup."""

    code = "wrong-secret"


class Unsuitable(Refusal):
    """This backup cannot be restored here."""

    code = "unsuitable-backup"
