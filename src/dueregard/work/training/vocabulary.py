"""How training is given, what came of it, and what the audit record says about it."""

from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb


class Result(StrEnum):
    """What came of it. What a requirement accepts is said by the policy."""

    ATTENDED = "attended"
    PASSED = "passed"
    CERTIFICATE = "certificate"
    """Passed, and a certificate was seen."""
    READ = "read"
    DISCUSSED = "discussed"
    TICKED = "ticked"
    """An item of a checklist was gone through."""
    FAILED = "failed"
    """Kept, and counts for nothing."""


DONE = frozenset(Result) - {Result.FAILED}
"""What may count; `READ` only for what is to be read, `TICKED` only for an item of a checklist."""


class Mode(StrEnum):
    """How it was given."""

    FACE_TO_FACE = "face-to-face"
    DISTANCE = "distance"
    CERTIFIED = "certified"
    """By itself, with a test and a certificate at the end."""


class Answer(StrEnum):
    """What was found of what somebody said they did."""

    SEEN = "seen"
    """It is so, and counts from now on."""
    UNREADABLE = "unreadable"
    NOT_THEIRS = "not-theirs"
    """The certificate names somebody else, or nobody."""
    NOT_THIS = "not-this"
    """It is of another course, or of another day."""
    NOT_ENOUGH = "not-enough"
    """It does not show that they finished."""


class State(StrEnum):
    """How somebody stands to something they must have done. It says what is owed, and nothing about the person."""

    KEPT = "kept"
    SOON = "due soon"
    """Kept, and lapses within the policy's reminder."""
    WAITING = "not yet due"
    GRACE = "in the days of grace"
    LATE = "overdue"
    UNDATED = "not done"
    """Not done, and the policy gives no date by when."""


class Side(StrEnum):
    """When people were asked how sure they feel."""

    BEFORE = "before"
    AFTER = "after"


class SureOf(StrEnum):
    """What they were asked: the step that prevents, and the step that answers."""

    NOTICE = "notice"
    TELL = "tell"


class Sure(StrEnum):
    """How sure they feel, in words and not in numbers."""

    NOT_AT_ALL = "not-at-all"
    LITTLE = "little"
    PARTLY = "partly"
    FAIRLY = "fairly"
    VERY = "very"


@verb("training.completion-recorded")
class CompletionRecorded(Verb):
    """Somebody did a course, or read something."""

    completion: UUID
    result: Result


@verb("training.completion-corrected")
class CompletionCorrected(Verb):
    """What was recorded of a course was wrong, and is replaced or taken back."""

    completion: UUID
    withdrawn: bool


@verb("training.claimed")
class Claimed(Verb):
    """Somebody said they did a course, and sent what shows it."""

    claim: UUID


@verb("training.claim-answered")
class ClaimAnswered(Verb):
    """Somebody looked at what another said they did. None: they took it back themselves."""

    claim: UUID
    answer: Answer | None


@verb("training.cpd-written")
class CpdWritten(Verb):
    """Somebody wrote down what they learnt besides what is asked of them."""

    cpd_entry: UUID


@verb("training.cpd-taken-back")
class CpdTakenBack(Verb):
    """They took it back."""

    cpd_entry: UUID


@verb("training.exempted")
class Exempted(Verb):
    """Somebody need not do something, for a reason and until a day."""

    exemption: UUID


@verb("training.exemption-ended")
class ExemptionEnded(Verb):
    """Somebody must do it after all."""

    exemption: UUID


@verb("training.reminded")
class Reminded(Verb):
    """Somebody had a letter written to the person it is about: something waits for them to be learnt or read."""


@verb("training.list-taken")
class ListTaken(Verb):
    """Somebody took a list of how people stand away with them."""

    people: int
    """How many are in it."""


@verb("training.edition-adopted")
class EditionAdopted(Verb):
    """From a day on another edition of a document is to be read."""


@verb("training.gate-passed")
class GatePassed(Verb):
    """Somebody passed a gate: probation was confirmed, delivery began."""

    passage: UUID
    missing: int
    """How many of the things needed were missing; more than none only where the policy lets somebody override it."""


@verb("training.gate-overridden")
class GateOverridden(Verb):
    """Somebody let another past a gate, or begin before one, with something missing, and said why."""

    override: UUID
