"""A concern as policies ask about it."""

from collections.abc import Mapping
from typing import Protocol, TypeAlias

from ..reports import Report

Facts: TypeAlias = Mapping[str, str | bool]


class Reported(Protocol):
    """What a concern's row says of itself."""

    reporter: str
    about: str
    strand: str
    population: str
    danger: bool


class SortedAs(Protocol):
    """What a handler's triage says."""

    strand: str
    person: str
    danger: bool


def facts_of_report(report: Report) -> Facts:
    """What a route may ask about a report when it arrives; the person's age group is not known before triage."""
    facts: dict[str, str | bool] = {
        "reporter": report.reporter.value,
        "about": report.about.value,
        "strand": report.strand.value,
        "danger": report.danger,
    }
    return facts | ({"population": report.population} if report.population else {})


def facts_of_concern(concern: Reported, sorted_as: SortedAs | None, conduct: str = "") -> Facts:
    """The facts a control may test: as reported, as sorted once somebody has, and as somebody decided which kind of
    concern about conduct it is. What nobody said is unknown."""
    facts: dict[str, str | bool] = {
        "reporter": concern.reporter,
        "about": concern.about,
        "strand": sorted_as.strand if sorted_as else concern.strand,
        "danger": sorted_as.danger if sorted_as else concern.danger,
    }
    if concern.population:
        facts["population"] = concern.population
    if sorted_as:
        facts["person"] = sorted_as.person
    if conduct:
        facts["conduct"] = conduct
    return facts
