"""Which checks are asked of whom: by what the provider is, its nation, and how somebody stands here.

The table is data: each line says what asks for it. A policy may ask for more of an audience, and never for less.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ....authority.people.vocabulary import Regulated, Standing, Work
from ....ground.tenancy.vocabulary import Nation
from ..central_record import ON_RECORD, THIRD_PARTY, Barred, CheckKind, ProviderSort

_EVERY_SORT = frozenset(ProviderSort)
_PAID = ON_RECORD - {Standing.VOLUNTEER, Standing.BOARD}
_NOT_BOARD = ON_RECORD - {Standing.BOARD}
_ENGLAND, _WALES, _BOTH = (
    frozenset({Nation.ENGLAND}), frozenset({Nation.WALES}), frozenset(Nation),
)  # fmt: skip
_COLLEGES = (
    "The Further Education (Providers of Education) (England) Regulations 2006 (SI 2006/3199), Schedule"
)
_KCSIE = "Keeping children safe in education 2026, part three"
_WELSH = "Keeping learners safe, Welsh Government"


@dataclass(frozen=True, slots=True)
class Column:
    """One check, of whom it is asked, and what asks for it."""

    kind: CheckKind
    source: str
    of: frozenset[Standing] = _PAID
    sorts: frozenset[ProviderSort] = _EVERY_SORT
    nations: frozenset[Nation] = _BOTH
    works: frozenset[Work] = frozenset()
    """Only of those who do this work, or of whom nobody has said what they do; empty: whatever they do."""
    regulated: bool = False
    """Only of those whose work is regulated activity, or of whom nobody has said whether it is."""
    barred: Barred = Barred.NONE
    """The barred list that the certificate must have looked at."""


@dataclass(frozen=True, slots=True)
class Post:
    """One way of standing here, as far as checks ask about it."""

    standing: Standing
    work: Work | None = None
    regulated: Regulated | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A check asked of somebody. `confirmed`: their own employer's word is enough."""

    kind: CheckKind
    confirmed: bool = False
    barred: Barred = Barred.NONE


COLUMNS = (
    Column(CheckKind.IDENTITY, f"{_COLLEGES}; {_KCSIE}", of=_NOT_BOARD),
    Column(CheckKind.IDENTITY, _KCSIE, of=frozenset({Standing.BOARD}), sorts=frozenset({ProviderSort.ACADEMY})),
    Column(CheckKind.PROHIBITION, f"{_COLLEGES}; funding agreement"),
    Column(
        CheckKind.DBS,
        f"{_COLLEGES}: where the work is relevant activity",
        of=_NOT_BOARD,
        sorts=frozenset({ProviderSort.COLLEGE}),
        regulated=True,
    ),
    Column(
        CheckKind.DBS,
        f"{_KCSIE}; funding agreement",
        of=_NOT_BOARD,
        sorts=_EVERY_SORT - {ProviderSort.COLLEGE},
        regulated=True,
        barred=Barred.CHILDREN,
    ),
    Column(CheckKind.DBS, _KCSIE, of=frozenset({Standing.BOARD}), sorts=frozenset({ProviderSort.ACADEMY})),
    Column(CheckKind.QUALIFICATIONS, f"{_COLLEGES}; {_KCSIE}", works=frozenset({Work.DELIVERY})),
    Column(CheckKind.OVERSEAS, f"{_COLLEGES}; {_KCSIE}"),
    Column(CheckKind.RIGHT_TO_WORK, f"{_COLLEGES}; Immigration, Asylum and Nationality Act 2006"),
    Column(
        CheckKind.MANAGEMENT_DIRECTION,
        f"{_KCSIE}; Education and Skills Act 2008, section 128",
        of=_PAID | {Standing.BOARD},
        sorts=frozenset({ProviderSort.ACADEMY}),
        nations=_ENGLAND,
        works=frozenset({Work.MANAGEMENT}),
    ),
    Column(
        CheckKind.EWC,
        f"{_WELSH}; Education (Wales) Act 2014, part 2",
        nations=_WALES,
        works=frozenset({Work.DELIVERY}),
    ),
)  # fmt: skip


def columns(sort: ProviderSort | None, nation: Nation) -> tuple[Column, ...]:
    """The lines of the table that hold at a provider; while nobody has said what it is, those that hold for a training
    provider, which ask for most of those who teach."""
    return tuple(
        line for line in COLUMNS if nation in line.nations and (sort or ProviderSort.TRAINING) in line.sorts
    )


def asked(posts: Iterable[Post], lines: Iterable[Column]) -> dict[CheckKind, Asked]:
    """What is asked of somebody who stands here in these ways. Where two ask for the same, the stricter holds."""
    found: dict[CheckKind, Asked] = {}
    every = tuple(lines)
    for post in posts:
        for line in every:
            if _asks(line, post):
                one = Asked(line.kind, post.standing in THIRD_PARTY, line.barred)
                found[line.kind] = stricter(found.get(line.kind), one)
    return found


def stricter(one: Asked | None, other: Asked) -> Asked:
    """Of two ways of asking for the same check, what both together ask."""
    if one is None:
        return other
    barred = one.barred if other.barred is Barred.NONE else other.barred
    return Asked(one.kind, one.confirmed and other.confirmed, barred)


def _asks(line: Column, post: Post) -> bool:
    return (
        post.standing in line.of
        and (not line.works or post.work is None or post.work in line.works)
        and (not line.regulated or post.regulated is not Regulated.NO)
    )
