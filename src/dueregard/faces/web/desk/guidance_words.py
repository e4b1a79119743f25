"""What pages say of a catalogue: how sure we are of it, where it holds, and of which day it is."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ....ground.reference.vocabulary import Confidence, Extent

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

HOW_SURE = {
    Confidence.PUBLISHER: _("stated in the publisher's own text"),
    Confidence.SECONDARY: _("read in a secondary source"),
    Confidence.UNSEEN: _("not seen in a source; check it"),
}
HOLDS_IN = {
    Extent.ENGLAND: _("England"),
    Extent.WALES: _("Wales"),
    Extent.BOTH: _("England and Wales"),
}
COLUMNS = {
    "requirement": _("What is asked"),
    "section": _("Where it stands"),
    "says": _("Must or should"),
    "force": _("What binds to it"),
    "confidence": _("How sure we are"),
    "audience": _("Whom it is about"),
    "ages": _("Of which age"),
    "parameters": _("Figures"),
    "evidence": _("What shows it"),
}
_FORMS = {4: ("-01-01", "Y"), 7: ("-01", "F Y"), 10: ("", "j F Y")}


def said_dated(dated: str) -> "str | StrPromise":
    """A day, a month or a year, as far as it is known."""
    if not dated:
        return _("not known")
    rest, shown = _FORMS[len(dated)]
    return date_format(date.fromisoformat(dated + rest), shown)
