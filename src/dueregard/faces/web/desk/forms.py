"""What the desk asks: triage, entries, decisions, actions, referrals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ....work.casework.operations.handling import Sorted
from ....work.casework.rules.deciding import Demand, offered
from ....work.casework.rules.grounds import Ground
from ....work.casework.vocabulary import EntryKind, PersonKind, Question, Stage, Strand
from ..forms.fields import Line, Narrative, OneOf, Pick, SomeOf
from ..forms.times import Day, LondonMoment
from ..outcome_words import meaning_of

URGENCIES = [
    ("now", _("Now")),
    ("today", _("Today")),
    ("this-week", _("This week")),
    ("no-hurry", _("No hurry")),
]


class TriageForm(forms.Form):
    """Danger first; then whose law; then what they wish."""

    danger = OneOf(label=_("Is anybody in danger now?"), choices=[("no", _("No")), ("yes", _("Yes"))])
    person = OneOf(
        label=_("Who is it about?"),
        choices=[
            (PersonKind.CHILD, _("A child: somebody under 18")),
            (PersonKind.ADULT_AT_RISK, _("An adult who may be at risk: needs support, cannot protect themselves")),
            (PersonKind.OTHER_ADULT, _("Another adult")),
            (PersonKind.STAFF, _("Somebody who works here")),
            (PersonKind.UNKNOWN, _("Not known yet")),
        ],
    )  # fmt: skip
    strand = OneOf(
        label=_("What does it fall under?"),
        choices=[
            (Strand.SAFEGUARDING, _("Safeguarding")),
            (Strand.PREVENT, _("Prevent: they may be susceptible to radicalisation")),
            (Strand.NON_ENGAGEMENT, _("Not taking part")),
            (Strand.COMPLAINT, _("A complaint or grievance")),
            (Strand.UNKNOWN, _("Not clear yet")),
        ],
    )
    urgency = OneOf(label=_("How soon is the next step?"), choices=URGENCIES)
    reason = Narrative(label=_("Why do you sort it so?"), rows=3)
    wishes = Narrative(label=_("For an adult: what do they want to happen?"), rows=2, required=False)
    agreement = OneOf(
        label=_("For an adult: do they agree to sharing?"),
        choices=[
            ("not-asked", _("Not asked yet")), ("given", _("Yes")), ("refused", _("No")),
            ("not-safe-to-ask", _("It is not safe to ask")),
        ],
        required=False,
    )  # fmt: skip
    capacity = OneOf(
        label=_("For an adult: can they decide this for themselves?"),
        choices=[("assumed", _("Assumed, as the law says")), ("doubted", _("Doubted"))],
        required=False,
    )
    capacity_reason = Line(label=_("If doubted, why?"), max_length=500, required=False)

    def sorted_as(self) -> Sorted:
        """The typed triage, once valid."""
        said: dict[str, Any] = self.cleaned_data
        return Sorted(
            danger=said["danger"] == "yes",
            person=PersonKind(said["person"]),
            strand=Strand(said["strand"]),
            **{
                name: said[name]
                for name in ("urgency", "reason", "wishes", "agreement", "capacity", "capacity_reason")
            },
        )


class EntryForm(forms.Form):
    """A dated entry."""

    kind = Pick(
        label=_("What is it?"),
        choices=[
            (EntryKind.NOTE, _("A note")), (EntryKind.CALL, _("A call")), (EntryKind.MEETING, _("A meeting")),
            (EntryKind.VISIT, _("A visit")), (EntryKind.LETTER, _("A letter or mail")),
            (EntryKind.CONSULTATION, _("A consultation before deciding")), (EntryKind.SUPPORT, _("Support given")),
            (EntryKind.CHALLENGED, _("Extremism challenged: what was said, and what came of it")),
            (EntryKind.REVIEWED, _("Reviewed, as our policy has me do")),
            (EntryKind.SOCIAL_WORK, _("Work with their social worker")),
            (EntryKind.POINTED_ON, _("Pointed on: to whom, in which region or service, and by whom")),
            (EntryKind.ASKED, _("Asked of us: what a panel or another body wants, and by when")),
            (EntryKind.REPLIED, _("Our reply: what we did or answered")),
            (EntryKind.TOLD_REPORTER, _("An answer to the person who reported (they can read it)")),
        ],
    )  # fmt: skip
    happened = LondonMoment(
        label=_("When did it happen?"), help_text=_("Leave empty for now."), required=False
    )
    words = Narrative(label=_("What happened, and what was said"), rows=5)

    def __init__(self, *args: Any, into_it: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if into_it:
            self.fields["kind"].choices += [  # type: ignore[attr-defined]
                (EntryKind.SPOKE_TO, _("Spoke to the person whose conduct it is about")),
                (EntryKind.STATEMENT, _("Took a statement from somebody who saw or heard it")),
            ]


class AsideForm(forms.Form):
    """Why somebody steps aside."""

    reason = Line(
        label=_("Why?"),
        help_text=_("“I know the family” is enough. Whoever works on this can read it."),
        max_length=500,
    )


QUESTIONS = [
    (Question.RESPOND, _("Support given, no referral considered")),
    (Question.REFER_OUTSIDE, _("Whether to refer to somebody outside")),
    (Question.NO_REFERRAL, _("Not to refer")),
    (Question.MONITOR, _("To keep watching, with a next date")),
    (Question.CLOSE, _("To close")),
]
ABOUT_STAFF = [
    (Question.CONDUCT, _("Which kind of concern about somebody who works here it is")),
    (Question.BARRING, _("Whether to tell the Disclosure and Barring Service")),
]
"""Asked of restricted matters alone."""


class QuestionForm(forms.Form):
    """What is decided; the sheet follows."""

    question = Pick(label=_("What do you decide?"), choices=QUESTIONS)
    replaces = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, restricted: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if restricted:
            self.fields["question"].choices = [*ABOUT_STAFF, *QUESTIONS]  # type: ignore[attr-defined]


GROUNDS = {
    Ground.EXPLAINED: _("What was seen has another explanation"),
    Ground.NEEDS_MET: _("What they need is given here"),
    Ground.PASSED_ON: _("It is with somebody outside, who told us so"),
    Ground.LOOKED_AFTER: _("Another of our policies looks after it"),
    Ground.NO_IDEOLOGY: _("No ideology was found"),
}


class DecisionForm(forms.Form):
    """The short sheet is one sentence and an outcome; the other boxes open for the full one. Outcomes, and what is
    written down as done or not done, are the policies' own."""

    question = forms.CharField(widget=forms.HiddenInput)
    outcome = Pick(label=_("Outcome"), blank=True)
    reasons = Narrative(label=_("Your reasons"), rows=4)
    alternatives = Narrative(label=_("What else you considered, and why not"), rows=3, required=False)
    consulted = Narrative(label=_("Whom you consulted"), rows=2, required=False)
    told = Narrative(label=_("Who was told and why, or why not"), rows=2, required=False)
    next_date = Day(label=_("When will you look again?"), required=False)
    replaces = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        demand: Demand,
        question: Question,
        kind: str = "",
        grounds: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if grounds:
            self.fields["grounds"] = SomeOf(
                label=_("What was found that lets this end?"),
                help_text=_("That no ideology was found is no reason by itself."),
                choices=list(GROUNDS.items()),
                required=False,
            )
        self.records: list[str] = []
        """The names of the questions about what was done."""
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (one, meaning_of(one)) for one in offered(demand, question, kind)
        ]
        for record in demand.records:
            answers = [("yes", _("Yes")), ("no", _("No"))]
            whether, why = f"whether-{record}", f"why-{record}"
            self.fields[whether] = OneOf(label=f"{_in_words(record)}?", choices=answers, required=False)
            self.fields[why] = Line(label=_("If not, why not?"), max_length=500, required=False)
            self.records += [whether, why]


def _in_words(id: str) -> str:
    """`do-not-refer` as people read it."""
    return id.replace("-", " ").capitalize()


class ActionForm(forms.Form):
    """Who does what by when."""

    what = Line(label=_("What is to be done?"), max_length=500)
    owner = Pick(label=_("By whom?"))
    due_on = Day(label=_("By when?"), required=True)

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]


class ReferralForm(forms.Form):
    """A referral to be prepared."""

    to = Pick(label=_("To whom?"), blank=True)
    words = Narrative(label=_("What you will tell them"), rows=8)

    def __init__(self, *args: Any, ways: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = ways  # type: ignore[attr-defined]


class StageForm(forms.Form):
    """A referral reached a stage."""

    stage = Pick(label=_("What has happened?"))
    happened = LondonMoment(label=_("When?"), help_text=_("Leave empty for now."), required=False)
    words = Narrative(label=_("What they said, their reference"), rows=3, required=False)

    def __init__(self, *args: Any, stages: frozenset[Stage], **options: Any) -> None:
        super().__init__(*args, **options)
        ordered = [stage for stage in Stage if stage in stages]
        choices = [(stage.value, stage.value.replace("-", " ").capitalize()) for stage in ordered]
        self.fields["stage"].choices = choices  # type: ignore[attr-defined]
