"""Addresses of the files of a concern. They carry ids, never words."""

from django.urls import path

from . import attaching

_FILES = "desk/concern/<uuid:concern_id>/files/"
_FILE = f"{_FILES}<uuid:file_id>/"
urlpatterns = [
    path(_FILES, attaching.add, name="add-file"),
    path(_FILE, attaching.open_, name="open-attached"),
    path(f"{_FILE}must-not-be-opened/", attaching.must_not_be_opened, name="must-not-be-opened"),
    path(f"{_FILE}police/", attaching.police, name="file-police"),
]
