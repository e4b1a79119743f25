"""What a provider has answered to the questions of the law's papers."""

from typing import ClassVar

from django.db import models

from ....ground.audit.house import HouseFact


class Answer(HouseFact):
    """An answer, as it is from a time on, until that of the next one. It is about the provider, never about a case."""

    named_as: ClassVar[str] = "answer"
    question = models.SlugField(max_length=40)
    value = models.CharField(max_length=2000)
    since = models.DateTimeField()
    """From when it is so; it may have been decided before it was written down here."""

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*HouseFact.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "question"], name="rights_answer_question")
        ]
