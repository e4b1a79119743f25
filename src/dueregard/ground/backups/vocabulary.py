"""Why a file may be refused."""

from ..kernel.refusals import Refusal


class RegisterWanted(Refusal):
    """There is no register beside this backup, so nobody can tell what may not come back."""

    code = "no-register"


class NotABackup(Refusal):
    """This file is not a backup of Due Regard."""

    code = "not-a-backup"


class NotWhole(Refusal):
    """This backup is not whole: it was cut short or changed on its way. Fetch it again, or take another one."""

    code = "backup-not-whole"


class WrongSecret(Refusal):
    """This passphrase or identity does not open this backup."""

    code = "wrong-secret"


class WrongPassphrase(WrongSecret):
    """The passphrase does not open this backup."""


class Unsuitable(Refusal):
    """This backup cannot be restored here."""

    code = "unsuitable-backup"
