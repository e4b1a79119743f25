"""The addresses of what somebody gets to see of what is held of them."""

from django.urls import path

from . import putting_up, weighing

_SHEET = "desk/worksheet/<uuid:sheet_id>/"
urlpatterns = [
    path("desk/concern/<uuid:concern_id>/put-up/", putting_up.put_up_record, name="put-up"),
    path(_SHEET, weighing.sheet, name="worksheet"),
    path(f"{_SHEET}copy/", weighing.copy, name="make-copy"),
    path(f"{_SHEET}copy/file/", weighing.file, name="copy-file"),
    path(f"{_SHEET}<uuid:thing_id>/", weighing.thing, name="weigh"),
]
