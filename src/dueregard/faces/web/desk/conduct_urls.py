"""Addresses of a concern about somebody who works here. They carry ids, never words."""

from django.urls import path

from . import conduct, conduct_steps

_ONE = "desk/concern/<uuid:concern_id>/conduct/"
urlpatterns = [
    path(_ONE, conduct.conduct, name="conduct"),
    path(f"{_ONE}work/", conduct_steps.their_work, name="their-work"),
    path(f"{_ONE}advice/", conduct_steps.advice, name="conduct-advice"),
    path(f"{_ONE}removed/", conduct_steps.removal, name="conduct-removal"),
    path(f"{_ONE}manager/", conduct_steps.manager, name="case-manager"),
]
