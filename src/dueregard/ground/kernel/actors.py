"""Who acts. An actor without a person, a declared outsider or a named process cannot be constructed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID


class ActorKind(StrEnum):
    """The three ways somebody or something may act."""

    PERSON = "person"
    OUTSIDER = "outsider"  # somebody without an account: identity not checked, nothing kept about them here
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """The one on whose act a row was written; `written` is the form kept in rows and in the ledger."""

    kind: ActorKind
    person_id: UUID | None = None
    process: str = ""

    def __post_init__(self) -> None:
        if (self.kind is ActorKind.PERSON) != (self.person_id is not None):
            raise ValueError("a person acts under an id, and nobody else does")
        if (self.kind is ActorKind.SYSTEM) != bool(self.process):
            raise ValueError("a system actor names its process, and nobody else does")

    @classmethod
    def person(cls, person_id: UUID) -> Self:
        """Somebody signed in, known to this provider as the person `person_id`."""
        return cls(ActorKind.PERSON, person_id=person_id)

    @classmethod
    def outsider(cls) -> Self:
        """Somebody who has not signed in."""
        return cls(ActorKind.OUTSIDER)

    @classmethod
    def system(cls, process: str) -> Self:
        """A named process of ours, such as `sweep`."""
        return cls(ActorKind.SYSTEM, process=process)

    @property
    def written(self) -> str:
        """`person:<uuid>`, `outsider` or `system:<process>`."""
        tail = self.person_id or self.process
        return f"{self.kind}:{tail}" if tail else str(self.kind)
