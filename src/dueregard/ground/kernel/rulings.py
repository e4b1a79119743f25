"""A ruling answers one question of permission, always with the reason."""

from dataclasses import dataclass

from .refusals import NotPermitted


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether something is allowed, why, and under which clause when a policy decides it."""

    allowed: bool
    reason: str
    clause: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def enforce(self, *, who_can_help: str = "") -> None:
        """Raise `NotPermitted` with this ruling's reason unless it allows."""
        if not self.allowed:
            raise NotPermitted(self.reason, who_can_help=who_can_help)


def allow(reason: str, clause: str = "") -> Ruling:
    """Allow, saying why."""
    return Ruling(True, reason, clause)


def deny(reason: str, clause: str = "") -> Ruling:
    """Deny, saying why."""
    return Ruling(False, reason, clause)
