"""Whether what people said to a step meets it: any of, all of, so many of, in order, and never whoever is barred."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ....authority.policy.answers import Basis
from ....authority.policy.values.who import Manner, Named, Who
from ..vocabulary import Met, Said

Stands = Mapping[Named, frozenset[UUID]]
"""Whom a name of `not_same` stands for in this matter: `person:author`, or who said an earlier step in a post."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person said in one capacity."""

    named: Named
    who: UUID
    """One person, however many rows of the directory they have; of somebody outside it, what was written down."""
    said: Said
    basis: Basis

    @property
    def proven(self) -> bool:
        """Said here by themselves, or on a paper that somebody saw; not on somebody's word alone."""
        return self.basis is not Basis.SOMEBODYS_WORD


@dataclass(frozen=True, slots=True)
class Meeting:
    """How far somebody's saying-so brought a step."""

    met: Met
    proven: bool = True
    """Whether all it rests on is proven. True while nothing was said."""
    lacking: tuple[Named, ...] = ()
    """Who could still say something that brings it on."""


def meet(who: Who, voices: Iterable[Voice], stands: Stands, *, heard_only: bool = False) -> Meeting:
    """How a step that `who` must say yes to stands after these voices.

    A no refuses it, unless it is a vote (`k_of`), which is lost only when it cannot be won any more; with `heard_only`
    a no counts as having been heard. In a vote each post and each person counts once.
    """
    barred = frozenset[UUID]().union(*(stands.get(named, frozenset()) for named in who.not_same))
    heard = [voice for voice in voices if voice.who not in barred]
    parts = [_part(member, heard, stands, heard_only=heard_only) for member in who.members]
    met = [part for part in parts if part.met is Met.MET]
    refused = [part for part in parts if part.met is Met.REFUSED]
    lacking = tuple(dict.fromkeys(named for part in parts if part.met is Met.OPEN for named in part.lacking))
    match who.manner:
        case Manner.ALL_OF:
            return _ended(met, refused, len(met) == len(parts), lacking)
        case Manner.K_OF:
            return _vote(who, heard, parts, lacking)
        case _:
            return _ended(met, refused, bool(met), lacking)


def bars(who: Who, named: Named, stands: Stands) -> frozenset[UUID]:
    """Who may not speak in this capacity: those its `not_same` stand for, of every group that the name lies in. Where
    it lies in several, only whoever is barred from all."""
    here = frozenset[UUID]().union(*(stands.get(other, frozenset()) for other in who.not_same))
    inside = [
        bars(member, named, stands) if isinstance(member, Who) else frozenset[UUID]()
        for member in who.members
        if member == named or (isinstance(member, Who) and named in member.flatten())
    ]
    return here.union(frozenset.intersection(*inside) if inside else ())


def _part(member: "Named | Who", voices: Sequence[Voice], stands: Stands, *, heard_only: bool) -> Meeting:
    if isinstance(member, Who):
        return meet(member, voices, stands, heard_only=heard_only)
    own = [voice for voice in voices if voice.named == member]
    if not own:
        return Meeting(Met.OPEN, lacking=(member,))
    no = any(voice.said is Said.NO for voice in own) and not heard_only
    return Meeting(Met.REFUSED if no else Met.MET, all(voice.proven for voice in own))


def _ended(met: list[Meeting], refused: list[Meeting], enough: bool, lacking: tuple[Named, ...]) -> Meeting:
    if refused:
        return Meeting(Met.REFUSED, all(part.proven for part in refused))
    if enough:
        return Meeting(Met.MET, all(part.proven for part in met))
    return Meeting(Met.OPEN, all(part.proven for part in met), lacking)


def _vote(who: Who, voices: Sequence[Voice], parts: list[Meeting], lacking: tuple[Named, ...]) -> Meeting:
    against = [part for part in parts if part.met is Met.REFUSED]
    if len(parts) - len(against) < who.k:
        return Meeting(Met.REFUSED, all(part.proven for part in against))
    for_it = [voice for voice in voices if voice.said is Said.YES]
    agreed = [member for member, part in zip(who.members, parts, strict=True) if part.met is Met.MET]
    won = _pairs([_whose(member, for_it) for member in agreed])
    # A yes on somebody's word proves nothing: the vote is proven if it is won without any.
    seen = _pairs([_whose(member, [voice for voice in for_it if voice.proven]) for member in agreed])
    if won >= who.k:
        return Meeting(Met.MET, seen >= who.k)
    # Where one person spoke for several posts, somebody else may still speak for one of them.
    spoken = (named for member in agreed for named in _names(member)) if won < len(agreed) else ()
    return Meeting(Met.OPEN, seen == won, tuple(dict.fromkeys((*lacking, *spoken))))


def _whose(member: "Named | Who", voices: Iterable[Voice]) -> frozenset[UUID]:
    names = set(_names(member))
    return frozenset(voice.who for voice in voices if voice.named in names)


def _names(member: "Named | Who") -> tuple[Named, ...]:
    return member.flatten() if isinstance(member, Who) else (member,)


def _pairs(speakers: Sequence[frozenset[UUID]]) -> int:
    """How many posts can each be given a speaker of their own: the greatest matching."""
    given: dict[UUID, int] = {}

    def seat(post: int, tried: set[UUID]) -> bool:
        for person in sorted(speakers[post] - tried):
            tried.add(person)
            if person not in given or seat(given[person], tried):
                given[person] = post
                return True
        return False

    return sum(seat(post, set()) for post in range(len(speakers)))
