"""How a file stands, from what was found out about it."""

from collections.abc import Collection

from ..vocabulary import Found, State


def state_of(found: Collection[Found], *, disposed_of: bool, scans: bool) -> State:
    """`scans`: whether a virus scanner is set up; then nothing is opened that it has not looked at.

    What must not be opened stays so, whatever else was found; and it is the first thing that is looked at.
    """
    if disposed_of:
        return State.DISPOSED_OF
    if Found.MUST_NOT_BE_OPENED in found:
        return State.MUST_NOT_BE_OPENED
    if Found.INFECTED in found:
        return State.INFECTED
    if scans and Found.CLEAN not in found:
        return State.WAITS_FOR_SCANNER
    if Found.NOT_WASHED in found:
        return State.NOT_WASHED
    return State.READY if Found.WASHED in found else State.BEING_CHECKED
