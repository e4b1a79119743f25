"""Who may see which matter, decided a second time: from the words of the design, over plain values, and by no line of
the product. The matrix and the people who move about hold the product against it.

Nothing here may import from `dueregard`: what is wrong there must not be wrong here in the same way.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

OPENS_CASES = {
    "receive-concerns", "triage", "decide", "consult", "review", "close", "refer", "see-restricted", "open-raiser",
    "answer-requests",
}  # fmt: skip
"""Powers that come with reading cases."""
CLOSES = {
    "said-to-have-harmed": True,
    "harmed": True,
    "worried-about": True,
    "close": True,
    "witness": False,
    "raiser": False,
    "typist": False,
    "round": False,
    "handler": False,
    "handler-in-person": False,
    "emergency": False,
    "granted": False,
}
"""Whether a part keeps away whoever plays it, and whoever is close to them. A part that is new must be decided here."""


@dataclass
class Human:
    """A human being, however often the directory has them."""

    powers: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    """Posts held, and those one stands in for."""
    kin: set[str] = field(default_factory=set)
    manager: set[str] = field(default_factory=set)
    """Who line-manages them."""
    vouchers: set[str] = field(default_factory=set)
    """Who vouched for them within the last day."""


@dataclass
class Matter:
    """A concern, and what was recorded around it that stands now. People by the name of the human being."""

    restricted: bool = False
    posts: set[str] = field(default_factory=set)
    """Posts it was put before."""
    holders: set[str] = field(default_factory=set)
    """People it was put before because of a post they held then."""
    persons: set[str] = field(default_factory=set)
    """People it was put before as the people they are."""
    emergencies: set[str] = field(default_factory=set)
    """Who opened it in an emergency that is not over."""
    granted: set[str] = field(default_factory=set)
    """Who was let read it until a day that is not over."""
    parts: list[tuple[str, str]] = field(default_factory=list)
    """Who plays which part."""
    aside: set[str] = field(default_factory=set)
    """Who stepped aside."""


def kept_from(name: str, people: dict[str, Human]) -> set[str]:
    """The people whose matters somebody must not handle: themselves, kin, and whoever manages them; and the same of
    whoever vouched for them."""
    found: set[str] = set()
    for one in (name, *people[name].vouchers):
        found |= {one} | people[one].kin | people[one].manager
        found |= {other for other, human in people.items() if one in human.kin}
    return found


def sees(name: str, matter: Matter, people: dict[str, Human]) -> bool:
    """Whether somebody sees a matter: deny by default."""
    kept = kept_from(name, people)
    if name in matter.aside or any(CLOSES[part] and who in kept for who, part in matter.parts):
        return False
    if name in matter.granted:
        return True
    return is_theirs(name, matter, people) or (not matter.restricted and name in matter.emergencies)


def is_theirs(name: str, matter: Matter, people: dict[str, Human]) -> bool:
    """Whether it was put before somebody, in person or in a post, no wall considered: not only for a while."""
    reader, in_person = people[name], name in matter.persons
    if matter.restricted:
        return in_person or name in matter.holders or "see-restricted" in reader.powers
    by_post = name in matter.holders or bool(reader.posts & matter.posts)
    return in_person or (by_post and bool(reader.powers & OPENS_CASES))


def keeps_what_was_asked(name: str, matter: Matter, people: dict[str, Human]) -> bool:
    """Whether what somebody was asked to do in a matter stays theirs: as long as they see it, not only for a while."""
    return sees(name, matter, people) and is_theirs(name, matter, people)


def seen(name: str, matters: Iterable[Matter], people: dict[str, Human]) -> list[bool]:
    """Which of these somebody sees, in their order."""
    return [sees(name, matter, people) for matter in matters]


_RECORD = {"triage", "decide", "review", "consult", "see-restricted"}
"""Powers that let somebody add to the record of a matter they see."""
NEEDS = {
    "read": None,
    "read it all": None,
    "read what it says": None,
    "open a name": {"open-raiser"},
    "step aside": None,
    "open a file": None,
    "sort": {"triage"},
    "say who it is": {"triage"},
    "correct who it is": {"triage"},
    "decide": {"decide"},
    "call a meeting": {"decide"},
    "hold a meeting": {"decide"},
    "join a decision": OPENS_CASES | {"see-board-figures"},
    "say that it ended": {"close", "decide"},
    "prepare a referral": {"refer"},
    "move a referral": {"refer"},
    "check a referral": {"refer"},
    "copy its paper": {"refer"},
    "write its paper": {"refer"},
    "say who was told": {"refer"},
    "say who agreed": {"refer"},
    "read how long it is kept": {"decide", "see-restricted"},
    "say what the record is": {"decide", "see-restricted"},
    "hold it": {"decide", "see-restricted"},
    "lift a hold": {"decide", "see-restricted"},
    "let somebody read it": {"triage", "decide", "see-restricted"},
    "end that somebody reads it": {"triage", "decide", "see-restricted"},
    "decide how long it is kept": {"decide", "see-restricted"},
    "decide on its letter": {"decide"},
    "agree that it goes": {"decide", "see-restricted"},
    "say that it stays": {"decide", "see-restricted"},
    "read its plans": None,
}
"""Which power each act needs; None: seeing it is enough. What is not named needs one that adds to the record."""


ONLY_READS = {"read", "read it all", "read what it says", "open a file"}
"""What somebody may do who was let read it and has it in no other way."""


def may(name: str, act: str, matter: Matter, people: dict[str, Human]) -> bool:
    """Whether somebody who sees a matter may do this to it. Before whom it was put in person may add to its record."""
    if name in matter.granted and not is_theirs(name, matter, people):
        return act in ONLY_READS
    needed = NEEDS.get(act, _RECORD)
    powers = people[name].powers | ({"consult"} if name in matter.persons else set())
    return needed is None or bool(powers & needed)
