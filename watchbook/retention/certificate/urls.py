"""Addresses of certificates."""

from django.urls import path

from watchbook.retention.certificate import views

urlpatterns = [
    path("deletions/<slug:reference>/certificate/", views.certificate, name="certificate"),
    path(
        "deletions/<slug:reference>/certificate.<slug:ending>",
        views.certificate_file,
        name="certificate_file",
    ),
]
