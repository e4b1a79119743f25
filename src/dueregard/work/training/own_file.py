"""The file on somebody who works here: who reads it, and what becomes of it when they ask for a correction."""

from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb


class Answered(StrEnum):
    """What became of a request for a correction."""

    PUT_RIGHT = "put-right"
    LEFT = "left"
    """It stays as it is, with the reason."""


@verb("training.file-read")
class FileRead(Verb):
    """Somebody opened the file on somebody who works here. A verb of its own: whoever asks who read it must never come
    upon who looked somebody up for a concern."""


@verb("training.correction-asked")
class CorrectionAsked(Verb):
    """Somebody asked for a correction of what is kept about them."""

    correction_request: UUID


@verb("training.correction-answered")
class CorrectionAnswered(Verb):
    """Such a request was answered."""

    correction_answer: UUID
    answered: Answered
