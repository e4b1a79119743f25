"""Registers files with Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The app of files."""

    name = "dueregard.mechanisms.files"
    label = "files"
