"""What is written down about a referral besides its stages, each a row of the record under the concern's own key."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.kernel.constraints import SameProvider
from .record import OfConcern
from .referrals import Referral


class OfReferral(OfConcern):
    """A row about one referral. A later one of its sort replaces it."""

    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")

    class Meta(OfConcern.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfConcern.Meta.constraints,
            SameProvider("referral", name="%(app_label)s_%(class)s_referral_own"),
        ]


class Checklist(OfReferral):
    """The questions somebody answers before a referral is sent; an answer may be left for later."""

    named_as: ClassVar[str] = "checklist"
    words = SealedField(context="casework.checklist.v1", key="concern.account_key")


class Paper(OfReferral):
    """What is told to whoever a referral is for, box by box, as somebody read and changed it."""

    named_as: ClassVar[str] = "paper"
    template = models.CharField(max_length=24)
    edition = models.PositiveSmallIntegerField()
    words = SealedField(context="casework.paper.v1", key="concern.account_key")


class Told(OfReferral):
    """Whether the person, or a parent or carer, was told of a referral. It needs nobody's consent; telling is another
    question, and so is not telling."""

    named_as: ClassVar[str] = "told"
    whom = models.CharField(max_length=8)
    told = models.CharField(max_length=12)
    happened_at = models.DateTimeField(null=True, blank=True)
    words = SealedField(context="casework.told.v1", key="concern.account_key")


class Consent(OfReferral):
    """Whether somebody agreed to support such as Channel, as those who give it tell us. It is theirs to ask."""

    named_as: ClassVar[str] = "consent"
    said = models.CharField(max_length=12)
    heard_on = models.DateField()
    words = SealedField(context="casework.consent.v1", key="concern.account_key")


class Copy(OfConcern):
    """A file was made of a paper, to be sent by hand. Its fingerprint lies under the key: in clear it would tell
    whoever holds a file whose record it is from."""

    named_as: ClassVar[str] = "copy"
    paper = models.ForeignKey(Paper, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    form = models.CharField(max_length=8)
    words = SealedField(context="casework.copy.v1", key="concern.account_key")

    class Meta(OfConcern.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfConcern.Meta.constraints,
            SameProvider("paper", name="casework_copy_paper_own"),
        ]
