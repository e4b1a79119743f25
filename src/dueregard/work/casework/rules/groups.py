"""Groups of people that policies tell apart in where a concern goes: military and civilian trainees, say."""

from collections.abc import Collection, Iterable, Iterator

from ....authority.policy.values.when import UNKNOWN, When

_FACT = "population"


def asked_about(conditions: Iterable[When]) -> tuple[str, ...]:
    """The groups these conditions ask about, each once."""
    return tuple(dict.fromkeys(one for when in conditions for one in _within(when) if one != UNKNOWN))


def _within(when: When) -> Iterator[str]:
    for fact, answers in when.tests:
        if fact == _FACT:
            yield from answers
    for part in (*when.all, *when.any, *when.none):
        yield from _within(part)


def one_of_them(found: Iterable[Collection[str]]) -> str:
    """The group of people, by the groups in which each is known; empty where none is, or they are of several."""
    every = {one for groups in found for one in groups if one}
    return every.pop() if len(every) == 1 else ""
