"""Addresses of figures over all concerns, and of what people feel. Nothing in them says whom a figure is about."""

from django.urls import path

from . import climate, figures, mistreatment_figures, sign_figures

urlpatterns = [
    path("desk/figures/", figures.figures, name="figures"),
    path("desk/figures/signs/", sign_figures.signs, name="figures-signs"),
    path("desk/figures/mistreatment/", mistreatment_figures.figures, name="figures-mistreatment"),
    path("desk/climate/", climate.climate, name="climate"),
    path("desk/climate/<slug:audience>/<slug:begins>/", climate.decide, name="climate-decide"),
    path("desk/climate/<uuid:followup_id>/", climate.finish, name="climate-finish"),
]
