"""The addresses of what somebody gets to see of what is held of them."""

from django.urls import path

from . import putting_up, telling_outcome, weighing

_ONE = "desk/concern/<uuid:concern_id>/"
_SHEET = "desk/worksheet/<uuid:sheet_id>/"
urlpatterns = [
    path(f"{_ONE}put-up/", putting_up.put_up_record, name="put-up"),
    path(f"{_ONE}how-it-ended/", telling_outcome.outcome, name="outcome-letter"),
    path(f"{_ONE}how-it-ended/<uuid:letter_id>/file/", telling_outcome.letter, name="outcome-file"),
    path(_SHEET, weighing.sheet, name="worksheet"),
    path(f"{_SHEET}copy/", weighing.copy, name="make-copy"),
    path(f"{_SHEET}copy/file/", weighing.file, name="copy-file"),
    path(f"{_SHEET}<uuid:thing_id>/", weighing.thing, name="weigh"),
]
