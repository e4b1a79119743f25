"""Addresses of reports to a board, and of equality beside them. They carry ids, never words."""

from django.urls import path

from . import board, equality

_ONE = "desk/board/<uuid:report_id>/"
urlpatterns = [
    path("desk/board/", board.every, name="board-reports"),
    path(_ONE, board.one, name="board-report"),
    path(f"{_ONE}<slug:kind>/", board.file, name="board-report-file"),
    path("desk/equality/", equality.equality, name="equality"),
]
