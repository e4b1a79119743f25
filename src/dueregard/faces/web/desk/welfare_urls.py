"""The addresses of learners who do not take part, and of plans that support somebody."""

from django.urls import path

from . import care_facts, supporting, taking_part

_ONE = "desk/concern/<uuid:concern_id>/"
_EPISODE = "desk/taking-part/<uuid:episode_id>/"
urlpatterns = [
    path("desk/taking-part/", taking_part.every, name="taking-part"),
    path("desk/taking-part/new/", taking_part.note, name="note-taking-part"),
    path(_EPISODE, taking_part.one, name="episode"),
    path(f"{_EPISODE}tried/", taking_part.step, name="episode-step"),
    path(f"{_EPISODE}tell/", taking_part.tell, name="tell-of-episode"),
    path(f"{_EPISODE}end/", taking_part.end, name="end-episode"),
    path(f"{_EPISODE}worry/", taking_part.hand, name="episode-concern"),
    path(f"{_ONE}support/", supporting.plans, name="plans"),
    path(f"{_ONE}support/facts/new/", care_facts.keep, name="care-fact"),
    path(f"{_ONE}support/facts/<uuid:fact_id>/end/", care_facts.end, name="end-care-fact"),
    path(f"{_ONE}support/new/", supporting.begin, name="begin-plan"),
    path(f"{_ONE}support/<uuid:plan_id>/look/", supporting.review, name="review-plan"),
    path(f"{_ONE}support/<uuid:plan_id>/share/", supporting.share, name="share-note"),
    path(f"{_ONE}support/notes/<uuid:note_id>/take-back/", supporting.take_back, name="take-back-note"),
    path("desk/shared-notes/", supporting.notes, name="support-notes"),
]
