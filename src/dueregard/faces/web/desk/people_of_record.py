"""What somebody on a record is called where one of them is chosen."""

from typing import Any

from ....work.casework.operations.names import Names
from ....work.casework.operations.reading import Person
from .around_them import PARTS

_PARTS: dict[str, Any] = {part.value: words for part, words in PARTS.items()}


def named(one: Person, names: Names) -> str:
    """Their name, as far as it is known, and the part they play."""
    name = names.get(str(one.row.person_id), "") or one.words.get("name", "")
    part = str(_PARTS.get(one.row.part, one.row.part))
    return f"{name} ({part})" if name else part
