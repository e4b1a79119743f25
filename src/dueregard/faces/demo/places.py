"""From a step of a card to an address: the page it names, or the door of the concern it means."""

from dataclasses import dataclass

from django.urls import reverse

from ...ground.kernel.moments import Moment, utc_now
from ...ground.kernel.refusals import NothingHere
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import enter
from ...work.casework.models import Concern
from ...work.casework.receipts import receipt_code
from ...work.training.controls.in_force import required
from .paths import Card, Place, Step
from .telling import request_of

_BY_SHORT_CODE = {Place.FIRST, Place.ABOUT_ME, Place.REPORT, Place.REPORT_AS_STAFF, Place.AGAIN}


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody who reported would have kept: the reference and the code."""

    reference: str
    code: str


def address_of(step: Step, provider: Provider) -> str:
    """The address of a step; raises `NothingHere` when its concern was never told, and where nothing is to be read."""
    if step.place is Place.CONCERN:
        return reverse(step.place, kwargs={"concern_id": _concern(step.story, provider).id})
    if step.place is Place.READING:
        policy, _, control = _reading(provider).partition("/")
        return reverse(step.place, kwargs={"policy": policy, "control": control})
    name, _, query = step.place.partition("?")
    named = {"short_code": provider.short_code} if step.place in _BY_SHORT_CODE else {}
    return f"{reverse(name, kwargs=named)}?{query}" if query else reverse(name, kwargs=named)


def kept_by(card: Card, provider: Provider) -> Kept | None:
    """The receipt printed on a card."""
    if not card.receipt:
        return None
    concern = _concern(card.receipt, provider)
    with enter(provider):
        return Kept(concern.reference, receipt_code(concern.request_id))


def _reading(provider: Provider) -> str:
    with enter(provider):
        everything = required(Moment.now(utc_now()))
        found = next((one.address for one in everything if one.control.kind == "reading"), None)
    if found is None:
        raise NothingHere
    return found


def _concern(story: str, provider: Provider) -> Concern:
    with enter(provider):
        found = Concern.objects.filter(request_id=request_of(provider, story)).first()
    if found is None:
        raise NothingHere
    return found
