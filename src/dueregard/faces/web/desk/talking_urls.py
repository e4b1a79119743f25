"""The addresses of talking a matter through."""

from django.urls import path

from . import meeting

_MEETING = "desk/concern/<uuid:concern_id>/meeting/"
urlpatterns = [
    path(_MEETING, meeting.call, name="call-meeting"),
    path(f"{_MEETING}<uuid:meeting_id>/", meeting.held, name="hold-meeting"),
]
