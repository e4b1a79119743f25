"""What an ILR says of a learner that is kept apart, where the provider has opted in: codes, as the ILR has them.

What nobody provided (99, and 9 of health) is nothing to keep.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ..vocabulary import Apart
from .columns import Takes
from .numbers import NO_NATIONAL_INSURANCE, national_insurance
from .rows import Loss, Problem

PROBLEM = "LLDDandHealthProblem"
_ELEMENTS: Mapping[Apart, frozenset[str]] = {
    Apart.ETHNICITY: frozenset({"Ethnicity"}),
    Apart.DISABILITY: frozenset({"LLDDHealthProb", PROBLEM, "LLDDCat", "PrimaryLLDD"}),
    Apart.NATIONAL_INSURANCE: frozenset({"NINumber"}),
}
_TWO_DIGITS = re.compile(r"\d\d?\Z", re.ASCII)
_NOT_PROVIDED = ("", "99")
_HAS_ONE, _HAS_NONE, _NO_ANSWER = "1", "2", "9"
Said = Mapping[str, str]
"""The texts of one element, by name."""


def elements(takes: Takes) -> frozenset[str]:
    """The elements that are looked at for what was opted in to; none of the others is."""
    return frozenset().union(*(_ELEMENTS[kept] for kept in takes))


def of(
    said: Said, health: Sequence[Said], row: int, takes: Takes, problems: list[Problem]
) -> tuple[tuple[Apart, str], ...]:
    """What a learner's own elements and those of health say; what is wrong is added, never with what was said."""
    return tuple(_found(said, health, row, takes, problems))


def _found(
    said: Said, health: Sequence[Said], row: int, takes: Takes, problems: list[Problem]
) -> Iterator[tuple[Apart, str]]:
    ethnicity = said.get("Ethnicity", "")
    if Apart.ETHNICITY in takes and ethnicity not in _NOT_PROVIDED:
        if _TWO_DIGITS.match(ethnicity):
            yield Apart.ETHNICITY, ethnicity
        else:
            problems.append(_no_code(row, "Ethnicity"))
    answer = said.get("LLDDHealthProb", "")
    if Apart.DISABILITY in takes and answer not in ("", _NO_ANSWER):
        if answer in (_HAS_ONE, _HAS_NONE):
            yield Apart.DISABILITY, "/".join((answer, *_primary(health)))
        else:
            problems.append(_no_code(row, "LLDDHealthProb"))
    if Apart.NATIONAL_INSURANCE in takes and said.get("NINumber"):
        if number := national_insurance(said["NINumber"]):
            yield Apart.NATIONAL_INSURANCE, number
        else:
            problems.append(Problem(row, "NINumber", NO_NATIONAL_INSURANCE, Loss.VALUE))


def _primary(health: Sequence[Said]) -> list[str]:
    """The category the learner named first among theirs."""
    named = (one.get("LLDDCat", "") for one in health if one.get("PrimaryLLDD") == _HAS_ONE)
    return [code for code in named if code not in _NOT_PROVIDED and _TWO_DIGITS.match(code)][:1]


def _no_code(row: int, column: str) -> Problem:
    return Problem(row, column, "This is not one of the codes of the ILR. It was left out.", Loss.VALUE)
