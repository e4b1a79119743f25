"""The addresses of what leaves a record as a whole, and of what arrives from elsewhere."""

from django.urls import path

from . import arriving, choosing, one_page, sending

_ONE = "desk/concern/<uuid:concern_id>/"
urlpatterns = [
    path(f"{_ONE}from-elsewhere/", arriving.arriving, name="record-came"),
    path(f"{_ONE}send/", sending.send, name="send-record"),
    path(f"{_ONE}send/<uuid:departure_id>/arrived/", sending.arrived, name="record-arrived"),
    path(f"{_ONE}one-page/", one_page.one_page, name="one-page"),
    path(f"{_ONE}chronology/", choosing.chronology, name="chronology"),
]
