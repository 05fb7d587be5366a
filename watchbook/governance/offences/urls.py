"""Addresses of the register of offences."""

from django.urls import path

from watchbook.governance.offences import views

urlpatterns = [
    path("offences/", views.offences, name="offences"),
]
