"""What is asked about being in touch with a body outside; and how each answer is called on screen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .....work.governance.rules.registers import State
from .....work.liaison.vocabulary import Came, Sort, Way
from ...forms.fields import Line, Narrative, OneOf, Pick
from ...forms.questions import Questions
from ...forms.times import Day

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SORTS = {
    Sort.COUNCIL: _("Council"),
    Sort.POLICE: _("Police"),
    Sort.SAFEGUARDING: _("Safeguarding partnership"),
    Sort.PREVENT: _("Prevent"),
    Sort.HEALTH: _("Health"),
    Sort.FUNDER: _("Funder"),
    Sort.HOST: _("Host of where we teach"),
    Sort.OTHER: _("Other"),
}
WAYS = {
    Way.MEETING: _("A meeting"),
    Way.EVENT: _("A briefing, a forum or a network"),
    Way.CALL: _("A call"),
    Way.WRITING: _("A letter or mail"),
}
CAME = {Came.CHANGED: _("Something changed"), Came.NOTHING: _("Nothing changed")}
STATES: "dict[State, tuple[str, StrPromise]]" = {
    State.LATE: ("late", _("Overdue")),
    State.NO_TIME: ("plain", _("How often is not set")),
    State.TO_COME: ("plain", _("Nobody was in touch yet")),
    State.GOOD: ("good", _("In touch in time")),
}
NO_PERSON = _(
    "Never a person: no name, no initials, nothing that tells who it is. What is about somebody belongs on their "
    "record, and what was told of them into its sharing log."
)
_OPEN = ""
_OPEN_YET = _("That is not known yet")


class UpshotForm(Questions):
    """What changed because of it, or why nothing did."""

    came = OneOf(
        label=_("What changed here because of it?"),
        help_text=_("In the policy, or in what we do."),
        choices=list(CAME.items()),
        reveals={Came.CHANGED: "changed", Came.NOTHING: "why_nothing"},
    )
    changed = Narrative(label=_("What changed?"), help_text=NO_PERSON, rows=3, max_length=5000)
    why_nothing = Narrative(label=_("Why not?"), help_text=NO_PERSON, rows=3, max_length=5000)

    def upshot(self) -> tuple[Came | None, str]:
        """What came of it, in the words that were given; None where it is not known yet."""
        said = self.cleaned_data
        if not said["came"]:
            return None, ""
        return Came(said["came"]), said["changed"] or said["why_nothing"]


class ExchangeForm(UpshotForm):
    """When, how, who of us, with which post there, about what, and what they said."""

    field_order = ("happened_on", "way", "ours", "theirs", "about", "said", "came")
    happened_on = Day(label=_("On which day?"))
    way = OneOf(label=_("How?"), choices=list(WAYS.items()))
    ours = Pick(label=_("Who of us?"))
    theirs = Line(
        label=_("With whom there?"),
        help_text=_("Their post, such as the duty officer. Their name only if nobody else can be asked for."),
    )
    about = Narrative(label=_("What was it about?"), help_text=NO_PERSON, rows=3, max_length=5000)
    said = Narrative(
        label=_("What did they say?"), help_text=NO_PERSON, rows=3, max_length=5000, required=False
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ours"].choices = people  # type: ignore[attr-defined]
        came: Any = self.fields["came"]
        came.required = False
        came.choices = [*CAME.items(), (_OPEN, _OPEN_YET)]


class UndertakingForm(forms.Form):
    """Which post does what by which day."""

    words = Narrative(label=_("What is to be done?"), help_text=NO_PERSON, rows=3, max_length=5000)
    post = Pick(label=_("Which post does it?"))
    due_on = Day(label=_("By which day?"))

    def __init__(self, *args: Any, posts: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]


class FulfilmentForm(forms.Form):
    """What was done, and when."""

    words = Narrative(label=_("What was done?"), help_text=NO_PERSON, rows=3, max_length=5000)
    done_on = Day(label=_("On which day?"))


class RetractionForm(forms.Form):
    """Why what was written down is a mistake."""

    words = Narrative(
        label=_("Why is it a mistake?"),
        help_text=_(
            "Such as: it was another body, or another day. What was written stays, marked as a mistake."
        ),
        rows=3,
        max_length=5000,
    )
