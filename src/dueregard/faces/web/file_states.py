"""How a file that was handed in stands, as pages say it."""

from django.utils.translation import gettext_lazy as _

from ...mechanisms.files.vocabulary import State
from .listings import Standing

FILE_STATES = {
    State.BEING_CHECKED: Standing("plain", _("Being made safe to open")),
    State.WAITS_FOR_SCANNER: Standing("plain", _("Waiting for the virus scanner")),
    State.READY: Standing("good", _("Can be opened")),
    State.INFECTED: Standing("late", _("The virus scanner found something in it: nobody can open it")),
    State.NOT_WASHED: Standing("late", _("Could not be made safe: nobody can open it")),
    State.MUST_NOT_BE_OPENED: Standing("late", _("Must not be opened")),
    State.DISPOSED_OF: Standing("plain", _("Disposed of")),
}
"""To whoever may open it."""
