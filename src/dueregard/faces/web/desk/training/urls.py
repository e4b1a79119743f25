"""The addresses of training: one's own, and that of others."""

from django.urls import path

from . import (
    certificates,
    checklists,
    claiming,
    course_files,
    cpd,
    editions,
    exempting,
    gates,
    overriding,
    reminding,
    sheet,
    sureness,
    taking,
)
from . import mine as my_training
from . import one as training_of
from . import overview as training
from . import person as training_person
from . import reading as my_reading

urlpatterns = [
    path("desk/mine/training/", my_training.mine, name="my-training"),
    path("desk/mine/training/cpd/", cpd.write, name="my-cpd"),
    path("desk/mine/training/cpd/<uuid:entry_id>/back/", cpd.take_back, name="my-cpd-back"),
    path("desk/mine/training/claim/", claiming.claim, name="my-claim"),
    path("desk/mine/training/claim/<uuid:claim_id>/back/", claiming.take_back, name="my-claim-back"),
    path("desk/mine/training/<slug:policy>/<slug:control>/", my_reading.read, name="my-reading"),
    path("desk/training/", training.overview, name="training"),
    path("desk/training/sheet/", sheet.sheet, name="training-sheet"),
    path("desk/training/sure/<slug:course>/", sureness.sure, name="training-sure"),
    path("desk/training/edition/", editions.adopt, name="training-edition"),
    path("desk/training/person/<uuid:person_id>/", training_person.person, name="training-person"),
    path(
        "desk/training/person/<uuid:person_id>/exempt/<path:address>/",
        exempting.exempt,
        name="training-exempt",
    ),
    path(
        "desk/training/person/<uuid:person_id>/tick/<path:address>/",
        checklists.of_person,
        name="training-tick",
    ),
    path(
        "desk/training/checklist/<slug:policy>/<str:control>/", checklists.sheet, name="training-tick-sheet"
    ),
    path("desk/training/person/<uuid:person_id>/pass/<path:gate>/", gates.pass_, name="training-pass"),
    path(
        "desk/training/person/<uuid:person_id>/override/<path:gate>/",
        overriding.override,
        name="training-override",
    ),
    path("desk/training/gates/", overriding.mine, name="training-gates"),
    path("desk/training/file/", course_files.choose, name="training-file"),
    path("desk/training/file/take/", course_files.take_in, name="training-file-take"),
    path("desk/training/team/", reminding.team, name="training-team"),
    path("desk/training/remind/", reminding.send, name="training-remind"),
    path("desk/training/list/<slug:policy>/<str:control>/", taking.of_requirement, name="training-list"),
    path("desk/training/gate-list/<path:gate>/", taking.of_gate, name="training-gate-list"),
    path("desk/training/claims/", claiming.claims, name="training-claims"),
    path("desk/training/claims/<uuid:claim_id>/", claiming.answer, name="training-claim"),
    path("desk/training/certificate/<uuid:file_id>/", certificates.open_, name="certificate"),
    path("desk/training/done/<uuid:row_id>/certificate/", certificates.attach, name="training-attach"),
    path("desk/training/exemption/<uuid:row_id>/end/", exempting.end, name="training-exemption-end"),
    path("desk/training/gate/<path:gate>/", gates.waiting, name="training-gate"),
    path("desk/training/done/<uuid:row_id>/", training_person.correct, name="training-correct"),
    path("desk/training/<slug:policy>/<str:control>/", training_of.one, name="training-of"),
]
