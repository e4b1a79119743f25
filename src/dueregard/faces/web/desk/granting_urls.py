"""Addresses of letting somebody read a concern for a while. They carry ids, never words."""

from django.urls import path

from . import granting

_ONE = "desk/concern/<uuid:concern_id>/show/"
urlpatterns = [
    path(_ONE, granting.grant, name="grant"),
    path(f"{_ONE}<uuid:grant_id>/end/", granting.end, name="end-grant"),
    path("desk/shown-to-me/", granting.shown_to_me, name="shown-to-me"),
]
