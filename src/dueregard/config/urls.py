"""The root of all addresses."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="sign-in")),
    path("", include("dueregard.faces.web.report.urls")),
    path("", include("dueregard.faces.web.desk.urls")),
    path("", include("dueregard.faces.web.gallery")),
]

handler400 = "dueregard.faces.web.middleware.bad_request"
handler404 = "dueregard.faces.web.middleware.not_found"
handler500 = "dueregard.faces.web.middleware.server_error"
