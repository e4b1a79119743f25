"""Certificates: put with what was written down, and opened by whom they are about and whoever looks after training."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from .....ground.kernel.refusals import NothingHere
from .....mechanisms.files.queries import size_limit
from .....work.training.models import Completion
from .....work.training.operations.certificates import attach_certificate, open_certificate
from ...forms.files import Upload
from ...uploads import hand_out, takes_files
from ...writing import done
from ..pages import shared
from .keeping import keeps_training
from .mine import titles
from .stepping import asked


class CertificateForm(forms.Form):
    """What shows it."""

    certificate = Upload(label=_("The certificate, or the page of the sheet they signed"))


@takes_files
@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Put a certificate with something that was written down."""
    seen, page = shared(request, "training")
    keeps_training(seen)
    row = Completion.objects.known(seen.moment.known_at).filter(pk=row_id).first()
    if row is None:
        raise NothingHere
    form = CertificateForm(request.POST or None, request.FILES or None)
    form.fields["certificate"].limit_to(size_limit(seen.moment))  # type: ignore[attr-defined]

    def write() -> None:
        attach_certificate(
            completion_id=row.id,
            certificate=form.cleaned_data["certificate"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if form.is_valid() and done(request, form, write):
        return redirect("training-person", person_id=row.person_id)
    what = titles(seen.moment).get(row.course, row.course.replace("-", " "))
    title = _("What shows it: %(what)s") % {"what": what}
    lead = _("It is encrypted. They and whoever looks after training can open it, and nobody else.")
    return asked(request, page, form, title, lead, person_id=row.person_id)


@require_GET
def open_(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """The copy of a certificate that is safe to open; that it was opened is written down first."""
    seen, _page = shared(request)
    return hand_out(open_certificate(file_id=file_id, actor=seen.actor, now=seen.moment.as_at))
