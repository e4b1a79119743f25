"""The sessions that are open for an account: its owner sees each, and can end it at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib.sessions.models import Session

from ...ground.kernel import scope
from .models import Account, OpenSession

_PROGRAMS = (
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
)
_MACHINES = (
    ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("CrOS", "a Chromebook"),
    ("Windows", "Windows"), ("Mac OS", "a Mac"), ("Linux", "Linux"),
)  # fmt: skip


PROVIDER = "provider"
"""The key in a session for the provider it belongs to."""
OPENED_BY = "opened-by"
"""The key in a session for what opened it."""
OPENED_AT = "opened-at"
"""The key in a session for when it was opened, in seconds since 1970."""
LOCKED = "locked"
"""The key in a session that is locked: it is still somebody's, and shows nothing before they have proved it."""
SEEN = "seen"
"""The key in a session for when it was last used, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Open:
    """One session as its owner is shown it. `here`: the one in which they look."""

    id: UUID
    device: str
    began_at: datetime
    seen_at: datetime | None
    here: bool


def device_of(agent: str) -> str:
    """What a browser says it is, as `Chrome on Windows`; no version and nothing else by which one could be known."""
    program = _first(_PROGRAMS, agent) or ("Safari" if "Safari" in agent else "")
    return f"{program or 'A browser'} on {_first(_MACHINES, agent) or 'a device we do not know'}"


def note_session(*, account: Account, key: str, agent: str, now: datetime) -> None:
    """Note that a session began; it is stored already under `key`."""
    OpenSession.objects.update_or_create(
        session_id=key, defaults={"account": account, "began_at": now, "device": device_of(agent)}
    )


def open_sessions(account: Account, *, key: str, now: datetime) -> Sequence[Open]:
    """Every session open for this account, the newest first; `key` is of the one that asks."""
    rows = OpenSession.objects.filter(account=account, session__expire_date__gt=now).order_by(
        "-began_at", "-id"
    )
    return [
        Open(row.id, row.device, row.began_at, _seen_at(row.session), row.session_id == key)
        for row in rows.select_related("session")
    ]


def end_sessions(account: Account, which: Iterable[UUID]) -> None:
    """End these sessions of the account: whoever has one open is signed out with the next page they ask for."""
    keys = OpenSession.objects.filter(account=account, id__in=which).values_list("session_id", flat=True)
    Session.objects.filter(pk__in=list(keys)).delete()


def end_sessions_here(account: Account) -> None:
    """End every session of the account that belongs to the provider in scope; at others its owner goes on working."""
    here = str(scope.provider_id())
    rows = OpenSession.objects.filter(account=account).select_related("session")
    end_sessions(account, [row.id for row in rows if row.session.get_decoded().get(PROVIDER) == here])


def _seen_at(session: Session) -> datetime | None:
    seen = session.get_decoded().get(SEEN)
    return datetime.fromtimestamp(seen, UTC) if seen else None


def _first(known: Iterable[tuple[str, str]], agent: str) -> str:
    return next((said for sign, said in known if sign in agent), "")
