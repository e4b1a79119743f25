"""On what something may be left out of what somebody gets to see: a list with dates and sources. Pure.

A person decides whether one of them holds, for each thing anew, and says why; nothing is left out because of the kind
of thing it is. Sources are the Acts as in force in November 2026; `sure` says how sure we are that it reaches
somebody like us, as `B` or `C` (`A`: plain on the face of the law). A description for whoever decides, not legal
advice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_ACT = date(2018, 5, 25)


class Ground(StrEnum):
    """Why something is left out. The ids are for ever: rows name them."""

    NOT_THEIRS = "not-theirs"
    OTHERS_RIGHTS = "others-rights"
    THIRD_PARTY = "third-party"
    CRIME = "crime"
    HEALTH_HARM = "health-harm"
    SOCIAL_WORK_HARM = "social-work-harm"
    EDUCATION_HARM = "education-harm"
    CHILD_ABUSE = "child-abuse"
    PRIVILEGE = "legal-privilege"
    REFERENCE = "confidential-reference"


@dataclass(frozen=True, slots=True)
class Exemption:
    """One ground, with the law it stands in, since when, and what has to be so."""

    ground: Ground
    title: str
    law: str
    since: date
    holds_when: str
    sure: str
    until: date | None = None
    of_others: bool = False
    """It protects somebody else, so their consent and the balance are asked for."""
    needs_advice: bool = False
    """Whoever knows has to be asked first, and what they said is written down."""
    for_another_alone: bool = False
    """Only where somebody asks on behalf of somebody else."""
    tells: str = ""
    """What whoever asked reads in its place, where they may know that something is left out."""


_LIST = (
    Exemption(
        Ground.NOT_THEIRS,
        "It is not about them",
        "UK GDPR, Articles 4(1) and 15(1)",
        _ACT,
        "What it says does not relate to whoever asks, also not together with the rest.",
        "A",
        tells="something that is not about you",
    ),
    Exemption(
        Ground.THIRD_PARTY,
        "It is about somebody else too",
        "Data Protection Act 2018, Schedule 2, Part 3, paragraphs 16 and 17",
        _ACT,
        "Somebody else can be known from it, they have not agreed, and it is not reasonable to give it without "
        "them. Weigh what sort of thing it is, what was promised to them, what was done to ask them, whether they can "
        "agree, and whether they refused.",
        "A",
        of_others=True,
        tells="something about somebody else",
    ),
    Exemption(
        Ground.OTHERS_RIGHTS,
        "It would harm the rights and freedoms of others",
        "UK GDPR, Article 15(4)",
        _ACT,
        "A copy would harm others in a right of theirs. It is no reason to give nothing at all.",
        "A",
        of_others=True,
        tells="something that would harm the rights of others",
    ),
    Exemption(
        Ground.CRIME,
        "It would prejudice preventing, detecting or prosecuting crime",
        "Data Protection Act 2018, Schedule 2, Part 1, paragraph 2",
        _ACT,
        "To give this thing now would be likely to prejudice it: a real chance, not a thought. Ask the police where "
        "they are involved.",
        "A",
        tells="something that the law lets us keep for now",
    ),
    Exemption(
        Ground.HEALTH_HARM,
        "Data about health, and serious harm",
        "Data Protection Act 2018, Schedule 3, Part 2, paragraphs 5 and 6",
        _ACT,
        "It would be likely to cause serious harm to the health of somebody. A health professional who treats them "
        "has to be asked, within the last six months.",
        "B",
        needs_advice=True,
        tells="something that the law lets us keep so that nobody is harmed",
    ),
    Exemption(
        Ground.SOCIAL_WORK_HARM,
        "Data of social work, and serious harm",
        "Data Protection Act 2018, Schedule 3, Part 3, paragraph 11",
        _ACT,
        "It came from social work, and to give it would be likely to prejudice that work by serious harm to somebody. "
        "Ask whoever it came from whether it reaches you.",
        "C",
        needs_advice=True,
        tells="something that the law lets us keep so that nobody is harmed",
    ),
    Exemption(
        Ground.EDUCATION_HARM,
        "Data about education, and serious harm",
        "Data Protection Act 2018, Schedule 3, Part 4, paragraph 19",
        _ACT,
        "It would be likely to cause serious harm to somebody. The Act speaks of records of schools: whether it "
        "reaches further education or a training provider is not settled. Take legal advice first.",
        "C",
        needs_advice=True,
        tells="something that the law lets us keep so that nobody is harmed",
    ),
    Exemption(
        Ground.CHILD_ABUSE,
        "Data about the abuse of a child",
        "Data Protection Act 2018, Schedule 3, Part 5, paragraph 21",
        _ACT,
        "Somebody asks for a child, or for an adult who cannot manage their own affairs, and to give it would not be "
        "in that person's best interests. It does not hold against the person themselves. Not for Scotland.",
        "B",
        for_another_alone=True,
        tells="something that it would not be in their interest to give to you",
    ),
    Exemption(
        Ground.PRIVILEGE,
        "Legal professional privilege",
        "Data Protection Act 2018, Schedule 2, Part 4, paragraph 19",
        _ACT,
        "It was written to get or give legal advice, or for proceedings. Ask whoever advises you.",
        "A",
        needs_advice=True,
        tells="legal advice",
    ),
    Exemption(
        Ground.REFERENCE,
        "A confidential reference",
        "Data Protection Act 2018, Schedule 2, Part 4, paragraph 24",
        _ACT,
        "It was given or received in confidence, for learning, work, a post or a service.",
        "A",
        tells="a reference given in confidence",
    ),
)
EXEMPTIONS: Mapping[Ground, Exemption] = {one.ground: one for one in _LIST}


def in_force_on(day: date) -> tuple[Exemption, ...]:
    """What may be chosen on a day. What was decided on one that ended stays decided."""
    return tuple(one for one in _LIST if one.since <= day and (one.until is None or day < one.until))
