"""New editions of law and guidance that somebody took on."""

from typing import ClassVar

from django.db import models

from ....ground.audit.house import HouseFact


class GuidanceEdition(HouseFact):
    """From a day on, this edition of a text is what is asked here. What ships stays, for the days before."""

    named_as: ClassVar[str] = "guidance_edition"
    document = models.SlugField(max_length=60)
    """Tells the text from others, in every edition."""
    since = models.DateField()
    """From which day it is in force."""
    text = models.TextField()
    """The catalogue as its file came. It names nobody."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the text."""

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*HouseFact.Meta.constraints]
