"""Addresses of the register of offences."""

from django.urls import path

from watchbook.governance.offences import views

urlpatterns = [
    path("offences/", views.offences, name="offences"),
    path("offences/confirm/", views.confirm, name="offences_confirm"),
    path(
        "offences/confirmations/<uuid:confirmation_id>/take-back/", views.take_back, name="offence_take_back"
    ),
]
