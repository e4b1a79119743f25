"""After sending: at most two questions about how it was written, each an addition and each to be left empty."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ....work.casework.reports import More, Report
from ....work.casework.rules.suggesting import Suggestion, Written, initials_in, suggestions
from ....work.casework.vocabulary import AboutKind, ReporterKind
from ..forms.fields import Line, Narrative, RequestId

STEP = "suggested"


class SuggestedForm(forms.Form):
    """The questions that were put. Nothing of it is needed."""

    request_id = RequestId()
    full_name = Line(label=_("Their full name, if you know it"), required=False)
    when = Line(
        label=_("When did you see this, or hear of it?"), help_text=_("The day is enough."), required=False
    )
    whose_words = Narrative(
        label=_("Whose words are these?"),
        help_text=_("Did you see or hear it yourself, or did somebody tell you? You need not say who."),
        rows=2,
        required=False,
    )
    BOXES = (
        (Suggestion.FULL_NAME, "full_name"),
        (Suggestion.WHEN, "when"),
        (Suggestion.WHOSE_WORDS, "whose_words"),
    )

    def __init__(self, *args: Any, put: tuple[Suggestion, ...], initials: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        for suggestion, name in self.BOXES:
            if suggestion not in put:
                del self.fields[name]
        if initials and "full_name" in self.fields:
            self.fields["full_name"].help_text = _(
                "You wrote %(initials)s. Is that somebody of your group? A full name helps us find the right person."
            ) % {"initials": initials}

    @property
    def asks(self) -> bool:
        """Whether there is anything to ask."""
        return len(self.fields) > 1

    def more(self) -> More | None:
        """What was answered, as an addition; None when all was left empty."""
        said = {
            suggestion.value: self.cleaned_data[name]
            for suggestion, name in self.BOXES
            if self.cleaned_data.get(name)
        }
        return More(words=said) if said else None


def suggested(report: Report) -> SuggestedForm:
    """The questions worth putting about a report that has been sent."""
    names = tuple(named.words.get("name", "") for named in report.people)
    written = Written(
        text=" ".join(report.account.values()),
        names=names,
        by_staff=report.reporter is ReporterKind.STAFF,
        about_self=report.about is AboutKind.SELF,
        says_when=any((report.noticed, report.happened, report.disclosed, report.told_at)),
        says_how_known=bool(report.account.get("said") or report.account.get("recording")),
    )
    return SuggestedForm(put=suggestions(written), initials=", ".join(initials_in(names)))


def answered(data: Any) -> SuggestedForm:
    """The questions that were put, with their answers as they were sent."""
    put = tuple(suggestion for suggestion, name in SuggestedForm.BOXES if name in data)
    return SuggestedForm(data, put=put)
