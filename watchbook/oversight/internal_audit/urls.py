"""Addresses of internal audits; that of one audit stands with those of what it recommended."""

from django.urls import path

from watchbook.oversight.internal_audit import views as audits
from watchbook.oversight.internal_audit.imports import INTERNAL_AUDITS
from watchbook.register.views.imports import paths

urlpatterns = [
    path("audits/add/", audits.audit_add, name="audit_add"),
    *paths(INTERNAL_AUDITS, under="audits/", named="audits"),
    path("audits/<slug:reference>/report/", audits.audit_report, name="audit_report"),
    path("audits/<slug:reference>/correct/", audits.audit_correct, name="audit_correct"),
    path("audits/<slug:reference>/take-back/", audits.audit_take_back, name="audit_take_back"),
    path("audits/<slug:reference>/file/", audits.audit_file, name="audit_file"),
]
