"""What a change would do, as it is shown to whoever writes, signs or judges it."""

from dataclasses import dataclass

from ....authority.policy.answers import EffectOfChange, Reading


@dataclass(frozen=True, slots=True)
class Place:
    """The control a line speaks of, in people's words."""

    policy: str
    """Its title."""
    clause: str
    kind: str
    what: str
    """What kind of control: *time limit*, *training*."""
    words: str
    """What it says: in the new text, or in the old where it is gone."""


@dataclass(frozen=True, slots=True)
class DutiesChange:
    """Duties that start or end."""

    place: Place
    starts: int
    """How many people, or matters, that owe nothing under it today."""
    ends: int
    of_people: bool
    """Whether it is about people, and not about matters that were reported."""


@dataclass(frozen=True, slots=True)
class DecidersChange:
    """Who acts is somebody else: approves, decides, agrees, is told, sees to it."""

    place: Place
    before: str
    """Empty: nobody did."""
    after: str


@dataclass(frozen=True, slots=True)
class OpenChange:
    """What becomes of what is open."""

    place: Place
    effect: EffectOfChange


@dataclass(frozen=True, slots=True)
class ChecksChange:
    """A clause gains or loses something that is checked against records."""

    clause: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    """In words, each."""
    left: int
    """How many it has then; none: it is kept by hand."""


@dataclass(frozen=True, slots=True)
class DryRun:
    """The same records, read by the text in force and by the new one."""

    place: Place
    before: Reading | None
    """None: it is not there."""
    after: Reading | None

    @property
    def late(self) -> int | None:
        """How many would have been late; None for what is no time limit, and where nothing fell due."""
        counted = self.after.count if self.after and self.place.kind == "clock" else None
        return counted.of - counted.n if counted else None


@dataclass(frozen=True, slots=True)
class Effects:
    """Everything a text would change."""

    new_policy: bool
    duties: tuple[DutiesChange, ...] = ()
    deciders: tuple[DecidersChange, ...] = ()
    open: tuple[OpenChange, ...] = ()
    checks: tuple[ChecksChange, ...] = ()
    dry_runs: tuple[DryRun, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing that runs would change: words alone."""
        return not (self.duties or self.deciders or self.open or self.checks or self.dry_runs)
