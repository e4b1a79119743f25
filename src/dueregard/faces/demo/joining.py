"""Who comes to an invented provider by a file: members of staff and learners, with names of its own at each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ...authority.people.vocabulary import Standing, Work
from .people import House

TWICE = "studies"
"""Whoever works here and learns here, and so comes by both files."""
_GIVEN = (
    *("Ailsa", "Bram", "Cerys", "Dilip", "Edie", "Farah", "Gil", "Hana", "Ike", "Juno", "Kemal", "Lena", "Milo"),
    *("Nesta", "Odin", "Pia", "Quin", "Rhys", "Suki", "Tamsin", "Umar", "Vida", "Wren", "Yusuf", "Zola"),
)  # fmt: skip
_FAMILY = (
    *("Abell", "Barrowby", "Catchpole", "Dunmore", "Eccles", "Farrant", "Gately", "Hobday", "Ingle", "Jessop"),
    *("Kirkup", "Laverick", "Mapleton", "Nuttall", "Oakden", "Prentice", "Rainford"),
)  # fmt: skip
LEARNERS = 12


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a staff file. Days are counted back from today."""

    key: str
    post: str
    site: int
    joined: int
    left: int | None = None
    standing: Standing = Standing.STAFF
    post_now: str = ""
    """What their post has been called since it changed."""
    work: Work | None = Work.DELIVERY
    """None: nobody has said."""


TEAM = (
    Member("leads", "Trainer", 0, 1400, post_now="Lead trainer"),
    Member("overdue", "Trainer", 1, 1100),
    Member("untrained", "Assessor", 1, 900),
    Member("limited", "Skills coach", 0, 800),
    Member("exempt", "Trainer", 1, 760),
    Member("away", "Trainer", 0, 700),
    Member(TWICE, "Administrator", 0, 640, work=Work.SUPPORT),
    Member("leaves", "Assessor", 1, 620, left=45),
    Member("associate", "Associate trainer", 0, 500, standing=Standing.ASSOCIATE, work=None),
)
"""The staff of a year ago."""
STARTERS = (
    Member("early", "Trainer", 0, 20),
    Member("unchecked", "Assessor", 1, 16),
)
"""Who joined lately: one begins before the certificate is here, and of one nobody has seen a certificate."""


@dataclass(frozen=True, slots=True)
class Named:
    """One line of a file: a name, a number that the provider gives, and a birthday."""

    given: str
    family: str
    number: int
    born: date


def staff_of(house: House, today: date) -> Iterator[tuple[Member, Named]]:
    """Everybody whom the files on staff name, the starters last."""
    for n, member in enumerate((*TEAM, *STARTERS)):
        yield member, _named(house, n, today - timedelta(days=365 * (27 + 3 * n)))


def learners_of(house: House, today: date) -> list[Named]:
    """Everybody whom the file on learners names; the last of them works here too."""
    several = [
        _named(house, 20 + n, today - timedelta(days=365 * (17 + n % 8) + 11 * n))
        for n in range(LEARNERS - 1)
    ]
    return [*several, next(named for member, named in staff_of(house, today) if member.key == TWICE)]


def _named(house: House, n: int, born: date) -> Named:
    """Of the names no two together are at two providers, nor twice at one."""
    shift = sum(house.slug.encode())
    return Named(_GIVEN[(n + shift) % len(_GIVEN)], _FAMILY[(3 * n + shift) % len(_FAMILY)], 1000 + n, born)
