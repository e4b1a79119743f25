"""The addresses of those outside with whom we work."""

from django.urls import path

from .liaison import views as liaison

urlpatterns = [
    path("desk/working-with/", liaison.every, name="liaison"),
    path("desk/working-with/list/", liaison.sheet, name="liaison-list"),
    path("desk/working-with/<uuid:body_id>/", liaison.body, name="liaison-body"),
    path("desk/working-with/said/<uuid:exchange_id>/", liaison.upshot, name="liaison-upshot"),
    path("desk/working-with/said/<uuid:exchange_id>/agreed/", liaison.agree, name="liaison-agree"),
    path("desk/working-with/said/<uuid:exchange_id>/mistake/", liaison.mistake, name="liaison-mistake"),
    path("desk/working-with/done/<uuid:undertaking_id>/", liaison.finish, name="liaison-finish"),
]
