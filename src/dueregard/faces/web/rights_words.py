"""How pages say what people ask about themselves, and what came of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ...assurance.rights.rules.requests import Owing, Stands
from ...assurance.rights.wants import Step, Want
from .environment import day

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

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
"""For whoever asked."""
DESK_OWING = {
    Owing.ACKNOWLEDGEMENT: _("To say that it has arrived, by"),
    Owing.ANSWER: _("To be answered by"),
    Owing.THEM: _("Waits for them: the time begins when they have answered."),
    Owing.NOTHING: _("It was answered."),
}
STEPS = {
    Step.ACKNOWLEDGED: _("We have it"),
    Step.ASKED_WHO: _("We need something from you first"),
    Step.KNOWN: _("We know now who asks, and what for"),
    Step.EXTENDED: _("We need up to two months more"),
    Step.TOLD: _("To you"),
    Step.SAID: _("From you"),
    Step.GIVEN: _("Answered in full"),
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


def owing_them(now: Stands) -> str:
    """How a request stands, for whoever asked."""
    return _with_day(OWING, now) or gettext("We have it, and answer as soon as we can.")


def owing_here(now: Stands) -> str:
    """How a request stands, for whoever answers."""
    return _with_day(DESK_OWING, now) or gettext("To be answered as soon as you can: the law names no day.")


def _with_day(words: "Mapping[Owing, StrPromise]", now: Stands) -> str:
    """Nothing for an answer that is owed by no day."""
    if now.until is None:
        return "" if now.owing is Owing.ANSWER else str(words[now.owing])
    return f"{words[now.owing]} {day(now.until)}"
