"""What whoever reported may hear when a matter has ended."""

from ..vocabulary import Closing

_TELLS_OF_NOBODY = frozenset({Closing.ENDED})
_USUAL = _TELLS_OF_NOBODY | {Closing.CHECKED, Closing.HELPED}
_WITH_FEEDBACK = _USUAL | {Closing.PASSED_ON, Closing.OWN_WORDS}


def may_hear(*, feedback: bool, restricted: bool, about_self: bool) -> frozenset[Closing]:
    """The closing sentences that may go back to the reporter.

    `feedback`: a policy in force says that whoever reports is told how it ended, or that it is written down whether
    they were; then a handler may say more than that it was looked into. Of a restricted matter nobody but the person it
    is about hears more than that it has ended, whatever a policy says: all else would tell of somebody's conduct.
    """
    if restricted and not about_self:
        return _TELLS_OF_NOBODY
    return _WITH_FEEDBACK if feedback else _USUAL
