"""Addresses of figures over all concerns. Nothing in them says whom a figure is about."""

from django.urls import path

from . import figures, mistreatment_figures, sign_figures

urlpatterns = [
    path("desk/figures/", figures.figures, name="figures"),
    path("desk/figures/signs/", sign_figures.signs, name="figures-signs"),
    path("desk/figures/mistreatment/", mistreatment_figures.figures, name="figures-mistreatment"),
]
