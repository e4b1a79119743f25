"""Addresses of the demonstration, handed how a session is opened: faces do not know each other."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import URLPattern, path

from ...ground.tenancy.models import Provider
from . import views


def addresses(open_session: Callable[[HttpRequest, Provider], None]) -> list[URLPattern]:
    """Every address that exists only in the demonstration."""
    session = {"open_session": open_session}
    return [
        path("", views.who, name="demo-who"),
        path("demo/walk/", views.walk, session, name="demo-walk"),
        path("demo/be/", views.become, session, name="demo-become"),
        path("demo/messages/", views.messages, name="demo-tray"),
    ]
