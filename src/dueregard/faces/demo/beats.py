"""What can happen in a story after it was reported: each beat is one thing somebody does, some days later."""

from dataclasses import dataclass

from ...work.casework.controls.indicators import Protected
from ...work.casework.rules.mistreatment import Place
from ...work.casework.vocabulary import EntryKind, PersonKind, Question, Stage, Strand


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """Something done `days` after the report, by whoever handles it unless `by` names a post of the cast."""

    days: float
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Beat):
    """The record is opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort(Beat):
    """The concern is sorted."""

    person: PersonKind = PersonKind.OTHER_ADULT
    strand: Strand = Strand.SAFEGUARDING
    urgency: str = "today"
    reason: str
    wishes: str = ""
    agreement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognise(Beat):
    """The handler says which person of the directory it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Write(Beat):
    """An entry is added to the record."""

    kind: EntryKind
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide(Beat):
    """A question is decided, as far as the policy lets this person. `yes` picks the first outcome the policy names."""

    question: Question
    outcome: str
    reasons: str
    alternatives: str = "A talk alone, and waiting a week. Neither was enough, or neither was needed."
    consulted: str = "A colleague who leads on safeguarding elsewhere, without a name."
    told: str = "The person was told, and why. Nobody else needed to know."
    grounds: str = ""
    """Of a Prevent concern that ends: what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Beat):
    """Somebody is given something to do."""

    what: str
    within_days: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish(Beat):
    """What was to be done last is done."""

    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refer(Beat):
    """A referral is prepared."""

    route: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ponder(Beat):
    """What is asked before a referral is sent is answered: yes to each, with these reasons in the order of the
    questions."""

    reasons: tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Beat):
    """The referral reaches a stage."""

    stage: Stage
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Beat):
    """Signs of the policy's list are marked: the first few whose words speak of one of these. None: nothing is done."""

    speaking_of: tuple[str, ...]
    reason: str
    most: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Beat):
    """It is called what it is, with what was done about it; nothing, where no policy in force has the word."""

    kind: str
    touched: tuple[Protected, ...] = ()
    places: tuple[Place, ...] = ()
    challenged: str = ""
    ended: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attach(Beat):
    """A file is put with the record: a text, in place of the photo or letter that somebody else would have."""

    holds: str
    shows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withhold(Beat):
    """Of the file that was put there last somebody says that it must not be opened."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree(Beat):
    """Support is agreed with the person, and a day set on which it is looked at again."""

    goals: str
    offered: str
    adjustments: str = ""
    again_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAgain(Beat):
    """The support agreed last is looked at with the person, and goes on."""

    words: str
    again_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gather(Beat):
    """Senior people are called together and meet an hour later; nothing, where no policy in force has such a
    meeting."""

    reason: str
    advised: str
    decided: str
