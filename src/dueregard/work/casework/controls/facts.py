"""What a policy may ask about a matter, and the happenings its clocks stand between."""

from enum import StrEnum
from typing import Final

from ....authority.policy.values.when import Fact, choice, own_word, yes_no
from ..vocabulary import AboutKind, Conduct, PersonKind, ReporterKind, Strand


class Hours(StrEnum):
    """Whether somebody is in to read a report."""

    OPEN = "open"
    CLOSED = "closed"


class Happening(StrEnum):
    """What happens in a matter, in the usual order: of two, the earlier starts a clock the more strictly."""

    NOTICED = "noticed"
    EMERGENCY_CALLED = "emergency-called"
    TOLD = "told"
    """Somebody here was told, by whatever channel."""
    REPORTED = "reported"
    FORM_RECEIVED = "form-received"
    OPENED = "opened"
    TRIAGED = "triaged"
    DECIDED = "decided"
    ADVICE_ASKED = "advice-asked"
    """Somebody outside was asked for advice on a concern about somebody who works here."""
    REMOVED = "removed"
    """Somebody was removed from their work with children or adults at risk, or would have been."""
    BARRING_DECIDED = "barring-decided"
    REFERRED = "referred"
    ACKNOWLEDGED = "acknowledged"
    LAST_MOVEMENT = "last-movement"


CASE_FACTS: Final[dict[str, Fact]] = {
    "reporter": choice("who reports", ReporterKind),
    "about": choice("whom it is about", AboutKind),
    "strand": choice("what it falls under", Strand),
    "population": own_word("the group they belong to"),
    "person": choice("how the law sees the person", PersonKind),
    "conduct": choice("which kind of concern about somebody who works here it is", Conduct),
    "danger": yes_no("there is danger now"),
    "hours": choice("whether somebody is in", Hours),
}
CASE_PERSONS: Final = frozenset({"reporter", "line-manager", "handler", "any-member-of-staff"})
"""Of the people of a matter: who reported, the reporter's line manager, whoever has it in hand, and whoever of those
who work here the reporter chooses to tell."""
