"""Addresses of “none is held”."""

from django.urls import path

from watchbook.governance.none_held import views as none_held
from watchbook.governance.none_held.imports import NONE_HELD
from watchbook.register.views.imports import paths

urlpatterns = [
    path("none-held/", none_held.none_held, name="none_held"),
    path("none-held/sign/", none_held.none_held_sign, name="none_held_sign"),
    path("none-held/<uuid:none_id>/take-back/", none_held.none_held_take_back, name="none_held_take_back"),
    *paths(NONE_HELD, under="none-held/", named="none_held"),
]
