"""What a member of staff is asked who was told something: first one line, then whatever there is time for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ....authority.access.vocabulary import Part
from ....authority.policy.values.when import UNKNOWN
from ....ground.kernel.moments import utc_now
from ....work.casework.reports import More, Occurred, PersonNamed, Report
from ....work.casework.vocabulary import AboutKind, Channel, Precision, ReporterKind
from ..forms.fields import Line, Narrative, OneOf, Pick, RequestId, SomeOf
from ..forms.questions import Questions
from ..forms.times import LondonMoment
from .grouping import WHICH, ask_group, said_group

CHANNELS = [
    (Channel.IN_PERSON, _("They spoke to me")),
    (Channel.PHONE, _("By telephone")),
    (Channel.LETTER, _("In a letter or a note")),
    (Channel.EMAIL, _("In a mail or message, or one passed on to me")),
    (Channel.FOUND, _("I found something")),
]
TELLERS = [
    (ReporterKind.UNKNOWN, _("I do not know, or they do not want me to say")),
    (ReporterKind.LEARNER, _("A learner or an apprentice")),
    (ReporterKind.STAFF, _("Somebody who works here")),
    (ReporterKind.EMPLOYER, _("An employer or a mentor at work")),
    (ReporterKind.SUBCONTRACTOR, _("Somebody who works for a partner or subcontractor")),
    (ReporterKind.PARENT, _("A parent, partner or friend")),
    (ReporterKind.VOLUNTEER, _("A volunteer")),
    (ReporterKind.VISITOR, _("A visitor")),
    (ReporterKind.SOCIAL_WORKER, _("A social worker")),
]
NAMING = [
    ("may-be-named", _("They know that their name goes to the people who help")),
    ("not-named", _("They do not want the person it is about to learn that they told us")),
    ("not-asked", _("I did not ask")),
]


class ToldTime(LondonMoment):
    """When somebody was told: not in the future."""

    future = _("This is in the future. Say when you were told.")

    def to_python(self, value: dict[str, str] | None) -> tuple[datetime, str] | None:
        """The instant, and how exactly it is known; a day alone, if it is today, is no later than now."""
        said: tuple[datetime, str] | None = super().to_python(value)
        if said is None or said[0] <= (now := utc_now()):
            return said
        if said[1] == Precision.DAY and said[0].date() == now.date():
            return now, said[1]
        raise ValidationError(self.future, "future")


class ToldForm(Questions):
    """The first line: enough to store it, to send it the right way and to start its clocks."""

    request_id = RequestId()
    told = Narrative(
        label=_("What were you told, in a sentence?"),
        help_text=_("You can add the rest after saving. Do not look into it yourself."),
        rows=3,
        error_messages={"required": _("Write what you were told. One sentence is enough.")},
    )
    danger = OneOf(
        label=_("Is anybody in danger now?"),
        help_text=_("If so, call 999 first."),
        choices=[("no", _("No, or I do not think so")), ("yes", _("Yes"))],
        reveals={"yes": "endangered"},
    )
    endangered = Line(label=_("Who, and where are they?"), required=False)
    channel = OneOf(label=_("How did it reach you?"), choices=CHANNELS)
    works_here = OneOf(
        label=_("Is it about somebody who works here?"),
        choices=[("no", _("No, or I do not know")), ("yes", _("Yes"))],
        initial="no",
        reveals={"yes": "involved"},
    )
    involved = SomeOf(
        label=_("Is it one of these people?"),
        help_text=_("They would normally read reports. Whoever you tick will not see this one."),
        required=False,
    )
    group = Pick(label=WHICH, initial=UNKNOWN, required=False)
    teller = Pick(label=_("Who told you?"), choices=TELLERS, initial=ReporterKind.UNKNOWN)
    when = ToldTime(
        label=_("When were you told?"), help_text=_("Leave this empty if it was just now."), required=False
    )

    def __init__(self, *args: Any, readers: dict[UUID, str], groups: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        ask_group(self, groups)
        self.fields["involved"].choices = [(str(person), name) for person, name in readers.items()]  # type: ignore[attr-defined]

    def report(self, now: datetime) -> Report:
        """The typed report, once the form is valid. It has no raiser: whoever types is not the one who told."""
        said = self.cleaned_data
        group, of_group = said_group(said)
        account = {"told": said["told"], "endangered": said["endangered"], **of_group}
        return Report(
            reporter=ReporterKind(said["teller"]),
            about=AboutKind.COLLEAGUE if said["works_here"] == "yes" else AboutKind.NOT_SURE,
            account={name: words for name, words in account.items() if words},
            population=group,
            channel=Channel(said["channel"]),
            danger=said["danger"] == "yes",
            involved=frozenset(UUID(person) for person in said["involved"] or ()),
            told_at=said["when"][0] if said["when"] else now,
        )


class AddForm(forms.Form):
    """More words on a report, by whoever sent it."""

    request_id = RequestId()
    words = Narrative(
        label=_("What do you want to add?"),
        rows=6,
        error_messages={"required": _("Write what you want to add. One sentence is enough.")},
    )
    danger = OneOf(
        label=_("Is anybody in danger now?"),
        choices=[("no", _("No, or I do not think so")), ("yes", _("Yes"))],
        initial="no",
        help_text=_("If so, call 999 first, when you are safe yourself."),
    )

    def more(self) -> More:
        """The typed addition, once the form is valid."""
        danger = self.cleaned_data["danger"] == "yes"
        words = {"words": self.cleaned_data["words"]}
        return More(words=words | ({"danger": "Somebody is in danger now."} if danger else {}), danger=danger)


class AddToldForm(forms.Form):
    """The rest of what somebody was told. Every part may wait; each is added beneath the first line."""

    request_id = RequestId()
    teller = Line(
        label=_("Who told you?"), help_text=_("Leave it out if they do not want to be named."), required=False
    )
    reach = Line(label=_("How can they be reached?"), required=False)
    naming = OneOf(label=_("May they be named?"), choices=NAMING, required=False)
    said = Narrative(
        label=_("Their words, as exactly as you remember"),
        help_text=_("What they said and what you asked. Keep what you think out of it."),
        rows=6,
        required=False,
    )
    when = ToldTime(label=_("When did they tell you?"), required=False)
    about = Line(
        label=_("Whom is it about?"), help_text=_("Their name, or how to tell who they are."), required=False
    )
    others = Narrative(label=_("Who else is in it, or saw it?"), rows=2, required=False)
    contact = Line(
        label=_("How and when is it safe to contact the person it is about?"), max_length=300, required=False
    )
    done = Narrative(label=_("What have you done, and whom have you told?"), rows=3, required=False)
    opinion = Narrative(label=_("What do you think about it yourself?"), rows=2, required=False)

    def more(self, about: AboutKind) -> More:
        """The typed addition, once the form is valid; whom it is about plays the part the first line gave them."""
        said = self.cleaned_data
        part = Part.SAID_TO_HAVE_HARMED if about is AboutKind.COLLEAGUE else Part.WORRIED_ABOUT
        named = (
            (Part.RAISER, {"name": said["teller"], "reach": said["reach"], "may-be-named": said["naming"]}),
            (part, {"name": said["about"], "safe-contact": said["contact"]}),
        )
        people = tuple(
            PersonNamed(part, kept)
            for part, words in named
            if (kept := {name: word for name, word in words.items() if word})
        )
        words = {name: said[name] for name in ("said", "others", "done", "opinion") if said[name]}
        if people:
            words["named"] = ", ".join(_PARTS[person.part] for person in people)
        told = Occurred(said["when"][0], Precision(said["when"][1])) if said["when"] else None
        return More(words=words, people=people, told=told)


_PARTS = {
    Part.RAISER: "whoever told us",
    Part.WORRIED_ABOUT: "the person it is about",
    Part.SAID_TO_HAVE_HARMED: "the person it is about",
}
