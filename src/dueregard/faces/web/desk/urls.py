"""Addresses of the desk. They carry ids, never words."""

from django.urls import path

from . import (
    around_them,
    concern,
    finding,
    handing,
    joining,
    linking,
    people,
    policies,
    queue,
    refiling,
    sign_in,
)

_ONE = "desk/concern/<uuid:concern_id>/"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("choose-provider/", sign_in.choose_provider, name="choose-provider"),
    path("desk/", queue.open_queue, name="desk-queue"),
    path("desk/restricted/", queue.restricted_queue, name="desk-restricted"),
    path("desk/hand-over/", handing.hand_everything_over, name="hand-over"),
    path("desk/my-reports/", queue.my_reports, name="my-reports"),
    path(_ONE, concern.door, name="door"),
    path(f"{_ONE}record/", concern.record, name="concern"),
    path(f"{_ONE}sort/", concern.triage, name="triage"),
    path(f"{_ONE}add/", concern.entry, name="entry"),
    path(f"{_ONE}decide/", concern.decide, name="decide"),
    path(f"{_ONE}decision/<uuid:decision_id>/join/", concern.join, name="join"),
    path(f"{_ONE}action/", concern.action, name="action"),
    path(f"{_ONE}action/<uuid:action_id>/done/", concern.done, name="done"),
    path(f"{_ONE}action/<uuid:action_id>/nudge/", handing.nudge_owner, name="nudge"),
    path(f"{_ONE}refer/", concern.refer, name="refer"),
    path(f"{_ONE}referral/<uuid:referral_id>/", concern.stage, name="stage"),
    path(f"{_ONE}entry/<uuid:entry_id>/move/", refiling.move, name="move-entry"),
    path(f"{_ONE}person/", around_them.add, name="add-to-concern"),
    path(f"{_ONE}person/<uuid:row_id>/speak/", around_them.change, name="change-person"),
    path(f"{_ONE}person/<uuid:row_id>/wrong/", refiling.relink, name="relink-person"),
    path(f"{_ONE}person/<uuid:row_id>/", linking.link, name="link-person"),
    path(f"{_ONE}join/", joining.join, name="join-concern"),
    path(f"{_ONE}join/<uuid:other_id>/part/", joining.part, name="part-concern"),
    path(f"{_ONE}together/", joining.together, name="together"),
    path(f"{_ONE}step-aside/", concern.step_aside, name="step-aside"),
    path("desk/people/", people.people, name="people"),
    path("desk/people/add/", people.add, name="add-person"),
    path("desk/people/<uuid:person_id>/", people.one, name="person"),
    path("desk/find/", finding.find_person, name="find"),
    path("desk/find/<uuid:person_id>/", finding.file, name="file"),
    path("desk/policies/", policies.policies, name="policies"),
]
