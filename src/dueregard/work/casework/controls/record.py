"""`record`: what is kept of a matter, by whom, for how long, and what must be written down."""

from collections.abc import Iterable
from enum import StrEnum

from ....authority.policy.blocks import Block, Flag
from ....authority.policy.kinds import File, Kind
from ....authority.policy.values.figures import TimeLimit
from ....authority.policy.values.time import Unit
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.who import Naming, Who, bare_name
from .facts import CASE_PERSONS


class Kept(StrEnum):
    """What a policy says outright must be kept."""

    CONCERN = "concern"
    REFERRAL = "referral"
    ACTION = "action"
    OUTCOME = "outcome"
    FALSE_ALARM = "false-alarm"
    SUPPORT = "support"
    TAKING_PART = "taking-part"
    """That a learner did not take part; like the two below it belongs to no concern, and has a period of its own."""
    TALK = "talk"
    LIAISON = "liaison"


APART = frozenset({Kept.TAKING_PART, Kept.TALK, Kept.LIAISON})
"""What belongs to no concern."""
MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
"""In what a period of theirs is given."""


class Written(StrEnum):
    """What must be written down as it happens."""

    DISCUSSION = "discussion"
    DECISION = "decision"
    REASONS = "reasons"
    CHALLENGED_OR_REPORTED = "challenged-or-reported"
    CONTACT_ATTEMPT = "contact-attempt"
    THREAT_TO_REFERRER = "threat-to-referrer"
    PROTECTIVE_MEASURE = "protective-measure"
    LIAISON = "liaison"
    SOCIAL_WORK_CONTACT = "social-work-contact"
    POINTED_ON = "pointed-on"
    FEEDBACK_TO_REPORTER = "feedback-to-reporter"
    INFORMATION_SHARED = "information-shared"
    ASKED_AND_REPLIED = "asked-and-replied"


class RecordBlock(Block):
    """A rule of the record. A retention that is not set means that nothing is disposed of."""

    keep: tuple[Kept, ...] = ()
    entries: tuple[Written, ...] = ()
    custodian: Who
    access: Who | None = None
    retention: TimeLimit
    sent_on: TimeLimit | None = None
    """By when the file of somebody who goes elsewhere is there, from the day on which it is known where."""
    never_deleted_by_users: Flag = True


class Record(Kind[RecordBlock]):
    """What is kept."""

    name = "record"
    on_screen = "record"
    Block = RecordBlock
    persons = CASE_PERSONS

    def check(self, id: str, block: RecordBlock, file: File) -> Iterable[Trouble]:
        figure = block.retention
        said = [saying.value for saying in (figure.says, *(case.says for case in figure.cases))]
        said += [wording.value for wording in figure.wordings]
        if APART & set(block.keep) and any(one and one.span.unit not in MONTHS for one in said):
            yield Trouble(
                ("retention",), "what belongs to no concern is kept for months or years, such as 18 months."
            )
        if not block.keep and not block.entries:
            yield Trouble(
                (), "a record says what is kept, or what is written down: keep = […] or entries = […]."
            )
        if not block.never_deleted_by_users:
            yield Trouble(
                ("never_deleted_by_users",),
                "no policy can let people delete from the record; delete this line.",
            )

    def words(self, block: RecordBlock, naming: Naming = bare_name) -> str:
        said = []
        if block.keep:
            said.append(f"kept: {', '.join(what.value.replace('-', ' ') for what in block.keep)}")
        if block.entries:
            said.append(f"written down: {', '.join(what.value.replace('-', ' ') for what in block.entries)}")
        said.append(f"looked after by {block.custodian.words(naming)}")
        said.append(f"for how long: {block.retention.words()}")
        if block.sent_on:
            said.append(f"at the next place of whoever goes elsewhere: {block.sent_on.words()}")
        return "; ".join(said)
