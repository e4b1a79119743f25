"""What a file is called: as somebody called it, for readers of the record; and as we call it when it is handed out."""

import re
import unicodedata
from datetime import datetime
from uuid import UUID

from ..vocabulary import Kind

_LONGEST = 200


def kept_name(said: str) -> str:
    """A name as it is sealed: without folders, and without what cannot be seen or turns the writing round."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", said)[-1])
    shown = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    return " ".join(shown.split())[:_LONGEST]


def handed_out_as(file_id: UUID, kind: Kind, taken_in: datetime) -> str:
    """A name that tells nobody anything who sees it in a folder of downloads."""
    return f"file-{taken_in:%Y-%m-%d}-{file_id.hex[-6:]}.{'jpg' if kind is Kind.JPEG else kind.value}"
