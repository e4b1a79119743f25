"""How pages say what people ask about themselves, and what came of it."""

from django.utils.translation import gettext_lazy as _

from ...assurance.rights.rules.requests import Owing
from ...assurance.rights.wants import Step, Want

WANTS = {
    Want.SEE: _("See what you hold about me"),
    Want.TELL: _("Tell you my side, so that it stands on the record"),
    Want.CORRECT: _("Have something corrected that is wrong"),
    Want.ERASE: _("Have something removed"),
    Want.OBJECT: _("Object to how you use it"),
    Want.COMPLAIN: _("Complain about how you handle what you hold about me"),
}
OWING = {
    Owing.ACKNOWLEDGEMENT: _("We say that we have it, by"),
    Owing.ANSWER: _("We answer by"),
    Owing.THEM: _(
        "We wait for you: please read below what we asked. Our time begins when you have answered."
    ),
    Owing.NOTHING: _("It was answered."),
}
STEPS = {
    Step.ACKNOWLEDGED: _("We have it"),
    Step.ASKED_WHO: _("We need something from you first"),
    Step.KNOWN: _("We know now who asks, and what for"),
    Step.EXTENDED: _("We need up to two months more"),
    Step.TOLD: _("To you"),
    Step.SAID: _("From you"),
    Step.GIVEN: _("Answered: you get what you asked for"),
    Step.IN_PART: _("Answered: you get part of what you asked for"),
    Step.REFUSED: _("Answered: we do not do what you asked for"),
}
"""For whoever asked."""
DESK_STEPS = {
    Step.ACKNOWLEDGED: _("Say that we have it"),
    Step.ASKED_WHO: _("Ask who they are, or what they mean: the time stands still"),
    Step.KNOWN: _("We know who asks and what for: the time begins"),
    Step.EXTENDED: _("Take two more months, and say why"),
    Step.TOLD: _("Words for them"),
    Step.GIVEN: _("Answered: they get what they asked for"),
    Step.IN_PART: _("Answered in part: what is left out, and why as far as they may know"),
    Step.REFUSED: _("Refused, with the reason and where they can complain"),
    Step.NOTE: _("A note for those who answer; they never read it"),
}
"""For whoever answers."""
DONE = DESK_STEPS | {
    Step.SAID: _("They wrote"),
    Step.ON_RECORD: _("Put on a record"),
}
