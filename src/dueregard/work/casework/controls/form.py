"""`form`: what a report asks, what it may leave out, where it is offered and to whom it goes when it is filled in."""

from collections.abc import Iterable
from enum import StrEnum

from ....authority.policy.blocks import Block, Flag, Part, Words
from ....authority.policy.kinds import File, Kind
from ....authority.policy.values.trouble import Trouble, one_of
from ....authority.policy.values.who import Naming, Who, bare_name
from ..vocabulary import Channel, Strand
from .facts import CASE_PERSONS


class FormField(StrEnum):
    """Everything a report may ask. What was seen, said, thought, noticed and told stay apart."""

    REPORTER_NAME = "reporter-name"
    REPORTER_POSITION = "reporter-position"
    REPORTER_DEPARTMENT = "reporter-department"
    REPORTER_PHONE = "reporter-phone"
    REPORTER_EMAIL = "reporter-email"
    SAFE_CONTACT = "safe-contact"
    """How and when the reporter may be reached, or not at all."""
    ABOUT = "about"
    """Whom it is about: a learner, somebody who works here, a group, somebody unknown …"""
    PERSON_NAME = "person-name"
    PERSON_ADDRESS = "person-address"
    PERSON_PHONE = "person-phone"
    PERSON_DATE_OF_BIRTH = "person-date-of-birth"
    PERSON_BACKGROUND = "person-background"
    """Family, health, trouble communicating."""
    PARENT_OR_CARER = "parent-or-carer"
    SOCIAL_WORKER = "social-worker"
    """A social-work contact, where one is known."""
    RECORDING_TYPE = "recording-type"
    SOURCE_OF_CONCERN = "source-of-concern"
    DISCLOSED_AT = "disclosed-at"
    HAPPENED_AT = "happened-at"
    NOTICED_AT = "noticed-at"
    TOLD_AT = "told-at"
    EMERGENCY_CALLED_AT = "emergency-called-at"
    NARRATIVE = "narrative"
    """What was seen and what was said, in the person's own words."""
    OPINION = "opinion"
    """What the reporter thinks, apart from what they saw."""
    ACTION_TAKEN = "action-taken"
    EVIDENCE_EXISTS = "evidence-exists"
    WISHES = "wishes"
    """What the person it is about wants to happen."""
    SIGNATURE = "signature"
    SIGNED_ON = "signed-on"


class Ask(StrEnum):
    """How a field is asked. `required` never stops somebody who gives no name: a report is not refused."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NOT_ASKED = "not asked"


class RecordingType(StrEnum):
    """How the worry came to the reporter; more than one may hold."""

    DIRECT_DISCLOSURE = "direct-disclosure"
    THIRD_PARTY = "third-party"
    OWN_SUSPICION = "own-suspicion"


class Offered(StrEnum):
    """Where the form can be found."""

    WEBSITE = "website"
    INTRANET = "intranet"
    POLICY_ANNEX = "policy-annex"
    HANDBOOK = "handbook"
    PAPER = "paper"


class Reminder(StrEnum):
    """What is said at the head of the form."""

    RING_999 = "ring-999"
    GET_SAFE_FIRST = "get-safe-first"
    DO_NOT_INVESTIGATE = "do-not-investigate"
    OWN_WORDS = "own-words"
    REPORT_IF_IN_DOUBT = "report-if-in-doubt"


class Asked(Part):
    """One field, and how it is asked."""

    field: FormField
    ask: Ask
    label: Words | None = None
    """Other words for it on the page."""


class FormBlock(Block):
    """A form."""

    strands: tuple[Strand, ...] = ()
    """What it serves; empty: everything."""
    fields: tuple[Asked, ...]
    recording_types: tuple[RecordingType, ...] = ()
    offered: tuple[Offered, ...] = ()
    first_contact: tuple[Channel, ...] = ()
    """How the first word may come, ahead of the form."""
    reminders: tuple[Reminder, ...] = ()
    send_to: Who | None = None
    one_for_all: Flag = False
    """There is one form, whatever the worry."""


class Form(Kind[FormBlock]):
    """What a report asks."""

    name = "form"
    on_screen = "report form"
    Block = FormBlock
    persons = CASE_PERSONS

    def check(self, id: str, block: FormBlock, file: File) -> Iterable[Trouble]:
        first: dict[FormField, int] = {}
        for at, asked in enumerate(block.fields):
            if first.setdefault(asked.field, at) != at:
                yield Trouble(("fields", at, "field"), f"{asked.field.value!r} is already in this form.")
        narrative = [asked for asked in block.fields if asked.field is FormField.NARRATIVE]
        if [asked.ask for asked in narrative] != [Ask.REQUIRED]:
            yield Trouble(
                ("fields",), 'a report always tells what happened: { field = "narrative", ask = "required" }.'
            )
        if (FormField.RECORDING_TYPE in first) != bool(block.recording_types):
            yield Trouble(
                ("recording_types",), "the field recording-type and its list of recording_types go together."
            )

    def words(self, block: FormBlock, naming: Naming = bare_name) -> str:
        said = []
        for ask in (Ask.REQUIRED, Ask.OPTIONAL):
            fields = [a.label or a.field.value.replace("-", " ") for a in block.fields if a.ask is ask]
            if fields:
                said.append(f"{ask.value}: {', '.join(fields)}")
        if block.offered:
            said.append(f"found on {one_of(place.value.replace('-', ' ') for place in block.offered)}")
        if block.send_to:
            said.append(f"goes to {block.send_to.words(naming)}")
        return "; ".join(said)
