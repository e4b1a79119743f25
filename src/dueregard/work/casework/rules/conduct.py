"""A concern about somebody who works here: which kind it is, whose advice is asked first and why, and when somebody may
be spoken to. A person decides each of these; nothing here decides for them (domain.md 3, 3.2a and 14, rule 11)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ....ground.kernel.rulings import Ruling, allow, deny
from ....ground.tenancy.vocabulary import Nation
from ..vocabulary import AboutKind, Conduct, EntryKind, PersonKind
from .circles import WORKS_HERE


class WorksWith(StrEnum):
    """Whom somebody works with, as far as it decides who outside is asked."""

    CHILDREN = "under-18s"
    ADULTS_AT_RISK = "adults-at-risk"
    BOTH = "both"
    NEITHER = "neither"


class WorksIn(StrEnum):
    """Where they work with them."""

    ENGLAND = "england"
    WALES = "wales"
    BOTH = "both"

    def covers(self, nation: Nation) -> bool:
        """Whether they work in this nation."""
        return self in {WorksIn.BOTH, WorksIn(nation.value)}


class EmployedBy(StrEnum):
    """Who employs them."""

    US = "us"
    AGENCY = "agency"
    SUBCONTRACTOR = "subcontractor"
    EMPLOYER = "employer"
    """A learner's employer."""
    OTHERS = "somebody-else"


class Removed(StrEnum):
    """How somebody left regulated activity."""

    REMOVED = "removed"
    WOULD_HAVE = "would-have-been"
    """They left before they could be."""


class AdviceFrom(StrEnum):
    """Who outside advises on an allegation before anybody looks into it."""

    LADO = "lado"
    PIPOT = "pipot"
    WALES = "wales-section-5"


class AdviceStep(StrEnum):
    """How far asking for advice has come."""

    ASKED = "asked"
    GIVEN = "given"
    NOT_ASKED = "not-asked"
    """Somebody decided not to ask them, with a reason."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody outside who is asked, and why: a sentence people can check."""

    source: AdviceFrom
    why: str


@dataclass(frozen=True, slots=True)
class Work:
    """Whom somebody works with, and where."""

    works_with: WorksWith
    works_in: WorksIn


INTO_IT = frozenset({EntryKind.SPOKE_TO, EntryKind.STATEMENT})
"""What is written down of looking into it: it waits for advice."""
_PATHS = (
    (
        AdviceFrom.LADO,
        Nation.ENGLAND,
        {WorksWith.CHILDREN, WorksWith.BOTH},
        "They work with under-18s in England: the council's designated officer (LADO) is asked.",
    ),
    (
        AdviceFrom.PIPOT,
        Nation.ENGLAND,
        {WorksWith.ADULTS_AT_RISK, WorksWith.BOTH},
        "They work with adults at risk in England: the council's lead for people in positions of trust is asked, as "
        "its own framework says.",
    ),
    (
        AdviceFrom.WALES,
        Nation.WALES,
        {WorksWith.CHILDREN, WorksWith.ADULTS_AT_RISK, WorksWith.BOTH},
        "They work with children or adults at risk in Wales: section 5 of the Wales Safeguarding Procedures is "
        "followed.",
    ),
)


def is_about_conduct(about: AboutKind, person: PersonKind | None, kind: Conduct | None) -> bool:
    """Whether a matter takes the path of a concern about somebody who works here: as somebody decided, and until then
    as it was reported and sorted."""
    if kind is not None:
        return kind is not Conduct.NEITHER
    return about in WORKS_HERE or person is PersonKind.STAFF


def advice_wanted(kind: Conduct | None, work: Work | None) -> tuple[Wanted, ...]:
    """Who outside is asked about an allegation; nobody about anything less, or before it is known whom they work
    with."""
    if kind is not Conduct.ALLEGATION or work is None:
        return ()
    return tuple(
        Wanted(source, why)
        for source, nation, people, why in _PATHS
        if work.works_in.covers(nation) and work.works_with in people
    )


def may_look_into(
    *,
    about_conduct: bool,
    kind: Conduct | None,
    work: Work | None,
    steps: Mapping[AdviceFrom, AdviceStep],
    danger: bool,
) -> Ruling:
    """Whether somebody may speak to the person, or take statements: not before advice from outside, or what was found
    may be worth nothing, and somebody warned. Danger waits for nothing."""
    if danger:
        return allow("somebody is in danger")
    if about_conduct and kind is None:
        return deny(
            "First decide which kind of concern this is: low-level, an allegation, or not about conduct."
        )
    if kind is not Conduct.ALLEGATION:
        return allow("it is no allegation")
    if work is None:
        return deny("First write down whom they work with: that says who outside is asked for advice.")
    wanted = {one.source for one in advice_wanted(kind, work)}
    if any(source not in steps or steps[source] is AdviceStep.ASKED for source in wanted):
        return deny(
            "Nobody speaks to them, or takes statements, before advice from outside is written down here."
        )
    if wanted and AdviceStep.GIVEN not in {steps[source] for source in wanted}:
        return deny(
            "Nobody outside has advised. Ask one of them, or decide anew which kind of concern this is."
        )
    return allow("advice from outside is written down")


def may_tell_employer(employed_by: EmployedBy | None, looking_into: Ruling) -> Ruling:
    """Whether the employer is told now: where somebody else employs the person, and after advice. They look into it
    with us, as was advised; nobody runs their procedure for them."""
    if employed_by is None or employed_by is EmployedBy.US:
        return deny("First write down that somebody else employs them, and who.")
    if not looking_into:
        return deny(f"{looking_into.reason} Their employer is told once it is.")
    return allow("advice from outside is written down")


def missing_advice(step: AdviceStep, words: Mapping[str, str]) -> dict[str, str]:
    """What is left out of a note on advice, each with what belongs there."""
    wanted = {
        AdviceStep.ASKED: {"who": "Say which post of which body you asked."},
        AdviceStep.GIVEN: {
            "who": "Say which post of which body advised.",
            "said": "Say what they advised.",
        },
        AdviceStep.NOT_ASKED: {"said": "Say why they are not asked."},
    }[step]
    return {box: sentence for box, sentence in wanted.items() if not words.get(box, "").strip()}


def may_manage(
    *, own: Collection[str], named: Collection[str], raisers: Collection[str], walled: bool
) -> Ruling:
    """Whether somebody with these tags may be the case manager: nobody named in it, close to those it is about, or who
    raised it."""
    if walled or not frozenset(own).isdisjoint(named):
        return deny("They are named in this, or too close to somebody who is. Choose somebody else.")
    if not frozenset(own).isdisjoint(raisers):
        return deny("They raised this. Choose somebody else.")
    return allow("they have no part in it")
