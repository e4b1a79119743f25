"""The base of every control block, and the small field types blocks are written with."""

import re
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, PlainSerializer, PlainValidator

from .values.tables import read_id, read_words
from .values.time import Span
from .values.trouble import wrong

REQUIREMENT_ID = re.compile(r"[A-Z][A-Z0-9]{0,11}-[0-9]{1,5}")


def _read_meets(raw: object) -> str:
    if not isinstance(raw, str) or not REQUIREMENT_ID.fullmatch(raw):
        raise wrong(f'{raw!r} is not the id of a requirement; write it like "S0-141".')
    return raw


def _read_flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise wrong(f"{raw!r} is neither true nor false.")
    return raw


Id = Annotated[str, PlainValidator(read_id)]
Words = Annotated[str, PlainValidator(read_words)]
Flag = Annotated[bool, PlainValidator(_read_flag)]
RequirementId = Annotated[str, PlainValidator(_read_meets)]
Reminder = Annotated[
    Span, PlainValidator(Span.read), PlainSerializer(lambda span: span.words(), return_type=str)
]
"""How long before its end somebody is reminded of something."""


class Part(BaseModel):
    """A table inside a block: closed keys, never changed once read."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=False, use_attribute_docstrings=True
    )

    misplaced: ClassVar[dict[str, str]] = {}
    """Keys people look for here that belong elsewhere or nowhere, each with the sentence that says so."""


class Block(Part):
    """What every control may say beside what its kind asks."""

    meets: tuple[RequirementId, ...] = ()
    """Ids of requirements whose evidence this control yields: a claim somebody may check."""
    note: Words | None = None
    """A remark shown to those who run the policy, such as a reading that was chosen and why."""
