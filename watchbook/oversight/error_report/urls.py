"""Addresses of errors and of their notices."""

from django.urls import path

from watchbook.oversight.error_report import views as errors

urlpatterns = [
    path("errors/", errors.errors, name="errors"),
    path("errors/add/", errors.error_add, name="error_add"),
    path("errors/<slug:reference>/", errors.error, name="error"),
    path("errors/<slug:reference>/establish/", errors.error_establish, name="error_establish"),
    path("errors/<slug:reference>/dismiss/", errors.error_dismiss, name="error_dismiss"),
    path("errors/<slug:reference>/interim/", errors.error_notify, {"kind": "interim"}, name="error_interim"),
    path("errors/<slug:reference>/full/", errors.error_notify, {"kind": "full"}, name="error_full"),
    path("errors/<slug:reference>/<slug:kind>.pdf", errors.error_notice_file, name="error_file"),
]
