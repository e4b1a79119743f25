"""What a report asks: one question for everybody, and a few more for whoever wants to say more."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ....authority.access.vocabulary import Part
from ....ground.kernel.actors import Actor
from ....work.casework.reports import Occurred, PersonNamed, Report
from ....work.casework.rules.signs import SignList
from ....work.casework.vocabulary import AboutKind, Channel, Precision, ReporterKind, SourceOfConcern, Strand
from ..forms.fields import Line, Narrative, OneOf, RequestId, SomeOf, Tick
from ..forms.times import Day, LondonMoment
from ..sign_words import NO_PROOF, hint
from . import others
from .choices import ABOUT, CONTACT, FIRST_TOLD, RECORDING, REPORTERS, SOURCE, STRAND
from .grouping import WHICH, said_group
from .steering import Shared, Steered

ACCOUNT_FIELDS = (
    "seen",
    "said",
    "opinion",
    "done",
    "wishes",
    "evidence",
    "recording",
    "background",
    "first_told",
)
RAISER_FIELDS = ("name", "position", "department", "phone", "email", "contact", "contact_when")
PERSON_FIELDS = {"who": "name", "who_address": "address", "who_phone": "phone", "carer": "parent-or-carer"}

APART = _(
    "They can still write to you here, and you to them. Only this post can open it: %(posts)s. Whoever does has to "
    "write down why, and with your reference and code you see that it was opened, and when. Leave your name out of "
    "what you write further up."
)


class Prompts(SomeOf):
    """Signs to tick. One that no policy lists any more since the page was drawn stops nothing: it is left out."""

    def valid_value(self, value: Any) -> bool:
        """Any; the operation knows which are listed."""
        return True


class ReportForm(Steered):
    """Everything a report may ask. Only what happened is needed; nobody is turned away for want of the rest."""

    request_id = RequestId()
    reporter = OneOf(label=_("Who are you?"), choices=REPORTERS)
    about = OneOf(label=_("Who is it about?"), choices=ABOUT)
    seen = Narrative(
        label=_("What happened, or what worries you?"),
        help_text=_("Use your own words. What you saw and heard is enough. You do not have to be sure."),
        rows=8,
        error_messages={"required": _("Write what worries you. One sentence is enough.")},
    )
    said = Narrative(label=_("What was said, word for word, as far as you remember"), rows=3, required=False)
    opinion = Narrative(label=_("What you think about it"), rows=3, required=False)
    danger = OneOf(
        label=_("Is anybody in danger now?"),
        choices=[("no", _("No, or I do not think so")), ("yes", _("Yes"))],
        initial="no",
        help_text=_("If so, call 999 first, when you are safe yourself. Then send this."),
    )
    safe = Tick(label=_("I am somewhere safe now"), required=False)
    strand = OneOf(
        label=_("What kind of worry is it?"), choices=STRAND, initial=Strand.UNKNOWN, required=False
    )
    emergency_at = LondonMoment(label=_("When 999 was called, if it was"), required=False)
    who = Line(label=_("The name of the person it is about, if you know it"), max_length=200, required=False)
    group = OneOf(
        label=WHICH,
        choices=[],
        help_text=_("It decides whose procedure is followed. If nobody knows, ours is."),
        required=False,
    )
    who_born = Day(label=_("Their date of birth"), required=False)
    who_address = Narrative(label=_("Their address"), rows=2, required=False)
    who_phone = Line(label=_("Their telephone"), max_length=40, required=False)
    background = Narrative(
        label=_("Anything else we should know about them"),
        help_text=_("For instance family, health, or what helps them to talk."),
        rows=3,
        required=False,
    )
    carer = Line(label=_("A parent, guardian or carer"), max_length=200, required=False)
    social_worker = Line(label=_("Their social worker, if you know of one"), max_length=200, required=False)
    noticed = LondonMoment(label=_("When you noticed"), required=False)
    happened = LondonMoment(label=_("When it happened"), required=False)
    disclosed = LondonMoment(label=_("When somebody told you about it, if somebody did"), required=False)
    first_told = OneOf(label=_("Have you told somebody here already?"), choices=FIRST_TOLD, required=False)
    told = LondonMoment(label=_("When you first told somebody here"), required=False)
    recording = SomeOf(label=_("How you know"), choices=RECORDING, required=False)
    source = SomeOf(label=_("What made you notice"), choices=SOURCE, required=False)
    done = Narrative(label=_("What has been done so far"), rows=3, required=False)
    wishes = Narrative(label=_("What the person wants to happen, if you know"), rows=2, required=False)
    evidence = Line(
        label=_("Is there a message, picture or file?"),
        help_text=_(
            "Keep it, and do not send it round. Say what it is and where; you can add it once this is sent. Never "
            "copy, send or forward a sexual picture of anybody under 18, also not to us."
        ),
        max_length=500,
        required=False,
    )
    involved = SomeOf(
        label=_("Is one of these people involved in what happened?"),
        help_text=_("They would normally read reports. Whoever you tick will not see this one."),
        required=False,
    )
    name = Line(label=_("Your name"), max_length=200, required=False)
    position = Line(label=_("Your job or course"), max_length=200, required=False)
    department = Line(label=_("Your department, site or employer"), max_length=200, required=False)
    phone = Line(label=_("Your telephone"), max_length=40, required=False)
    email = Line(label=_("Your e-mail"), max_length=200, required=False)
    contact = OneOf(label=_("May we contact you?"), choices=CONTACT, required=False)
    contact_when = Line(label=_("When and how is it safe to contact you?"), max_length=300, required=False)
    signs = Prompts(label=_("Does one of these describe what you noticed?"), required=False)
    apart = Tick(
        label=_("Keep my name, and everything else under About you, from the people who handle this"),
        required=False,
    )
    signature = Tick(label=_("I sign this with my name: it is true as far as I know"), required=False)

    SECTIONS = (
        ("", ("reporter", "about", "danger", "safe", "seen", "who", "group", "involved")),
        (_("Say more about what happened"), (
            "strand", "said", "opinion", "noticed", "disclosed", "happened", "first_told", "told", "recording",
            "source", "done", "wishes", "evidence", "emergency_at",
        )),
        (_("If you work here: signs our policies list"), ("signs",)),
        (_("Say more about the person"), (
            "who_born", "who_address", "who_phone", "carer", "social_worker", "background",
        )),
        (_("About you, if you want an answer"), (
            "name", "position", "department", "phone", "email", "contact", "contact_when", "apart", "signature",
        )),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        readers: Mapping[UUID, str],
        signs: Sequence[SignList] = (),
        openers: Sequence[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.others = others.how_many(self.data)
        self.fields |= others.questions(self.others)
        if signs:
            self._prompt(signs)
        else:
            del self.fields["signs"]
        if openers:
            self.own("apart").help_text = APART % {"posts": ", ".join(openers)}
        else:
            del self.fields["apart"]
        if readers:
            self.own("involved").choices = [(str(person), name) for person, name in readers.items()]
        else:
            del self.fields["involved"]

    @property
    def blank_look(self) -> Hashable | None:
        """What the drawing of a blank form depends on; None once somebody answered, or when what they came with is
        none of ours."""
        fields: Mapping[str, Any] = self.fields
        if self.is_bound or any(
            value not in dict(fields[name].choices) for name, value in self.initial.items()
        ):
            return None
        readers = fields["involved"].choices if "involved" in fields else ()
        signs = (fields["signs"].choices, fields["signs"].help_text) if "signs" in fields else ()
        apart = str(fields["apart"].help_text) if "apart" in fields else ""
        return self.sheet, tuple(readers), repr(signs), apart, tuple(sorted(self.initial.items()))

    def _prompt(self, signs: Sequence[SignList]) -> None:
        """Offer the signs of every list, in the order of the policies, and say that none is proof."""
        field = self.own("signs")
        every = [sign for one in signs for sign in one.signs]
        field.choices = [(sign.address, sign.item.words) for sign in every]
        field.hints = {sign.address: text for sign in every if (text := hint(sign.item))}
        cautions = [one.block.caution for one in signs if one.block.caution]
        field.help_text = " ".join([str(NO_PROOF), *cautions])

    def sections(self) -> list[tuple[str, list[str]]]:
        """The questions that are asked, section by section: a title and their names."""
        rows = (*self.SECTIONS, ("", tuple(others.questions(self.others))))
        found = [(title, [name for name in names if name in self.fields]) for title, names in rows]
        return [(str(title), names) for title, names in found if names]

    def report(self, actor: Actor, now: datetime) -> Report:
        """The typed report, once the form is valid."""
        said = self.cleaned_data
        anonymous = said["reporter"] == ReporterKind.ANONYMOUS
        account = {name: _one(said[name]) for name in ACCOUNT_FIELDS if said.get(name)}
        if said.get("safe"):
            account["safe"] = "yes"
        group, told = said_group(said)
        account |= told
        raiser = {} if anonymous else {name: _one(said[name]) for name in RAISER_FIELDS if said.get(name)}
        if raiser and said.get("signature"):
            raiser["signed"] = now.date().isoformat()
        return Report(
            reporter=ReporterKind(said["reporter"]),
            about=AboutKind(said["about"]),
            account=account,
            raiser=raiser,
            raiser_apart=bool(said.get("apart")) and not anonymous,
            population=group,
            strand=Strand(said.get("strand") or Strand.UNKNOWN),
            channel=Channel.WEB,
            source=tuple(map(SourceOfConcern, said.get("source") or ())),
            danger=said["danger"] == "yes",
            raiser_person_id=None if anonymous else actor.person_id,
            people=self._people(said),
            signs=frozenset(said.get("signs", ())),
            conduct=others.somebody_works_here(said, self.others),
            involved=frozenset(UUID(person) for person in said.get("involved", ())),
            noticed=_occurred(said.get("noticed")),
            disclosed=_occurred(said.get("disclosed")),
            happened=_occurred(said.get("happened")),
            told_at=_moment(said.get("told")),
            emergency_called_at=_moment(said.get("emergency_at")),
        )

    def _people(self, said: Mapping[str, Any]) -> tuple[PersonNamed, ...]:
        words = {to: said[field] for field, to in PERSON_FIELDS.items() if said.get(field)}
        if said.get("who_born"):
            words["born"] = said["who_born"].isoformat()
        if said.get("social_worker"):
            words["social-worker"] = said["social_worker"]
        conduct = said["about"] in {
            AboutKind.COLLEAGUE,
            AboutKind.SUBCONTRACTOR_STAFF,
            AboutKind.EMPLOYER_STAFF,
        }
        part = Part.SAID_TO_HAVE_HARMED if conduct else Part.WORRIED_ABOUT
        first = (PersonNamed(part, words),) if words else ()
        return (*first, *others.named(said, self.others))


ReportForm.base_fields = Shared(ReportForm.base_fields)


def _one(value: str | list[str]) -> str:
    return ", ".join(value) if isinstance(value, list) else value


def _occurred(value: tuple[datetime, str] | None) -> Occurred | None:
    return Occurred(value[0], Precision(value[1])) if value else None


def _moment(value: tuple[datetime, str] | None) -> datetime | None:
    return value[0] if value else None
