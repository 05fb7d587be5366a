"""Addresses of the law's data and of its confirmations."""

from django.urls import path

from watchbook.governance.law_confirmation import views

urlpatterns = [
    path("law/", views.law, name="law"),
    path("law/<slug:kind>/", views.entries, name="law_entries"),
    path("law/<slug:kind>/confirm/", views.confirm, name="law_confirm"),
    path("law/confirmations/<uuid:confirmation_id>/take-back/", views.take_back, name="law_take_back"),
]
