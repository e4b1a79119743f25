"""The addresses of people, their posts and who opens what."""

from django.urls import path

from . import (
    apart_of,
    emergency,
    inviting,
    kept_apart,
    leaving,
    letting_in,
    outside_set_up,
    people,
    people_in,
    people_in_changes,
    people_twice,
    posts,
    reaching,
    workforce,
)

urlpatterns = [
    path("desk/people/", people.people, name="people"),
    path("desk/people/add/", people.add, name="add-person"),
    path("desk/people/in/", people_in.choose, name="people-in"),
    path("desk/people/in/<uuid:intake_id>/", people_in.plan, name="people-in-plan"),
    path("desk/people/in/<uuid:intake_id>/changes/", people_in_changes.changes, name="people-in-changes"),
    path("desk/people/in/<uuid:intake_id>/problems/", people_in.problems, name="people-in-problems"),
    path("desk/people/kept-apart/", kept_apart.kept_apart, name="kept-apart"),
    path("desk/people/kept-apart/<slug:kept>/", kept_apart.switch, name="kept-apart-switch"),
    path("desk/people/twice/", people_twice.twice, name="people-twice"),
    path("desk/people/who-opens/", posts.who_opens, name="who-opens"),
    path("desk/people/<uuid:person_id>/", people.one, name="person"),
    path("desk/people/<uuid:person_id>/kept-apart/", apart_of.apart_of, name="apart-of"),
    path("desk/people/<uuid:person_id>/reach/", reaching.reach, name="reach"),
    path("desk/people/<uuid:person_id>/locked-out/", letting_in.note, name="locked-out"),
    path("desk/people/<uuid:person_id>/let-in/", letting_in.let_in, name="vouch"),
    path("desk/people/<uuid:person_id>/end-sign-in/", leaving.end, name="end-sign-in"),
    path("desk/let-in/", letting_in.let_in_again, name="let-in"),
    path("desk/people/<uuid:person_id>/invite/", inviting.make_invitation, name="invite"),
    path("desk/emergency/", emergency.emergency, name="emergency"),
    path("desk/emergency/<uuid:use_id>/end/", emergency.end, name="end-emergency"),
    path("desk/emergency/<uuid:use_id>/look/", emergency.look, name="look-at-emergency"),
    path("desk/workforce/", workforce.workforce, name="workforce"),
    path("desk/workforce/figures/", workforce.enter, name="workforce-baseline"),
    path("desk/workforce/judgement/", workforce.judge, name="workforce-judgement"),
    path("desk/people/organisation/", outside_set_up.set_up, name="outside-set-up"),
]
