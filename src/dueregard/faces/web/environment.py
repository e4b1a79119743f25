"""The Jinja2 environment of every page: GOV.UK's macros, our components, London time, and the message catalogue."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader

from ...ground.kernel.moments import LONDON
from ...work.casework.labels import BOXES, CHECKS, OF_REFERRAL, REPORTED, capital, said
from .drawings import square_code
from .forms.drawing import drawn, once, whole
from .outcome_words import reference_rule
from .stacks import strip

_MINUTE, _HOUR, _DAY = 60, 60 * 60, 24 * 60 * 60


def london(at: datetime, to_the: str = "minute") -> str:
    """`Wednesday 4 March 2026 at 14:05` in London, or only the day when no more is known."""
    local = at.astimezone(LONDON)
    said = formatted(local, "l j F Y")
    return _("%(day)s at %(time)s") % {"day": said, "time": f"{local:%H:%M}"} if to_the == "minute" else said


def clock(at: datetime) -> str:
    """`14:05` in London."""
    return f"{at.astimezone(LONDON):%H:%M}"


def weekday(on: date) -> str:
    """`Wednesday 4 March`: a day of these weeks, whose year goes without saying."""
    return formatted(on, "l j F")


def day(on: date) -> str:
    """`4 March 2026`."""
    return formatted(on, "j F Y")


def span(length: timedelta) -> str:
    """How long, in the largest whole unit: `3 days`, `5 hours`, `20 minutes`."""
    seconds = int(length.total_seconds())
    if seconds >= _DAY:
        return ngettext("%(n)d day", "%(n)d days", seconds // _DAY) % {"n": seconds // _DAY}
    if seconds >= _HOUR:
        return ngettext("%(n)d hour", "%(n)d hours", seconds // _HOUR) % {"n": seconds // _HOUR}
    minutes = max(seconds // _MINUTE, 1)
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def amount(number: int, unit: str) -> str:
    """A length as a policy gives it: `3 | amount("working-hour")` → `3 working hours`."""
    said = {
        "minute": ngettext("%(n)d minute", "%(n)d minutes", number),
        "hour": ngettext("%(n)d hour", "%(n)d hours", number),
        "working-hour": ngettext("%(n)d working hour", "%(n)d working hours", number),
        "day": ngettext("%(n)d day", "%(n)d days", number),
        "working-day": ngettext("%(n)d working day", "%(n)d working days", number),
        "week": ngettext("%(n)d week", "%(n)d weeks", number),
        "month": ngettext("%(n)d month", "%(n)d months", number),
        "term": ngettext("%(n)d term", "%(n)d terms", number),
        "year": ngettext("%(n)d year", "%(n)d years", number),
    }
    return said[unit] % {"n": number}


def words(slug: str) -> str:
    """An id of a closed list as words: `parent-or-partner` → `parent or partner`."""
    return _(said(slug))


def demonstration() -> bool:
    """Whether this is the demonstration: then every page says so, and leads back to its cards."""
    return bool(settings.DEMO)


def catalogued(text: str) -> str:
    """A sentence of ours in the language of the page; looked up in the catalogue once."""
    return _catalogued(translation.get_language(), text)


@lru_cache(maxsize=10_000)
def _catalogued(_language: str, text: str) -> str:
    return translation.gettext(text)


def environment(**options: Any) -> Environment:
    """Build the environment Django asks for."""
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    widgets = PackageLoader("django.forms", "jinja2")  # for whoever writes {{ form["hidden"] }}
    options["loader"] = ChoiceLoader([options["loader"], components, widgets])
    made = Environment(  # noqa: S701 - Django passes autoescape among the options
        **options, extensions=["jinja2.ext.i18n", "jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True
    )
    made.install_gettext_callables(catalogued, translation.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(
        static=static,
        url=reverse,
        language=translation.get_language,
        demonstration=demonstration,
        drawn=drawn,
        once=once,
        whole=whole,
        BOXES=BOXES,
        CHECKS=CHECKS,
        OF_REFERRAL=OF_REFERRAL,
        REPORTED=REPORTED,
    )
    made.filters.update(
        london=london,
        clock=clock,
        weekday=weekday,
        day=day,
        span=span,
        amount=amount,
        words=words,
        upper_first=capital,
        square_code=square_code,
        cells=strip,
        reference_rule=reference_rule,
    )
    return made
