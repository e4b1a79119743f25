"""The words of a mail: that a record needs somebody, where to sign in, whom to ask, and nothing else."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from .vocabulary import Urgency


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it is read."""

    subject: str
    body: str


def letter(urgency: Urgency, *, several: bool = False) -> Letter:
    """The mail for this urgency: the same for everybody and everything. `several`: mail did not get out for a time, and
    this one stands for all that waited; how many they are it does not say."""
    subject, sentence = {
        Urgency.NOW: (_("A record needs you now"), _("Something in Due Regard needs you now.")),
        Urgency.TODAY: (_("A record needs you today"), _("Something in Due Regard needs you today.")),
        Urgency.THIS_WEEK: (
            _("A record needs you this week"),
            _("Something in Due Regard needs you this week."),
        ),
    }[urgency]
    sign_in = _("Sign in to see it: %(address)s") % {"address": settings.ADDRESS}
    ask = _(
        "If you cannot sign in, ask whoever looks after Due Regard where you work. Please do not reply to this message."
    )
    if several:
        stands_for = _("Mail could not be sent for some time. This letter stands for more than one.")
        sentence = f"{sentence}\n\n{stands_for}"
    return Letter(subject, f"{sentence}\n\n{sign_in}\n\n{ask}\n")
