"""An audience as people say it: "all staff and associates looking after IT"."""

from collections.abc import Callable, Iterator, Sequence

from ..policy.values.trouble import one_of
from ..policy.values.when import UNKNOWN, When
from ..policy.values.who import Named, Naming, Prefix, bare_name

_STANDING = {
    "staff": "staff",
    "associate": "associates",
    "volunteer": "volunteers",
    "board-member": "board members",
    "learner": "learners",
    "employer-staff": "employers' staff",
    "subcontractor-staff": "subcontractors' staff",
    "agency-staff": "agency staff",
    UNKNOWN: "people of whom nobody said what they are here",
}
_WORK = {
    "delivery": "teaching, assessing or coaching",
    "support": "supporting learners or the running of the provider",
    "management": "managing",
    "it": "looking after IT",
    UNKNOWN: "whose work nobody has said",
}
_REGULATED = {
    "yes": "in regulated activity with under-18s",
    "no": "not in regulated activity with under-18s",
    UNKNOWN: "of whom nobody has said whether they are in regulated activity",
}
_AGE = {"under-18": "under 18", "adult": "aged 18 or over", UNKNOWN: "whose age is not known"}


def audience_words(audience: When, naming: Naming = bare_name) -> str:
    """Whom an audience means. `naming`: what the policy calls a post."""
    if audience == When():
        return "everybody"
    phrase = _phrase(audience, naming)
    return f"everybody{phrase.removeprefix('people')}" if phrase.startswith("people") else f"all {phrase}"


def _phrase(audience: When, naming: Naming) -> str:
    """A noun with what is said of it, such as "staff managing, except those at the quay"."""
    tests, parts = dict(audience.tests), list(audience.all)
    plain = [part for part in parts if not (part.all or part.any) and not part.tests[1:] and not part.none]
    for part in plain:
        if part.tests and part.tests[0][0] not in tests:  # one condition said apart belongs with the others
            tests |= dict(part.tests)
            parts.remove(part)
    nots = [*audience.none, *(one for part in parts if _only_nots(part) for one in part.none)]
    parts = [part for part in parts if not _only_nots(part)]
    said = _and([_STANDING.get(one, one) for one in tests.pop("standing", ())]) or "people"
    said = " ".join([said, *_clauses(tests, naming)])
    said += "".join(f", and of them {_those(part, naming)}" for part in parts)
    if audience.any:
        said += f", either {' or '.join(_those(part, naming) for part in audience.any)}"
    if nots:
        said += f", except {_and([_those(part, naming) for part in nots])}"
    return said


def _only_nots(part: When) -> bool:
    return bool(part.none) and not (part.tests or part.all or part.any)


def _those(part: When, naming: Naming) -> str:
    phrase = _phrase(part, naming)
    return f"those{phrase.removeprefix('people')}" if phrase.startswith("people") else phrase


def _clauses(tests: dict[str, tuple[str, ...]], naming: Naming) -> Iterator[str]:
    words: dict[str, Callable[[Sequence[str]], str]] = {
        "work": lambda some: " or ".join(_WORK.get(one, one) for one in some),
        "regulated-activity": lambda some: " or ".join(_REGULATED[one] for one in some),
        "age": lambda some: " or ".join(_AGE[one] for one in some),
        "post": lambda some: f"with the post of {one_of(_named(naming, one) for one in some)}",
        "site": lambda some: f"at {one_of(_own(one, 'no site') for one in some)}",
        "programme": lambda some: f"on {one_of(_own(one, 'no programme') for one in some)}",
        "population": lambda some: f"in the group {one_of(_own(one, 'not known') for one in some)}",
    }
    for fact, say in words.items():
        if fact in tests:
            yield say(tests[fact])


def _named(naming: Naming, post: str) -> str:
    return "nobody" if post == UNKNOWN else naming(Named(Prefix.ROLE, post)).removeprefix("the ")


def _own(word: str, unknown: str) -> str:
    return unknown if word == UNKNOWN else word.replace("-", " ")


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
