"""What a line of the directory may say, and what a list still lacks."""

import re
from collections.abc import Collection, Iterator, Sequence

from ..directory import Line

LONGEST = {"called": 200, "hours": 200, "phone": 60, "email": 200, "web": 300}
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{1,40}")
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>.]+(\.[^@\s<>.]+)+")
_WEB = re.compile(r"https://[^\s<>\"]+")
_SMALL = frozenset({"and", "of", "the"})


def faults(line: Line, regions: Collection[str], populations: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a line: the part, and a sentence."""
    if not line.called:
        yield "called", "Say who answers there: a post, a service, or somebody who agreed to be named."
    for part, longest in LONGEST.items():
        if len(getattr(line, part)) > longest:
            yield part, f"Say it in {longest} characters at most."
    if not (line.phone or line.email or line.web):
        yield "phone", "Give at least one way to reach them."
    if line.phone and not _PHONE.fullmatch(line.phone):
        yield "phone", "Write the number in figures, like 01632 960001."
    if line.email and not _EMAIL.fullmatch(line.email):
        yield "email", "Write the whole address, like team@example.org."
    if line.web and not _WEB.fullmatch(line.web):
        yield "web", "Write the whole address, beginning with https://."
    if line.region and line.region not in regions:
        yield "region", "Choose one of the regions the policy names, or none."
    if line.population and line.population not in populations:
        yield "population", "Choose one of the groups the policy names, or everybody."


def lacking(lines: Sequence[Line], regions: Sequence[str], minimum: int | None) -> str:
    """What a list lacks, in words; empty where it has all the policy asks for."""
    if not lines:
        return "nobody is listed yet"
    there = {line.region for line in lines}
    if missing := [region for region in regions if region not in there]:
        return f"nobody is listed for {', '.join(map(region_words, missing))}"
    if minimum is not None and len(lines) < minimum:
        return f"{len(lines)} of at least {minimum} are listed"
    return ""


def region_words(region: str) -> str:
    """A region or a group as people write it: `north-east-and-yorkshire` is North East and Yorkshire."""
    return " ".join(word if word in _SMALL else word.capitalize() for word in region.split("-"))
