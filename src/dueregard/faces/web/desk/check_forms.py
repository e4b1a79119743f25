"""What is asked about each check: no more than the record needs, and never a file."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ....work.training.central_record import (
    Barred,
    CheckKind,
    Evidence,
    Level,
    Outcome,
    UpdateService,
    WhyNot,
)
from ....work.training.models import Check
from ....work.training.queries.checks import why_not_required
from ....work.training.rules.recording import Said
from ..forms.fields import Line, OneOf, Pick
from ..forms.questions import Questions
from ..forms.times import Day
from .check_words import BARRED, EVIDENCE, LEVELS, OUTCOMES, UPDATES, WHY_NOT

_NONE = ("", _("Choose"))
_FOLLOWED = (CheckKind.RIGHT_TO_WORK, CheckKind.EWC)
_OF_A_CERTIFICATE = (
    "level",
    "barred",
    "number",
    "update_service",
    "update_asked_on",
    "decided_by",
    "decided_on",
)


class CheckForm(Questions):
    """One check. What does not belong to it is not asked."""

    outcome = OneOf(label=_("How did it come out?"), choices=())
    why_not = Pick(label=_("Why is it not required?"), choices=[_NONE, *WHY_NOT.items()], required=False)
    words = Line(label=_("The reason in words, where none of these fits"), max_length=300, required=False)
    done_on = Day(label=_("On which day was it done, confirmed or decided?"))
    evidence = OneOf(label=_("What was seen?"), choices=list(EVIDENCE.items()), required=False)
    limited = OneOf(
        label=_("Is the right to work limited in time?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        required=False,
    )
    follow_up_on = Day(label=_("Look again on"), required=False)
    level = OneOf(label=_("Which level is it?"), choices=list(LEVELS.items()), required=False)
    barred = OneOf(label=_("Which barred list did it look at?"), choices=list(BARRED.items()), required=False)
    number = Line(
        label=_("Number of the certificate"),
        help_text=_("Kept encrypted, and shown on no page. Leave it empty to keep the one that is there."),
        max_length=40,
        required=False,
    )
    update_service = OneOf(
        label=_("What did the Update Service say?"), choices=list(UPDATES.items()), required=False
    )
    update_asked_on = Day(label=_("When was the Update Service last asked?"), required=False)
    decided_by = Pick(
        label=_("If it says something: who decided that they may work here?"),
        help_text=_("Write nothing of what it says, here or anywhere in this record."),
        choices=(),
        required=False,
    )
    decided_on = Day(label=_("When was that decided?"), required=False)

    def __init__(self, *args: Any, kind: CheckKind, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        certificate = kind is CheckKind.DBS
        offered = [one for one in Outcome if certificate or one is not Outcome.WITH_CONTENT]
        self.fields["outcome"].choices = [(one, OUTCOMES[one]) for one in offered]  # type: ignore[attr-defined]
        self.fields["decided_by"].choices = [_NONE, *people]  # type: ignore[attr-defined]
        dropped: tuple[str, ...] = ("evidence",) if certificate else _OF_A_CERTIFICATE
        dropped += () if kind in _FOLLOWED else ("follow_up_on",)
        dropped += () if kind is CheckKind.RIGHT_TO_WORK else ("limited",)
        for name in dropped:
            del self.fields[name]

    def said(self) -> Said:
        """What was typed, as the record takes it."""
        given = self.cleaned_data
        limited = given.get("limited")
        return Said(
            self.kind,
            Outcome(given["outcome"]),
            given["done_on"],
            evidence=_one(Evidence, given.get("evidence")),
            why_not=_one(WhyNot, given.get("why_not")),
            words=given.get("words", ""),
            follow_up_on=given.get("follow_up_on"),
            limited=None if not limited else limited == "yes",
            level=_one(Level, given.get("level")),
            barred=_one(Barred, given.get("barred")),
            number=given.get("number", ""),
            update_service=_one(UpdateService, given.get("update_service")),
            update_asked_on=given.get("update_asked_on"),
            decided_by=_one(UUID, given.get("decided_by")),
            decided_on=given.get("decided_on"),
        )


class EarlyForm(Questions):
    """What a start before the certificate rests on."""

    barred_asked_on = Day(label=_("When was the children's barred list looked at?"))
    assessed_on = Day(
        label=_("When was it assessed, in writing, what could happen until the certificate is here?")
    )
    supervised_by = Pick(label=_("Who supervises them?"), choices=())
    review_on = Day(label=_("When is it looked at again?"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["supervised_by"].choices = [_NONE, *people]  # type: ignore[attr-defined]


def as_typed(row: Check) -> dict[str, Any]:
    """A row as it would be typed, to be put right; the number of a certificate is not shown."""
    plain = ("outcome", "why_not", "done_on", "evidence", "follow_up_on", "level", "barred", "update_service")
    typed = {name: getattr(row, name) for name in (*plain, "update_asked_on", "decided_on")}
    limited = "yes" if row.follow_up_on else "no"
    return typed | {
        "decided_by": str(row.decided_by or ""),
        "words": why_not_required(row),
        "limited": limited,
    }


def _one(kind: Any, said: str | None) -> Any:
    return kind(said) if said else None
