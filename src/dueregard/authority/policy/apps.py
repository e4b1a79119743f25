"""Registers the policy language with Django."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """The app of policy."""

    name = "dueregard.authority.policy"
    label = "policy"
