"""Registers notifications with Django."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """The app of notifications."""

    name = "dueregard.mechanisms.notifications"
    label = "notifications"
