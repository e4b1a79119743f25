"""The questions of how sure people feel, and the address at which a room answers them, for both surfaces."""

from datetime import date

from django.conf import settings
from django.core.signing import Signer
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ...ground.tenancy.models import Provider
from ...work.training.vocabulary import Side, Sure, SureOf

_SIGNER = Signer(salt="dueregard.how-sure")
SURE = {
    Sure.NOT_AT_ALL: _("Not at all sure"),
    Sure.LITTLE: _("A little sure"),
    Sure.PARTLY: _("Partly sure"),
    Sure.FAIRLY: _("Fairly sure"),
    Sure.VERY: _("Very sure"),
}
SURE_OF = {
    SureOf.NOTICE: _("How sure are you that you would notice when something is wrong?"),
    SureOf.TELL: _("How sure are you that you would know whom to tell, and tell them?"),
}


def address_for(provider: Provider, course: str, day: date, side: Side) -> str:
    """The whole address at which a session's question is answered on its day, for a link or a square."""
    said = [provider.short_code, course, day.isoformat(), str(side)]
    return settings.ADDRESS + reverse("how-sure", args=[*said, mark_of(*said)])


def mark_of(*said: str) -> str:
    """Sixteen characters, which are 96 bits: nobody finds one within the day for which it serves."""
    return _SIGNER.signature("/".join(said))[:16]
