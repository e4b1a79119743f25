"""How a matter ended, in words the person it is about can show to others. One list; none of them accuses. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class Ended(StrEnum):
    """Which sentence. The ids are for ever: rows name them."""

    NO_FURTHER = "no-further-action"
    NOT_BORNE_OUT = "not-borne-out"
    SUPPORTED = "support-agreed"
    ENDED = "ended"
    """That it has ended, and nothing of how."""


SENTENCES: Mapping[Ended, str] = {
    Ended.NO_FURTHER: (
        "We looked at what was brought to us about you. No further action was needed, and nothing in it is held "
        "against you."
    ),
    Ended.NOT_BORNE_OUT: (
        "We looked into what was brought to us about you. It was not borne out, and nothing in it is held against you."
    ),
    Ended.SUPPORTED: (
        "We looked at what was brought to us about you, and agreed support with you. That has ended, and nothing in it "
        "is held against you."
    ),
    Ended.ENDED: "A matter that was brought to us and concerned you has ended. Nothing more is to be done.",
}


def may_say(*, restricted: bool) -> tuple[Ended, ...]:
    """The sentences that may go out. Of a restricted matter only that it has ended: how it ended is told by whoever
    manages the case, in the procedure for that."""
    return (Ended.ENDED,) if restricted else tuple(Ended)
