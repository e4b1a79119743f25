"""The addresses of what leaves a record as a whole, and of what arrives from elsewhere."""

from django.urls import path

from . import arriving, bringing, choosing, everything, one_page, paper_came, sending, sorting

_ONE = "desk/concern/<uuid:concern_id>/"
_FILE = "desk/from-other-products/"
_ALL = "desk/everything/"
urlpatterns = [
    path(_ALL, everything.everything, name="everything"),
    path(f"{_ALL}<uuid:export_id>/answer/", everything.answer, name="answer-everything"),
    path(f"{_ALL}<uuid:export_id>/fetch/", everything.fetch, name="fetch-everything"),
    path(f"{_ALL}<uuid:export_id>/let-go/", everything.let_go, name="let-everything-go"),
    path(_FILE, bringing.brought, name="brought"),
    path(f"{_FILE}<uuid:brought_id>/", bringing.brought_file, name="brought-file"),
    path(f"{_FILE}<uuid:brought_id>/let-go/", bringing.let_file_go, name="let-file-go"),
    path(f"{_FILE}<uuid:brought_id>/<slug:place>/", sorting.brought_person, name="brought-person"),
    path(f"{_ONE}from-elsewhere/", arriving.arriving, name="record-came"),
    path(f"{_ONE}paper-from-elsewhere/", paper_came.paper_came, name="paper-came"),
    path(f"{_ONE}send/", sending.send, name="send-record"),
    path(f"{_ONE}send/<uuid:departure_id>/arrived/", sending.arrived, name="record-arrived"),
    path(f"{_ONE}send/<uuid:departure_id>/stayed/", sending.stayed, name="record-stayed"),
    path(f"{_ONE}one-page/", one_page.one_page, name="one-page"),
    path(f"{_ONE}chronology/", choosing.chronology, name="chronology"),
]
