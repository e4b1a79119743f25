"""Keeping whoever reported out of sight in what was written, and finding whoever else is named in it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...transfer.rules.initials import REACH, Known, conceal, initials_of, known

WHO = "[who reported]"


@dataclass(frozen=True, slots=True)
class Cast:
    """The names of everybody a record knows, as they matter to whoever asks."""

    reported: tuple[str, ...]
    """Names of whoever reported; empty where they asked themselves, or nobody knows."""
    reach: tuple[str, ...]
    """How they can be reached, as they wrote it."""
    asks: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]
    """Everybody else, each with all their names; not those who handle it for a living."""


def hide(texts: Sequence[str], cast: Cast) -> list[str]:
    """The texts with a sign for whoever reported, wherever their name stands, or the number and address they gave.

    A word that is as much a part of somebody else's name stays: else the sign would stand within that name, and tell.
    """
    if not (cast.reported or cast.reach):
        return list(texts)
    people = known([cast.reported, cast.asks, *cast.others])
    short = initials_of(next((one for one in cast.reported if initials_of(one)), ""))
    signed = Known(tuple((pattern, WHO if by == short and short else by) for pattern, by in people.patterns))
    _, found = conceal(texts, signed)
    keep = {
        one.written
        for one in found
        if one.by != WHO and not (one.by == REACH and _is_theirs(one.written, cast))
    }
    hidden, _ = conceal(texts, signed, keep)
    return [text.replace(REACH, WHO) for text in hidden]


def _is_theirs(written: str, cast: Cast) -> bool:
    plain = "".join(written.split()).casefold()
    return any(plain in "".join(one.split()).casefold() for one in cast.reach)


def others_in(texts: Sequence[str], cast: Cast) -> frozenset[str]:
    """The names of others that stand in the texts, as they are written there. A word they share with whoever asks
    counts for whoever asks."""
    people = known([cast.asks, *cast.others])
    own = initials_of(next((one for one in cast.asks if initials_of(one)), ""))
    _, found = conceal(texts, people)
    single = {piece.casefold() for name in cast.asks for piece in name.split()}
    return frozenset(
        one.written
        for one in found
        if one.by not in (own or None, REACH) and one.written.casefold() not in single
    )
