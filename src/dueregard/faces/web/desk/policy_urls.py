"""The addresses of policies, their drafts, lists and registers."""

from django.urls import path

from . import clause, covering, guidance, looking_through, missing, policies
from .directory import views as directory
from .editing import checks as draft_checks
from .editing import copies, taking_over
from .editing import sections as draft_sections
from .governance import beginning, draft, effects, history, publishing, reviews, signing, threat
from .governance import file as draft_file
from .registers import views as registers

_DRAFT = "desk/policies/drafts/<uuid:begun>/"
urlpatterns = [
    path("desk/policies/", policies.policies, name="policies"),
    path("desk/policies/drafts/", beginning.every, name="drafts"),
    path("desk/policies/drafts/begin/", beginning.begin, name="begin-draft"),
    path(_DRAFT, draft.one, name="draft"),
    path(f"{_DRAFT}file/", draft_file.edit, name="draft-file"),
    path("desk/policies/take-over/", taking_over.take_over, name="take-over-policy"),
    path(f"{_DRAFT}sections/", draft_sections.sections, name="draft-sections"),
    path(f"{_DRAFT}section/", draft_sections.section, name="draft-section"),
    path(f"{_DRAFT}new-section/", draft_sections.new_section, name="draft-new-section"),
    path(f"{_DRAFT}check/", draft_checks.check, name="draft-check"),
    path(f"{_DRAFT}new-check/", draft_checks.new_check, name="draft-new-check"),
    path(f"{_DRAFT}texts/", history.history, name="draft-history"),
    path(f"{_DRAFT}texts/<uuid:text_id>/", history.text, name="draft-text"),
    path(f"{_DRAFT}changes/", history.changes, name="draft-changes"),
    path(f"{_DRAFT}effects/", effects.policy_effects, name="policy-effects"),
    path(f"{_DRAFT}open/<path:address>/", draft.gap, name="leave-open"),
    path(f"{_DRAFT}forward/", signing.forward, name="put-forward"),
    path(f"{_DRAFT}sign/", signing.signing, name="sign-policy"),
    path(f"{_DRAFT}paper/", signing.paper, name="paper-signature"),
    path(f"{_DRAFT}said/<uuid:saying_id>/back/", signing.take_back, name="unsign"),
    path(f"{_DRAFT}back/", draft.back, name="call-back"),
    path(f"{_DRAFT}drop/", draft.drop, name="drop-draft"),
    path(f"{_DRAFT}publish/", publishing.publishing, name="publish-policy"),
    path(f"{_DRAFT}copy/", copies.of_draft, name="draft-copy"),
    path("desk/policies/edition/<uuid:edition_id>/copy/", copies.of_edition, name="edition-copy"),
    path("desk/policies/edition/<uuid:edition_id>/", publishing.edition, name="edition"),
    path("desk/policies/<slug:policy>/again/", reviews.of_policy, name="policy-reviews"),
    path("desk/policies/coverage/", covering.coverage, name="coverage"),
    path("desk/policies/guidance/", guidance.editions, name="guidance"),
    path("desk/policies/guidance/file/<slug:document>/", guidance.as_file, name="guidance-file"),
    path("desk/policies/guidance/<uuid:edition_id>/", guidance.edition, name="guidance-edition"),
    path("desk/policies/look-through/", looking_through.look_through, name="look-through"),
    path("desk/policies/<slug:policy>/clause/<str:clause>/", clause.clause, name="clause"),
    path("desk/directory/", directory.every, name="directory"),
    path("desk/directory/add/<slug:policy>/<slug:directory_id>/", directory.add, name="add-line"),
    path("desk/directory/<uuid:entry>/", directory.line, name="directory-line"),
    path("desk/directory/<uuid:entry>/remove/", directory.remove, name="remove-line"),
    path("desk/threat-level/", threat.level, name="threat-level"),
    path("desk/threat-level/seen/<uuid:sight_id>/", threat.correct, name="threat-correct"),
    path("desk/threat-level/<uuid:task_id>/", threat.task, name="threat-task"),
    path("desk/registers/", registers.every, name="registers"),
    path("desk/registers/list/", registers.sheet, name="registers-list"),
    path("desk/registers/<uuid:entry_id>/", registers.entry, name="register-entry"),
    path("desk/policies/missing/", missing.missing, name="missing"),
    path("desk/policies/missing/<path:address>/", missing.give, name="give"),
]
