"""How the closed lists of training are said on screen."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .....work.training.vocabulary import Answer

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SHOWN_BY: "dict[Answer, StrPromise]" = {
    Answer.UNREADABLE: _("Nothing: it cannot be read"),
    Answer.NOT_THEIRS: _("It names somebody else, or nobody"),
    Answer.NOT_THIS: _("It is of another course, or of another day"),
    Answer.NOT_ENOUGH: _("It does not show that they finished"),
}
"""What a certificate shows that does not count, to whoever looks at it."""
TURNED_DOWN: "dict[Answer, StrPromise]" = {
    Answer.UNREADABLE: _("It could not be read. Send a sharper photo, or a PDF."),
    Answer.NOT_THEIRS: _("It names somebody else, or nobody. Send one with your name."),
    Answer.NOT_THIS: _("It is of another course, or of another day. Send it again with what it says."),
    Answer.NOT_ENOUGH: _("It does not show that you finished. Send the one you got at the end."),
}
"""The same to whom it is about, and what to do next."""
