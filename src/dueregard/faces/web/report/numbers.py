"""Whom to ring, in a reporter's words: the national helplines of the reference data that are for them."""

from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ....ground.kernel.moments import Moment
from ....ground.reference.queries import Known, helplines
from ....ground.reference.rules.contents import Helpline, Hours, Weekday
from ....ground.reference.vocabulary import Purpose
from ....ground.tenancy.models import Provider
from ....ground.tenancy.vocabulary import Nation

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

FOR_REPORTERS: "dict[Purpose, StrPromise]" = {
    Purpose.DANGER_NOW: gettext_lazy("If somebody is in danger or hurt now."),
    Purpose.POLICE: gettext_lazy("If it may be a crime and nobody is in danger now."),
    Purpose.CHILD_TALKS: gettext_lazy("If you are under 19 and want to talk."),
    Purpose.ANYBODY_TALKS: gettext_lazy("If you cannot cope, whatever your age."),
    Purpose.WORRIED_ABOUT_CHILD: gettext_lazy("If you are worried about somebody under 18."),
    Purpose.WORRIED_ABOUT_RADICALISATION: gettext_lazy(
        "If you worry that somebody close to you is being drawn into extremism."
    ),
}
"""What each line is for; lines for other purposes are for people who work here."""
_WORKING_WEEK = tuple(Weekday)[:5]


@dataclass(frozen=True, slots=True)
class Line:
    """One number, as `components/helplines.html` wants it."""

    title: str
    number: str
    when: str
    about: str
    purpose: Purpose
    checked_on: date
    recheck_by: date


def numbers(provider: Provider, moment: Moment) -> tuple[Line, ...]:
    """The helplines for somebody who reports in this provider's nation, danger first."""
    found = helplines(Nation(provider.nation), moment)
    return tuple(_line(known, get_language()) for known in found if known.content.purpose in FOR_REPORTERS)


@lru_cache(maxsize=200)
def _line(known: Known[Helpline], _language: str) -> Line:
    one = known.content
    return Line(
        one.name,
        one.number,
        _when(one),
        str(FOR_REPORTERS[one.purpose]),
        one.purpose,
        known.checked_on,
        known.recheck_by,
    )


def _when(line: Helpline) -> str:
    """When somebody answers, as far as a source gives it."""
    said = [_("day and night")] if line.always else [_hours(hours) for hours in line.hours]
    if line.text_relay:
        said.append(_("text relay %(number)s") % {"number": line.text_relay})
    return "; ".join(said)


def _hours(hours: Hours) -> str:
    if hours.days == tuple(Weekday):
        days = _("every day")
    elif hours.days == _WORKING_WEEK:
        days = _("Monday to Friday")
    else:
        days = ", ".join(day.value.title() for day in hours.days)
    said = _("%(days)s, %(opens)s to %(closes)s") % {
        "days": days, "opens": clock(hours.opens), "closes": clock(hours.closes),
    }  # fmt: skip
    return said if hours.on_bank_holidays else _("%(hours)s, not on bank holidays") % {"hours": said}


def clock(at: time) -> str:
    """A time of day as people say it: `9 am`, `12 noon`, `5:30 pm`."""
    if (at.hour, at.minute) in ((0, 0), (12, 0)):
        return _("12 noon") if at.hour else _("midnight")
    hour = at.hour % 12 or 12
    minutes = f":{at:%M}" if at.minute else ""
    return f"{hour}{minutes} {_('am') if at.hour < 12 else _('pm')}"
