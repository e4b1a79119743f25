"""Leaving passages out of a copy: what is left out is not in it, and nothing lies beneath what stands in its place."""

import re
from collections.abc import Iterable, Sequence

LEFT_OUT = "[left out]"
SHORTEST = 2


def passages_of(typed: str) -> tuple[str, ...]:
    """The passages somebody marked, one a line, each once; the longest first, so that none hides within another."""
    lines = dict.fromkeys(" ".join(line.split()) for line in typed.splitlines())
    return tuple(sorted((line for line in lines if line), key=len, reverse=True))


def leave_out(texts: Sequence[str], passages: Iterable[str]) -> tuple[list[str], int, tuple[str, ...]]:
    """The texts without the passages, how many places that were, and the passages that are nowhere in them."""
    found, places, missing = list(texts), 0, []
    for passage in passages:
        pattern = re.compile(r"\s+".join(map(re.escape, passage.split())), re.IGNORECASE)
        counted = [pattern.subn(LEFT_OUT, text) for text in found]
        there = sum(many for _, many in counted)
        if len(passage) < SHORTEST or not there:
            missing.append(passage)
            continue
        found, places = [text for text, _ in counted], places + there
    return found, places, tuple(missing)
