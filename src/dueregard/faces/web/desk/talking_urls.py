"""The addresses of talking a matter through."""

from django.urls import path

from . import meeting, talks

_MEETING = "desk/concern/<uuid:concern_id>/meeting/"
urlpatterns = [
    path(_MEETING, meeting.call, name="call-meeting"),
    path(f"{_MEETING}<uuid:meeting_id>/", meeting.held, name="hold-meeting"),
    path("desk/talks/", talks.every, name="talks"),
    path("desk/talks/new/", talks.note, name="note-talk"),
    path("desk/talks/<uuid:talk_id>/concern/", talks.concern, name="talk-concern"),
]
