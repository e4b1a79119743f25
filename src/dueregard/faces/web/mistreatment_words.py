"""What pages say of bullying, harassment and discrimination: the places, and how far the answer has come."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ...work.casework.rules.mistreatment import Answered, Place

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

PLACES: "dict[Place, StrPromise]" = {
    Place.HERE: _("Here: in our rooms, or in a session of ours"),
    Place.WORKPLACE: _("At the workplace"),
    Place.ONLINE: _("Online"),
    Place.ON_THE_WAY: _("On the way"),
    Place.ELSEWHERE: _("Somewhere else"),
}
ANSWERED: "dict[Answered, StrPromise]" = {
    Answered.NOTHING_YET: _("Nothing written yet"),
    Answered.CHALLENGED: _("Challenged, not over"),
    Answered.ENDED: _("Over"),
}
