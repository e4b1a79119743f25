"""Numbers of paper forms, each of which stands for one report.

A number is random and carries four letters made under the provider's key: so we know one that was printed here from one
that was not, without keeping a list.
"""

import hashlib
from collections.abc import Callable
from hmac import compare_digest
from uuid import UUID

from ...ground.crypto.operations import tag
from .rules.receipts import CODE_GROUP, make_code, make_reference, tidy

_LETTERS = 3 * CODE_GROUP + 2
"""Of a whole number, with its two dashes."""


def make_number(choose: Callable[[str], str]) -> str:
    """A number such as `K7QF-3MWD-9XNC`; `choose` picks one letter (secrets.choice outside tests)."""
    random = make_reference(choose)
    return f"{random}-{_proof(random)}"


def number_printed(typed: str) -> str | None:
    """The number in our spelling, however it was typed; None for one that was never printed here."""
    number = tidy(typed)
    random, _dash, proof = number.rpartition("-")
    ours = len(number) == _LETTERS and compare_digest(proof.encode(), _proof(random).encode())
    return number if ours else None


def request_of(number: str) -> UUID:
    """The request under which what stands on this form is kept: one number is one report."""
    return UUID(tag("paper-request", _id_of(number))[:32])


def _proof(random: str) -> str:
    return make_code(int(tag("paper-number", _id_of(random)), 16))[:CODE_GROUP]


def _id_of(words: str) -> UUID:
    return UUID(bytes=hashlib.sha256(words.encode()).digest()[:16])
