"""One person of a file of another product: who they are here, said by a human who made sure."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ....assurance.transfer.operations.bringing import (
    Begun,
    Said,
    begin_record,
    leave_out,
    look_at,
    put_person,
)
from ....assurance.transfer.queries.brought import Contents
from ....authority.access.vocabulary import Circle, Part
from ....authority.identity.queries import details, find
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....work.casework.operations.finding import file_of_person
from ....work.casework.vocabulary import AboutKind
from ..forms.fields import Line, Narrative, OneOf
from ..scope import Visit
from ..writing import done, refused
from .pages import shared
from .paper import foot

MOST_NAMES = 50
_NOBODY = "new"
_HOW = gettext_lazy("How did you make sure that it is the same person?")


class WhoForm(forms.Form):
    """Part of a name."""

    name = Line(label=gettext_lazy("Find them in the directory by name"), max_length=100)


class PutForm(forms.Form):
    """Which record of ours is theirs."""

    reference = Line(
        label=gettext_lazy("Reference of the record"),
        help_text=gettext_lazy("Like K7QF-3MWD. A restricted record is put to by its reference too."),
        max_length=20,
    )
    how_known = Narrative(label=_HOW, rows=2, max_length=2000)


class BeginForm(forms.Form):
    """What a new record for them is begun with."""

    person = forms.CharField(widget=forms.HiddenInput, required=False)
    about = OneOf(
        label=gettext_lazy("What are they here?"),
        choices=[
            (AboutKind.LEARNER.value, gettext_lazy("A learner")),
            (AboutKind.VISITOR.value, gettext_lazy("A visitor")),
            (AboutKind.OUTSIDER.value, gettext_lazy("Somebody else")),
        ],
    )
    how_known = Narrative(label=_HOW, rows=2, max_length=2000)


class LeaveForm(forms.Form):
    """Why somebody is not brought in."""

    why = Narrative(label=gettext_lazy("Why are they not brought in?"), rows=2, max_length=2000)


@require_http_methods(["GET", "POST"])
def brought_person(request: HttpRequest, brought_id: UUID, place: str) -> HttpResponse:
    """Read what the file says of somebody; then put it with a record, begin one, or leave it out."""
    seen, page = shared(request, "find")
    if not place.isdecimal():
        raise NothingHere
    number = int(place[:7])
    did = request.POST.get("do", "") if request.method == "POST" else ""
    given: dict[str, Any] = {
        name: request.POST if did == name else None for name in ("find", "put", "begin", "leave")
    }
    leave = LeaveForm(given["leave"], auto_id="leave-%s")
    put, begin = PutForm(given["put"], auto_id="put-%s"), BeginForm(given["begin"], auto_id="begin-%s")
    bound = {"put": put, "begin": begin, "leave": leave}.get(did)
    if bound is not None and bound.is_valid() and _did(request, seen, (brought_id, number), did, bound):
        return redirect("brought-file", brought_id=brought_id)
    found: Contents = look_at(brought_id=brought_id, actor=seen.actor, now=seen.moment.as_at)
    group = found.group(number)
    who = WhoForm(given["find"], initial={"name": group.who})
    page |= {
        "file": found,
        "group": group,
        "who": who,
        "put": put,
        "begin": begin,
        "leave": leave,
    }
    page |= {"bound": bound or who, "chosen": None, "people": None}
    if did == "find" and who.is_valid():
        page["people"] = list(find(who.cleaned_data["name"], seen.moment)[:MOST_NAMES])
    page |= _chosen(request, seen)
    failed = bool((bound or who).errors)
    return render(request, "desk/brought_person.html", page | foot(seen), status=422 if failed else 200)


def _chosen(request: HttpRequest, seen: Visit) -> dict[str, Any]:
    """Whom of the directory somebody chose, with their open records as far as this reader may see them."""
    said = request.POST.get("person", "") if request.method == "POST" else ""
    if not said:
        return {}
    if said == _NOBODY:
        return {"chosen": _NOBODY}
    person = _person(said)
    known = details([person], seen.moment)
    if person not in known:
        raise NothingHere
    shown = file_of_person(person_id=person, circle=Circle.OPEN, actor=seen.actor, now=seen.moment.as_at)
    return {"chosen": person, "known": known[person], "lines": shown.lines}


def _person(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        raise NothingHere from None


def _did(request: HttpRequest, seen: Visit, at: tuple[UUID, int], did: str, form: forms.Form) -> bool:
    by: dict[str, Any] = {"brought_id": at[0], "number": at[1], "actor": seen.actor, "now": seen.moment.as_at}
    said = form.cleaned_data

    def write() -> object:
        if did == "put":
            return put_person(said=Said(said["reference"], said["how_known"]), **by)
        if did == "leave":
            return leave_out(why=said["why"], **by)
        person = _person(said["person"]) if said["person"] not in ("", _NOBODY) else None
        begun = Begun(AboutKind(said["about"]), Part.WORRIED_ABOUT, said["how_known"], person)
        return begin_record(begun=begun, **by)

    try:
        return done(request, form, write)
    except BadInput:
        raise
    except OutOfTurn as refusal:
        refused(form, refusal)
        return False
