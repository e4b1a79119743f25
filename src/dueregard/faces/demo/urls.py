"""Addresses of the demonstration, handed the session's key: the web face knows it, and faces do not know each other."""

from django.urls import URLPattern, path

from . import views


def addresses(session_key: str) -> list[URLPattern]:
    """Every address that exists only in the demonstration."""
    session = {"session_key": session_key}
    return [
        path("", views.who, name="demo-who"),
        path("demo/walk/", views.walk, session, name="demo-walk"),
        path("demo/be/", views.become, session, name="demo-become"),
        path("demo/messages/", views.messages, name="demo-tray"),
    ]
