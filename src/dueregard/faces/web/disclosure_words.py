"""How pages say what somebody gets to see of what is held of them."""

from django.utils.translation import gettext_lazy as _

from ...assurance.disclosure.vocabulary import By, Consent, Gives

GIVES = {
    Gives.WHOLE: _("They get it whole"),
    Gives.IN_PART: _("They get it with passages left out"),
    Gives.NOT: _("It is withheld"),
}
CONSENTS = {
    Consent.GIVEN: _("They agreed"),
    Consent.REFUSED: _("They refused"),
    Consent.NO_ANSWER: _("They were asked and did not answer"),
    Consent.NOT_ASKED: _("They were not asked"),
    Consent.CANNOT: _("They cannot agree or refuse"),
}
WAYS = {
    By.CODE: _("On the page that their reference and code open"),
    By.PAPER: _("On paper, which we hand over or send"),
}
MAY_KNOW = {
    "yes": _("Yes: a sign stands where it was, with the sort of reason"),
    "no": _("No: nothing shows that it was there"),
}
