"""Many concerns fast: a reported one copied row by row, each copy with ids and hours of its own, in set-based SQL.

The copies keep the first one's sealed words, which open only in the row they were sealed in: lists show copies, and
a record is opened at a concern that was truly reported.
"""

from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from dueregard.authority.access.models import Party
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import Concern, ConcernPerson, Delivery
from dueregard.work.casework.vocabulary import State

OPEN_ONE_IN = 50
"""One concern in so many is still new; the others are closed."""


def copy_concern(provider: Provider, concern: UUID, numbers: range) -> None:
    """One copy for each number, received so many minutes before the first; commits once."""
    state = f"CASE WHEN n.n %% {OPEN_ONE_IN} = 0 THEN '{State.NEW}' ELSE '{State.CLOSED}' END"
    own = {
        "id": _numbered("c", provider),
        "request_id": _numbered("e", provider),
        "reference": "CAST(n.n AS varchar(12))",
        "receipt_tag": "CAST(n.n AS varchar(64))",
        "received_at": _earlier("t.received_at"),
        "moved_at": _earlier("t.moved_at"),
        "state": state,
    }
    with transaction.atomic():
        _copy(Concern, own, {"id": concern}, numbers)
        for table, (model, to) in enumerate(
            ((Party, "thing_id"), (ConcernPerson, "concern_id"), (Delivery, "concern_id"))
        ):
            rows = model.objects.filter(**{to: concern}).values_list("pk", flat=True)
            for place, row in enumerate(rows):
                ids = {"id": _numbered(f"{table}{place:x}", provider), to: own["id"]}
                _copy(model, ids, {"id": row}, numbers)


def _copy(model: type[models.Model], own: dict[str, str], where: dict[str, Any], numbers: range) -> None:
    fields = model._meta.concrete_fields
    into = ", ".join(f'"{field.column}"' for field in fields)
    taken = ", ".join(own.get(str(field.column), f't."{field.column}"') for field in fields)
    if connection.vendor == "postgresql":
        source = "generate_series(%s, %s) AS n(n)"
    else:
        source = "(WITH RECURSIVE s(n) AS (SELECT %s UNION ALL SELECT n + 1 FROM s WHERE n < %s) SELECT n FROM s) n"
    row = model._meta.pk.get_db_prep_value(where["id"], connection)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({into}) SELECT {taken} FROM {source}, '
            f'"{model._meta.db_table}" t WHERE t.id = %s',
            [numbers[0], numbers[-1], row],
        )


def _numbered(kind: str, provider: Provider) -> str:
    """An id that tells table, provider and number, and rises with it as ours rise with time."""
    start = f"{kind:0<4}{provider.id.hex[-8:]}"
    if connection.vendor == "postgresql":
        return f"CAST('{start}' || lpad(to_hex(n.n), 20, '0') AS uuid)"
    return f"'{start}' || printf('%%020x', n.n)"


def _earlier(column: str) -> str:
    if connection.vendor == "postgresql":
        return f"{column} - n.n * interval '1 minute'"
    return f"strftime('%%Y-%%m-%%d %%H:%%M:%%f', {column}, '-' || n.n || ' minutes')"
