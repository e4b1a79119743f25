"""Which circle a matter lies in."""

from uuid import UUID

import pytest

from dueregard.authority.access.vocabulary import Circle
from dueregard.work.casework.rules.circles import circle_of
from dueregard.work.casework.vocabulary import AboutKind

LEAD, LEARNER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("about", "shut_out", "named", "circle"),
    [
        (AboutKind.LEARNER, {LEARNER}, False, Circle.OPEN),
        (AboutKind.LEARNER, set(), False, Circle.OPEN),
        (AboutKind.EMPLOYER_STAFF, set(), False, Circle.OPEN),
        (AboutKind.COLLEAGUE, set(), False, Circle.SEALED),
        (AboutKind.SUBCONTRACTOR_STAFF, set(), False, Circle.SEALED),
        (AboutKind.LEARNER, {LEARNER, LEAD}, False, Circle.SEALED),  # the lead's own child
        (AboutKind.SELF, {LEAD}, False, Circle.SEALED),  # the lead reports about themselves
        (AboutKind.UNKNOWN, set(), True, Circle.SEALED),  # "one of those who read this is involved"
    ],
)
def test_circle(about: AboutKind, shut_out: set[UUID], named: bool, circle: Circle) -> None:
    assert circle_of(about, shut_out=shut_out, opens_pages={LEAD}, somebody_named=named) == circle
