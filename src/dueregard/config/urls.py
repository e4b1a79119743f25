"""The root of all addresses."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from ..faces.demo import views as demo
from ..faces.web.scope import PROVIDER

_demonstration: list[URLPattern | URLResolver] = [
    path("", demo.who, name="demo-who"),
    path("demo/be/", demo.become, {"session_key": PROVIDER}, name="demo-become"),
    path("demo/messages/", demo.tray, name="demo-tray"),
]
_front: list[URLPattern | URLResolver] = [path("", RedirectView.as_view(pattern_name="sign-in"))]
urlpatterns: list[URLPattern | URLResolver] = [
    *(_demonstration if settings.DEMO else _front),
    path("", include("dueregard.faces.web.report.urls")),
    path("", include("dueregard.faces.web.desk.urls")),
    path("", include("dueregard.faces.web.gallery")),
]

handler400 = "dueregard.faces.web.middleware.bad_request"
handler404 = "dueregard.faces.web.middleware.not_found"
handler500 = "dueregard.faces.web.middleware.server_error"
