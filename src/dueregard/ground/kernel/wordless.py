"""What may lie in the database in clear: ids, enums, numbers and dates, which hold no words about anybody."""

import types
from datetime import date, datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin
from uuid import UUID

_WORDLESS = (UUID, bool, int, date, datetime)


def is_wordless(kind: Any) -> bool:
    """Whether values of this type hint are ids, enums, numbers or dates, and so can hold no words."""
    if kind is type(None):
        return True
    if get_origin(kind) in (Union, types.UnionType, tuple):
        return all(is_wordless(part) for part in get_args(kind) if part is not Ellipsis)
    return isinstance(kind, type) and (kind in _WORDLESS or issubclass(kind, Enum))
