"""Hundreds of values in one parameter find the rows that a placeholder for each would."""

from datetime import date
from typing import Any

import pytest

from dueregard.authority.identity.models import PersonDetails
from dueregard.authority.identity.operations import record_person
from household import NOON, SETUP, inside

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("column", "of"),
    [
        ("folded", lambda row: row.folded),
        ("date_of_birth", lambda row: row.date_of_birth),
        ("person", lambda row: row.person_id),
        ("id", lambda row: row.id),
    ],
)
def test_among_finds_what_in_finds(column: str, of: Any) -> None:
    with inside():
        for name, born in (("Ada O'Neill", date(2008, 2, 29)), ('Ben "Ŵyn"', date(1990, 1, 1)), ("Cy", None)):
            record_person(given_names="", family_name=name, date_of_birth=born, actor=SETUP, now=NOON)
        rows = list(PersonDetails.objects.order_by("folded"))
        wanted = {of(row) for row in rows[:2]} - {None}
        found = PersonDetails.objects.filter(**{f"{column}__among": wanted})
        assert set(found) == set(PersonDetails.objects.filter(**{f"{column}__in": wanted}))
        assert found
        assert not PersonDetails.objects.filter(**{f"{column}__among": []}).exists()
