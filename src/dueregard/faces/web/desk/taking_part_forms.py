"""What is asked about a learner who does not take part; and how each answer is called on screen."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ....work.engagement.vocabulary import KEPT, OUTCOMES, CameOfIt, Kept, Outcome, Sort, Topic, Way
from ..forms.fields import Line, Narrative, OneOf, Pick, RequestId, SomeOf, Tick
from ..forms.questions import Questions
from ..forms.times import Day

SORTS = {
    Sort.STOPPED: _("They stopped taking part, and I do not know why"),
    Sort.BREAK: _("They are on a break in learning, or on furlough"),
    Sort.NO_ACCESS: _("They cannot open the modules on keeping safe"),
}
CALLED = {
    Sort.STOPPED: _("Not taking part"),
    Sort.BREAK: _("Break in learning"),
    Sort.NO_ACCESS: _("Cannot open modules"),
}
TOPICS = {
    Topic.ONLINE_SAFETY: _("Online safety"),
    Topic.SAFEGUARDING: _("Safeguarding"),
    Topic.PREVENT: _("Prevent"),
}
KEPT_AS = {
    Kept.ATTEMPT: _("Somebody tried to reach them"),
    Kept.CONTACT: _("We were in touch"),
    Kept.REVIEW: _("We looked at their programme together"),
    Kept.LEARNING: _("They showed that they learn"),
}
WAYS = {
    Way.PHONE: _("By telephone"),
    Way.MESSAGE: _("By text or message"),
    Way.EMAIL: _("By mail"),
    Way.LETTER: _("By letter"),
    Way.IN_PERSON: _("In person"),
    Way.VISIT: _("By visiting them"),
    Way.OTHERS: _("Through somebody else: an employer, a parent"),
}
CAME = {
    CameOfIt.REACHED: _("They were reached"),
    CameOfIt.WORD_LEFT: _("Word was left"),
    CameOfIt.NO_ANSWER: _("Nobody answered"),
    CameOfIt.SOMEBODY_ELSE: _("Somebody else answered"),
}
ENDED = {
    Outcome.BACK: _("They take part again"),
    Outcome.BREAK: _("A break in learning was agreed"),
    Outcome.RESTORED: _("They can open the modules again"),
    Outcome.LEFT: _("They left"),
    Outcome.PASSED_ON: _("It is with somebody who can help"),
    Outcome.MISTAKE: _("It was noted by mistake"),
}


class NoteForm(Questions):
    """Which learner, what of, and since when."""

    sort = OneOf(
        label=_("What is it?"), choices=[], reveals={Sort.BREAK: "back_by", Sort.NO_ACCESS: "topics"}
    )
    back_by = Day(label=_("When do they mean to come back?"), required=False)
    topics = SomeOf(label=_("Which can they not open?"), choices=list(TOPICS.items()))
    who = Line(
        label=_("Which learner?"),
        help_text=_("Their name, and what tells them from others: a group, an employer, a number."),
        max_length=300,
    )
    noticed_on = Day(
        label=_("On which day was it first noticed?"),
        help_text=_("Time runs from then. Of a break: its first day."),
    )
    what = Narrative(
        label=_("What else helps to reach them?"),
        help_text=_(
            "What you saw, and ways to get in touch. If you are worried about them, report that instead."
        ),
        rows=3,
        max_length=5000,
        required=False,
    )

    def __init__(self, *args: Any, sorts: Collection[Sort], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sort"].choices = [(one, SORTS[one]) for one in Sort if one in sorts]  # type: ignore[attr-defined]


class StepForm(Questions):
    """How somebody tried, and what came of it."""

    kind = OneOf(label=_("What do you write down?"), choices=[], reveals={Kept.ATTEMPT: "came"})
    came = OneOf(label=_("What came of it?"), choices=list(CAME.items()))
    way = Pick(label=_("How?"), choices=list(WAYS.items()))
    happened_on = Day(label=_("On which day?"))
    words = Narrative(
        label=_("What should others know?"),
        help_text=_("For whoever tries next."),
        rows=3,
        max_length=5000,
        required=False,
    )

    def __init__(self, *args: Any, sort: Sort, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(one, KEPT_AS[one]) for one in KEPT[sort]]  # type: ignore[attr-defined]
        if KEPT[sort] == (Kept.ATTEMPT,):
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        """Of most sorts nothing but attempts is written down, so nobody is asked."""
        said = super().clean()
        return said if "kind" in self.fields else said | {"kind": Kept.ATTEMPT}


class EndForm(forms.Form):
    """How it ended, and why it had come to that."""

    outcome = OneOf(label=_("How did it end?"), choices=[])
    ended_on = Day(label=_("On which day?"))
    words = Narrative(
        label=_("What did you find out?"),
        help_text=_("Why they did not take part, in a sentence. No more than others need to know."),
        rows=3,
        max_length=5000,
    )

    def __init__(self, *args: Any, sort: Sort, **options: Any) -> None:
        super().__init__(*args, **options)
        ways = [one for one in OUTCOMES[sort] if one is not Outcome.PASSED_ON]
        self.fields["outcome"].choices = [(one, ENDED[one]) for one in ways]  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    """What worries whoever hands it over."""

    request_id = RequestId()
    danger = Tick(
        label=_("Somebody is in danger now. I have rung 999, or will before I send this."), required=False
    )
    seen = Narrative(
        label=_("What worries you?"),
        help_text=_(
            "What you saw or were told, in the words that were used. That they do not take part is not enough."
        ),
    )


def today(day: date) -> dict[str, date]:
    """What a form begins with."""
    return {"happened_on": day, "ended_on": day, "noticed_on": day}
