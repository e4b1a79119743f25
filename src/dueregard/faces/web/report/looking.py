"""When somebody will look, as a sentence for whoever reported."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from ....ground.kernel.moments import LONDON, Moment
from ....ground.tenancy.models import Provider
from ....work.casework.queries.looking import when_looked
from ....work.casework.rules.looking import Look, When
from .numbers import clock


def sentence(look: Look, provider: str, now: datetime) -> str:
    """What the page says. It names nobody, and is the same whatever a report is about."""
    if look.since is None or look.until is None:
        return _("We cannot say when somebody will look at this, because nobody is on cover.")
    parts = {
        "provider": provider,
        "day": _day(look.since, now),
        "opens": _clock(look.since),
        "closes": _clock(look.until),
    }
    said = {
        When.TODAY: _("Somebody will look at this today, before %(closes)s."),
        When.CLOSED: _("%(provider)s is closed until %(day)s, %(opens)s. Somebody will look at this then."),
        When.LATER: _("Somebody will look at this on %(day)s, from %(opens)s on."),
        When.SOME_DAY: _(
            "Somebody is there to look at this on %(day)s. We cannot say at what time, because no opening hours are "
            "set here."
        ),
    }
    return said[look.when] % parts


def looking_at(concern_id: UUID, provider: Provider, now: datetime) -> dict[str, Any]:
    """What `report/looking.html` shows of one report; nothing once it was opened."""
    looking = when_looked(concern_id, Moment.now(now))
    return {"looking": looking, "sentence": sentence(looking.look, provider.name, now) if looking else ""}


def _day(at: datetime, now: datetime) -> str:
    on = at.astimezone(LONDON)
    pattern = "l j F" if on.year == now.astimezone(LONDON).year else "l j F Y"
    return formatted(on, pattern)


def _clock(at: datetime) -> str:
    return clock(at.astimezone(LONDON).time())
