"""How each model declares what it holds about people, why and for how long.

Every package with models has a `privacy.py` with one `HOLDINGS` tuple; a test fails for the model that is missing.
"""

from dataclasses import dataclass


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
