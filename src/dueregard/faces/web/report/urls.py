"""The short addresses that posters carry."""

from django.urls import path

from . import views

urlpatterns = [
    path("r/<slug:short_code>/", views.first, name="report-first"),
    path("r/<slug:short_code>/report/", views.report, name="report"),
    path("r/<slug:short_code>/again/", views.again, name="report-again"),
]
