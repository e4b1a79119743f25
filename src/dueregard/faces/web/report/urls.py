"""The short addresses that posters carry, and the pages of somebody signed in about their own reports."""

from django.urls import path

from . import (
    attaching,
    directory,
    glossary,
    how_safe,
    how_sure,
    notices,
    noting,
    paper,
    policies,
    poster,
    receipt,
    rights,
    told,
    views,
)

urlpatterns = [
    path("r/<slug:short_code>/", views.first, name="report-first"),
    path("r/<slug:short_code>/report/", views.report, name="report"),
    path("r/<slug:short_code>/again/", receipt.again, name="report-again"),
    path("r/<slug:short_code>/noted/", noting.noted, name="report-noted"),
    path("r/<slug:short_code>/again/files/", attaching.by_receipt, name="report-files"),
    path("r/<slug:short_code>/poster/", poster.poster, name="report-poster"),
    path("r/<slug:short_code>/privacy/", notices.privacy, name="report-privacy"),
    path("r/<slug:short_code>/accessibility/", notices.accessibility, name="report-accessibility"),
    path("r/<slug:short_code>/directory/", directory.directory, name="report-directory"),
    path("r/<slug:short_code>/policies/", policies.policies, name="report-policies"),
    path("r/<slug:short_code>/about-me/", rights.about_me, name="report-about-me"),
    path("r/<slug:short_code>/about-me/ask/", rights.ask_about_me, name="report-ask-about-me"),
    path("r/<slug:short_code>/about-me/again/", rights.about_me_again, name="report-about-me-again"),
    path("r/<slug:short_code>/words/", glossary.words, name="report-words"),
    path("r/<slug:short_code>/policies/<slug:policy>/", policies.policy, name="report-policy"),
    path(
        "r/<slug:short_code>/policies/<slug:policy>/for/<slug:extract>/",
        policies.extract,
        name="report-extract",
    ),
    path(
        "r/<slug:short_code>/sure/<slug:course>/<slug:day>/<slug:side>/<slug:mark>/",
        how_sure.how_sure,
        name="how-sure",
    ),
    path("r/<slug:short_code>/safe/<slug:audience>/", how_safe.how_safe, name="how-safe"),
    path("desk/told/", told.told, name="somebody-told"),
    path("desk/paper-forms/", paper.printed, name="paper-forms"),
    path("desk/paper-forms/key-in/", paper.keyed_in, name="key-in"),
    path("desk/my-reports/<uuid:concern_id>/", told.mine, name="my-report"),
    path("desk/my-reports/<uuid:concern_id>/files/", attaching.to_own, name="my-report-files"),
]
