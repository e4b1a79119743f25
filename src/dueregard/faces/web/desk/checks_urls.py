"""The addresses of the single central record, recruitment and a person's own file."""

from django.urls import path

from . import central_record, checks_of, own_file, spot_check, work_of
from .recruiting import candidates, vacancies

_CANDIDATE = "desk/checks/recruitment/<uuid:vacancy_id>/<uuid:candidate_id>/"
urlpatterns = [
    path("desk/checks/", central_record.record, name="central-record"),
    path("desk/checks/may-not-teach/", central_record.not_teaching, name="may-not-teach"),
    path("desk/checks/workbook/", central_record.sheet, name="central-record-workbook"),
    path("desk/checks/spot-check/", spot_check.spot_check, name="spot-check"),
    path("desk/checks/provider/", central_record.set_up, name="provider-sort"),
    path("desk/mine/file/", own_file.mine, name="my-file"),
    path("desk/checks/corrections/", own_file.corrections, name="corrections"),
    path("desk/checks/corrections/<uuid:request_id>/", own_file.correction, name="correction"),
    path("desk/checks/recruitment/", vacancies.every, name="recruitment"),
    path("desk/checks/recruitment/<uuid:vacancy_id>/", vacancies.one, name="vacancy"),
    path("desk/checks/recruitment/<uuid:vacancy_id>/say/<slug:what>/", vacancies.note, name="vacancy-note"),
    path(_CANDIDATE, candidates.decide, name="candidate"),
    path(f"{_CANDIDATE}begins/", candidates.begin, name="take-on"),
    path("desk/checks/<uuid:person_id>/", checks_of.checks_of, name="checks-of"),
    path("desk/checks/<uuid:person_id>/what-they-do/", work_of.work_of, name="work-of"),
    path("desk/checks/<uuid:person_id>/early/", checks_of.early, name="early-start"),
    path("desk/checks/<uuid:person_id>/back/<uuid:check_id>/", checks_of.take_back, name="take-back-check"),
    path("desk/checks/<uuid:person_id>/<slug:kind>/", checks_of.record, name="record-check"),
]
