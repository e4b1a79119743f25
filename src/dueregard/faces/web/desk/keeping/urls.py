"""The addresses of how long records are kept, and of what belongs to no concern."""

from django.urls import path

from . import listing, loose, periods

_ONE = "desk/keeping/other/<slug:kind>/<uuid:thing_id>/"
urlpatterns = [
    path("desk/keeping/", listing.open_list, name="keeping"),
    path("desk/restricted/keeping/", listing.restricted_list, name="keeping-restricted"),
    path("desk/keeping/periods/", periods.every, name="keeping-periods"),
    path("desk/keeping/periods/<slug:record_class>/", periods.change, name="keeping-period"),
    path("desk/keeping/other/", loose.every, name="loose"),
    path(_ONE, loose.one, name="loose-one"),
    path(f"{_ONE}look/", loose.look, name="loose-look"),
    path(f"{_ONE}answer/", loose.answer, name="loose-answer"),
    path(f"{_ONE}hold/", loose.put_hold, name="loose-hold"),
    path(f"{_ONE}lift/", loose.lift_hold, name="loose-lift"),
    path(f"{_ONE}certificate/", loose.certificate, name="loose-certificate"),
]
