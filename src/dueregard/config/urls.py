"""The root of all addresses."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from ..faces.demo.urls import addresses as addresses_of_demonstration
from ..faces.web.scope import PROVIDER


def addresses(*, demonstration: bool) -> list[URLPattern | URLResolver]:
    """Every address; the demonstration has a front of its own and a way to sign in without a password."""
    front = [path("", RedirectView.as_view(pattern_name="sign-in"))]
    return [
        *(addresses_of_demonstration(PROVIDER) if demonstration else front),
        path("", include("dueregard.faces.web.report.urls")),
        path("", include("dueregard.faces.web.desk.urls")),
        path("", include("dueregard.faces.web.gallery")),
    ]


urlpatterns = addresses(demonstration=settings.DEMO)

handler400 = "dueregard.faces.web.middleware.bad_request"
handler404 = "dueregard.faces.web.middleware.not_found"
handler500 = "dueregard.faces.web.middleware.server_error"
