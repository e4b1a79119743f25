"""Registers standing of persons with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app of people."""

    name = "dueregard.authority.people"
    label = "people"
