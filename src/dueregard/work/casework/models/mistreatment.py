"""That a matter is one of bullying, harassment or discrimination, and what was done to challenge it."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from .record import OfConcern


class Mistreatment(OfConcern):
    """What somebody who handles a matter marked it as. A later row replaces it: what was done, how it ended.

    Which kind it was, on what ground and where is under the concern's key with everything else; no column tells it, so
    nothing can sort or join by it. The columns say only how far the answer to it has come.
    """

    named_as: ClassVar[str] = "mistreatment"
    stands = models.BooleanField()
    """Whether it is so; not, once somebody found that it was none of these after all."""
    challenged = models.BooleanField()
    """Whether it says what was done to challenge it."""
    ended = models.BooleanField()
    """Whether it says how it ended."""
    words = SealedField(context="casework.mistreatment.v1", key="concern.account_key")
