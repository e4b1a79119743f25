"""The words of outside facts: how sure we are, where they hold, and of which sorts they are."""

from enum import StrEnum

from ..tenancy.vocabulary import Nation


class Confidence(StrEnum):
    """How sure we are. There is no letter for what no source confirms: that is never kept as a fact."""

    PUBLISHER = "A"
    """Stated in the official publisher's own text."""
    SECONDARY = "B"
    """Stated only in a secondary source."""
    UNSEEN = "C"
    """Known in the field, not seen in a source: to be checked, and easily overridden."""


class Extent(StrEnum):
    """Where a fact holds."""

    ENGLAND = "england"
    WALES = "wales"
    BOTH = "england-and-wales"

    @classmethod
    def covering(cls, nation: Nation) -> tuple["Extent", "Extent"]:
        """The extents a nation lies in."""
        return cls(nation.value), cls.BOTH


class Sort(StrEnum):
    """What a fact is; its key begins with it."""

    HELPLINE = "helpline"
    GUIDANCE = "guidance"
    THRESHOLD = "threshold"
    FIGURE = "figure"
    """Something counted outside."""
    BANK_HOLIDAY = "bank-holiday"
    """A day proclaimed or moved; those that follow by rule need no fact."""


class Purpose(StrEnum):
    """What somebody rings a helpline for. Pages have the sentence."""

    DANGER_NOW = "danger-now"
    POLICE = "police"
    CHILD_TALKS = "child-talks"
    """For somebody under 19 who wants to talk."""
    ANYBODY_TALKS = "anybody-talks"
    WORRIED_ABOUT_CHILD = "worried-about-child"
    WORRIED_ABOUT_RADICALISATION = "worried-about-radicalisation"
    EDUCATION_ADVICE = "education-advice"
    TERRORISM_SEEN = "terrorism-seen"
    WHISTLEBLOWING = "whistleblowing"


class Standing(StrEnum):
    """How an edition of guidance or an Act stands."""

    IN_FORCE = "in-force"
    NON_STATUTORY = "non-statutory"
    NOT_IN_FORCE = "not-in-force"
    COMMENCEMENT_UNKNOWN = "commencement-unknown"


class Measure(StrEnum):
    """What a threshold is measured in."""

    YEARS_OF_AGE = "years-of-age"
    DAYS = "days"
    WORKING_DAYS = "working-days"
    MONTHS = "months"
