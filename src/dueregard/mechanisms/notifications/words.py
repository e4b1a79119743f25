"""Honest sentences about messages: recorded, accepted by the mail server, opened by; never *told* before it is so."""

from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...ground.kernel.moments import LONDON
from .queries import MailHealth, Standing
from .vocabulary import Progress


def sentence(standing: Standing, name: str) -> str:
    """How far the person called `name` has been told of something."""
    if standing.opened_at:
        return _("Opened by %(name)s at %(at)s.") % {"name": name, "at": _at(standing.opened_at)}
    recorded = _("Recorded at %(at)s.") % {"at": _at(standing.recorded_at)}
    return f"{recorded} {_sent(standing)}"


def _sent(standing: Standing) -> str:
    match standing.progress:
        case Progress.ACCEPTED if standing.settled_at:
            at = _when(standing.settled_at, to_the_hour=standing.to_the_hour)
            return _("Accepted by the mail server %(at)s. Not opened yet.") % {"at": at}
        case Progress.WAITING:
            return _("Not sent yet.")
        case Progress.TRYING:
            tries = ngettext("tried once", "tried %(n)s times", standing.tries) % {"n": standing.tries}
            return _("The mail server has not taken the message yet (%(tries)s).") % {"tries": tries}
        case Progress.FAILED:
            return _("The mail server did not take the message, and nobody tries any more. Not opened yet.")
        case Progress.MAIL_OFF:
            return _("Mail is off, so it waits on their own page. Not opened yet.")
        case Progress.NO_ADDRESS:
            return _("There is no mail address for them, so it waits on their own page. Not opened yet.")
        case Progress.IN_TRAY:
            return _("It lies in the tray on screen: invented people get no mail. Not opened yet.")
        case _:
            return _("Nothing was sent.")


def health_sentences(health: MailHealth) -> tuple[str, ...]:
    """What a holder's page says when messages do not get out; nothing when they do."""
    said = []
    if health.off:
        said.append(_("Mail is off: nobody is written to. What needs people waits on their own pages."))
    if health.worker_silent and health.worker_last_ran:
        said.append(
            _("Nothing has been sent since %(at)s: background work has stopped.")
            % {"at": _at(health.worker_last_ran)}
        )
    elif health.worker_silent:
        said.append(_("Nothing is being sent: background work has not been started."))
    if health.late_since:
        said.append(
            _("The mail server has not taken a message recorded at %(at)s.") % {"at": _at(health.late_since)}
        )
    if health.failed:
        said.append(
            ngettext(
                "One message could not be sent, and nobody tries any more.",
                "%(n)s messages could not be sent, and nobody tries any more.",
                health.failed,
            )
            % {"n": health.failed}
        )
    return tuple(said)


def _when(at: datetime, *, to_the_hour: bool) -> str:
    if not to_the_hour:
        return _("at %(at)s") % {"at": _at(at)}
    return _("between %(since)s and %(until)s") % {"since": _clock(at), "until": _at(at + timedelta(hours=1))}


def _clock(at: datetime) -> str:
    return date_format(at.astimezone(LONDON), "H:i")


def _at(at: datetime) -> str:
    """14:03 on 4 March 2026, in London."""
    return _("%(time)s on %(day)s") % {"time": _clock(at), "day": date_format(at.astimezone(LONDON), "j F Y")}
