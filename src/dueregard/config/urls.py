"""The root of all addresses."""

from functools import partial

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from ..faces.web.scope import open_session


def addresses(*, demonstration: bool) -> list[URLPattern | URLResolver]:
    """Every address; the demonstration has a front of its own and a way to sign in without a password."""
    if demonstration:
        from ..faces.demo.urls import addresses as of_demonstration  # noqa: PLC0415  # no other start waits for it

        front = of_demonstration(partial(open_session, proven=True))
    else:
        front = [path("", RedirectView.as_view(pattern_name="sign-in"))]
    return [
        *front,
        path("", include("dueregard.faces.web.report.urls")),
        path("", include("dueregard.faces.web.desk.urls")),
        path("", include("dueregard.faces.web.probes")),
        path("", include("dueregard.faces.web.gallery")),
    ]


urlpatterns = addresses(demonstration=settings.DEMO)

handler400 = "dueregard.faces.web.middleware.bad_request"
handler404 = "dueregard.faces.web.middleware.not_found"
handler500 = "dueregard.faces.web.middleware.server_error"
