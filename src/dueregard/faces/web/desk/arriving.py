"""A record that came from another provider: looked at, and put with a record of ours by somebody who made sure whom it
is about. The file is chosen twice: between the two steps nothing of it is kept."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ....assurance.transfer.bundle import Opened
from ....assurance.transfer.operations.arriving import Confirmed, Put, opened_bundle, put_with_record
from ....assurance.transfer.queries.arrivals import arrivals_of
from ....assurance.transfer.vocabulary import NotABundle
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ..closed_files import LARGEST, takes_closed_files
from ..forms.fields import Narrative, Tick
from ..scope import Visit
from .pages import on_concern
from .paper import foot

_NOT_ASKED_TO_LOOK = ("how_known", "same")


class BundleFile(forms.FileField):
    """A closed bundle."""

    component = "file"
    widget = forms.FileInput(attrs={"accept": ".age"})
    own_hint = ""
    default_error_messages = {"required": gettext_lazy("Choose the file.")}

    def clean(self, data: Any, initial: Any = None) -> UploadedFile:
        """The file, at its beginning."""
        if not isinstance(data, UploadedFile):
            raise ValidationError(self.error_messages["required"], "required")
        if (data.size or 0) > LARGEST:
            said = _("This file is larger than %(most)s MB. Ask for the records one by one.")
            raise ValidationError(said % {"most": LARGEST >> 20})
        return data


class ArrivingForm(forms.Form):
    """The file, what opens it, and that it is about the same person."""

    looked_at = forms.CharField(widget=forms.HiddenInput, required=False)
    file = BundleFile(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("It ends in .age. Up to 300 MB."),
    )
    passphrase = Narrative(
        label=gettext_lazy("Passphrase"),
        help_text=gettext_lazy(
            "They tell it to you, by telephone. With spaces between the words or without."
        ),
        rows=2,
        max_length=200,
    )
    how_known = Narrative(
        label=gettext_lazy("How did you make sure that it is the same person?"), rows=2, max_length=2000
    )
    same = Tick(label=gettext_lazy("It is about the person of this record."))

    def __init__(self, *args: Any, looking: bool) -> None:
        super().__init__(*args)
        for name in _NOT_ASKED_TO_LOOK if looking else ():
            del self.fields[name]


@takes_closed_files
@require_http_methods(["GET", "POST"])
def arriving(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Look at a bundle; look again and put it with the record."""
    seen, page = on_concern(request, concern_id)
    if "emergency" in page:
        raise NothingHere
    looking = "put" not in request.POST
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ArrivingForm(*given, looking=looking)
    page |= foot(seen) | {"concern_id": concern_id}
    if form.is_bound and not form.errors.keys() & {"file", "passphrase"}:
        said = form.cleaned_data
        try:
            with opened_bundle(said["file"].file, said["passphrase"]) as opened:
                # Also where an answer is missing: nobody says blind that it is the same person.
                page |= {"opened": opened, "next": ArrivingForm(looking=False) if looking else form}
                if not looking and form.is_valid():
                    return _put(request, page, form, opened, concern_id, seen)
        except BadInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        except NotABundle as refusal:
            form.add_error("file", refusal.sentence)
        except OutOfTurn as refusal:
            form.add_error(None, refusal.sentence)
    came = arrivals_of(concern_id, seen.moment)
    page |= {"form": form, "came": came, "looking": looking}
    return render(request, "desk/arriving.html", page, status=422 if form.errors else 200)


def _put(
    request: HttpRequest,
    page: dict[str, Any],
    form: ArrivingForm,
    opened: Opened,
    concern_id: UUID,
    seen: Visit,
) -> HttpResponse:
    said = form.cleaned_data
    put: Put = put_with_record(
        concern_id=concern_id,
        opened=opened,
        confirmed=Confirmed(said["looked_at"], said["how_known"]),
        actor=seen.actor,
        now=seen.moment.as_at,
    )
    receipt = {
        "put": put,
        "sender": opened.case.provider,
        "fingerprint": opened.fingerprint,
        "case": opened.case,
    }
    return render(request, "desk/arrived.html", page | receipt)
