"""How each model declares what it holds about people, what for, with whom it may be shared, and for how long.

Every package with models has a `privacy.py` with one `HOLDINGS` tuple; a test fails for the model that is missing. The
papers the law asks for are drawn from these (`assurance.rights`).
"""

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """What something is held for: the lines of a record of processing (UK GDPR Art 30)."""

    CARE = "care"
    """To keep somebody from harm."""
    ACCESS = "access"
    """To know who somebody is, and what they may see."""
    PROOF = "proof"
    """To show what was done, and that nothing was changed."""
    ANSWERING = "answering"
    """To answer for what is held: the provider's decisions about it, and what went wrong with it."""
    RUNNING = "running"
    """For the program to run."""


class Shared(StrEnum):
    """Who else may come to have it."""

    NOBODY = "nobody"
    HELP = "help"
    """Those outside whom a person decides to involve."""
    MAIL = "mail"
    """Whoever carries the provider's mail, as a pointer without a word of it."""
    REGULATOR = "regulator"
    """The regulator, and the people it is about."""


@dataclass(frozen=True, slots=True)
class Privacy:
    """One model's declaration, in sentences a data protection officer can read."""

    model: str
    holds: str
    about: str
    why: str
    kept: str
    leaves_with: str = ""
    """The key or row whose disposal disposes of this one too."""
    _: KW_ONLY
    stays: str = ""
    """Why it is not in an export of everything; empty where it is."""
    goes: str = ""
    """Of words that go neither with a concern nor when two people say so: what disposes of them, or why nothing
    does."""
    purpose: Purpose
    shared: Shared
