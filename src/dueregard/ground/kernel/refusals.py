"""Anticipated refusals: things a person or a file may ask for that we will not do, said in plain English.

A face translates them once (a form error, a 4xx page, an exit code). Anything else that goes wrong is a fault
and crashes. The class docstring is the default sentence.
"""

from typing import ClassVar


class Refusal(Exception):
    """That cannot be done."""

    code: ClassVar[str] = "refused"
    exit_status: ClassVar[int] = 1

    def __init__(self, sentence: str = "", *, who_can_help: str = "", field: str = "") -> None:
        self.sentence = sentence or (type(self).__doc__ or "").strip()
        self.who_can_help = who_can_help
        self.field = field
        super().__init__(self.sentence)


class NotPermitted(Refusal):
    """You cannot do this."""

    code = "not-permitted"


class NothingHere(Refusal):
    """There is nothing here."""

    # The same answer for what never was, what is another provider's, and what this reader may not know of.
    code = "nothing-here"


class BadInput(Refusal):
    """Something in what was sent needs putting right."""

    code = "bad-input"


class OutOfTurn(Refusal):
    """Somebody else got there first. Look again before you decide."""

    code = "out-of-turn"


class Tampered(Refusal):
    """The audit record does not match what was written."""

    code = "tampered"
    exit_status = 3
