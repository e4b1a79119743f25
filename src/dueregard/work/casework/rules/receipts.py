"""References and receipt codes: random, easy to read out on the telephone, and telling nothing."""

from collections.abc import Callable

_LETTERS = "BCDFGHJKMNPQRSTVWXZ23456789"
"""No vowels, so that no word appears by chance; nothing that looks like something else."""

CODE_GROUPS = 4
CODE_GROUP = 4
"""16 letters of 27: 76 bits, far beyond guessing even without a limit on tries."""


def make_reference(choose: Callable[[str], str]) -> str:
    """A reference such as `K7QF-3MWD`; `choose` picks one letter (secrets.choice outside tests)."""
    return _grouped("".join(choose(_LETTERS) for _ in range(2 * CODE_GROUP)))


def make_code(digits: int) -> str:
    """A receipt code such as `4TQB-K7WX-9MNC-D2HR` from a large number nobody can guess."""
    letters = ""
    for _ in range(CODE_GROUPS * CODE_GROUP):
        digits, at = divmod(digits, len(_LETTERS))
        letters += _LETTERS[at]
    return _grouped(letters)


def tidy(words: str) -> str:
    """A reference or code as typed by somebody, in our spelling: case, spaces and dashes do not matter."""
    kept = [letter for letter in words.upper() if letter in _LETTERS]
    return _grouped("".join(kept))


def reference_in(words: str) -> str | None:
    """The reference somebody typed as it was read out to them, in our spelling; None for what is rather a name.

    No name holds a digit, so what does is meant as a reference even when it cannot be one of ours.
    """
    letters = "".join(letter for letter in words.upper() if letter.isalnum())
    if len(letters) == 2 * CODE_GROUP and set(letters) <= set(_LETTERS):
        return _grouped(letters)
    return letters if any(letter.isdigit() for letter in letters) else None


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + CODE_GROUP] for at in range(0, len(letters), CODE_GROUP))
