"""Signs that somebody marked a concern with, beside its narrative."""

from typing import ClassVar

from ....ground.crypto.fields import SealedField
from .record import OfConcern


class Marking(OfConcern):
    """The signs somebody saw described in a concern. A later marking replaces it.

    Which they are is under the concern's key with everything else: no column tells them, so nothing can sort or join by
    one, and they go when the concern goes.
    """

    named_as: ClassVar[str] = "marking"
    words = SealedField(context="casework.marking.v1", key="concern.account_key")
