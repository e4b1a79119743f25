"""The addresses of how long records are kept, and of what belongs to no concern."""

from django.urls import path

from . import going, listing, loose, periods
from . import one as kept

_ONE = "desk/concern/<uuid:concern_id>/"
_OTHER = "desk/keeping/other/<slug:kind>/<uuid:thing_id>/"
urlpatterns = [
    path("desk/keeping/", listing.open_list, name="keeping"),
    path("desk/restricted/keeping/", listing.restricted_list, name="keeping-restricted"),
    path("desk/keeping/periods/", periods.every, name="keeping-periods"),
    path("desk/keeping/periods/<slug:record_class>/", periods.change, name="keeping-period"),
    path("desk/keeping/other/", loose.every, name="loose"),
    path(_OTHER, loose.one, name="loose-one"),
    path(f"{_OTHER}look/", loose.look, name="loose-look"),
    path(f"{_OTHER}answer/", loose.answer, name="loose-answer"),
    path(f"{_OTHER}hold/", loose.put_hold, name="loose-hold"),
    path(f"{_OTHER}lift/", loose.lift_hold, name="loose-lift"),
    path(f"{_OTHER}certificate/", loose.certificate, name="loose-certificate"),
    path(f"{_ONE}keeping/", kept.one, name="kept"),
    path(f"{_ONE}keeping/file/", kept.file, name="file-record"),
    path(f"{_ONE}keeping/hold/", kept.put_hold, name="hold"),
    path(f"{_ONE}keeping/lift/", kept.lift_hold, name="lift-hold"),
    path(f"{_ONE}keeping/look/", kept.look, name="look-at-record"),
    path(f"{_ONE}keeping/answer/", going.answer, name="answer-disposal"),
    path(f"{_ONE}disposed-of/", going.gone, name="disposed-of"),
    path(f"{_ONE}disposed-of/certificate/", going.certificate, name="certificate-file"),
]
