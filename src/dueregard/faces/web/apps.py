"""Registers the web face with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The app of the web face."""

    name = "dueregard.faces.web"
    label = "web"
