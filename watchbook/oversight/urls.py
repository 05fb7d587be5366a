"""Addresses of the registers of who checks."""

from django.urls import path

from watchbook.oversight.audits_import import INTERNAL_AUDITS
from watchbook.oversight.inspections_import import INSPECTIONS
from watchbook.oversight.recommendations_import import RECOMMENDATIONS
from watchbook.oversight.views import audits, errors, inspections, overview, recommendations, seal
from watchbook.register.views.imports import paths

app_name = "oversight"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("seal/", seal.seal, name="seal"),
    path("seal/receipts/<uuid:event_id>/", seal.receipt, name="receipt"),
    path("errors/", errors.errors, name="errors"),
    path("errors/add/", errors.error_add, name="error_add"),
    path("errors/<slug:reference>/", errors.error, name="error"),
    path("errors/<slug:reference>/establish/", errors.error_establish, name="error_establish"),
    path("errors/<slug:reference>/dismiss/", errors.error_dismiss, name="error_dismiss"),
    path("errors/<slug:reference>/interim/", errors.error_notify, {"kind": "interim"}, name="error_interim"),
    path("errors/<slug:reference>/full/", errors.error_notify, {"kind": "full"}, name="error_full"),
    path("errors/<slug:reference>/<slug:kind>.pdf", errors.error_notice_file, name="error_file"),
    path("audits/add/", audits.audit_add, name="audit_add"),
    *paths(INTERNAL_AUDITS, under="audits/", named="audits"),
    path("audits/<slug:reference>/", audits.audit, name="audit"),
    path("audits/<slug:reference>/report/", audits.audit_report, name="audit_report"),
    path("audits/<slug:reference>/correct/", audits.audit_correct, name="audit_correct"),
    path("audits/<slug:reference>/take-back/", audits.audit_take_back, name="audit_take_back"),
    path("audits/<slug:reference>/file/", audits.audit_file, name="audit_file"),
    path(
        "audits/<slug:reference>/recommend/",
        recommendations.recommendation_add,
        {"of": "audit"},
        name="audit_recommend",
    ),
    path("inspections/add/", inspections.inspection_add, name="inspection_add"),
    *paths(INSPECTIONS, under="inspections/", named="inspections"),
    path("inspections/<slug:reference>/", inspections.inspection, name="inspection"),
    path("inspections/<slug:reference>/report/", inspections.inspection_report, name="inspection_report"),
    path("inspections/<slug:reference>/correct/", inspections.inspection_correct, name="inspection_correct"),
    path(
        "inspections/<slug:reference>/take-back/",
        inspections.inspection_take_back,
        name="inspection_take_back",
    ),
    path("inspections/<slug:reference>/file/", inspections.inspection_file, name="inspection_file"),
    path(
        "inspections/<slug:reference>/recommend/",
        recommendations.recommendation_add,
        {"of": "inspection"},
        name="inspection_recommend",
    ),
    *paths(RECOMMENDATIONS, under="recommendations/", named="recommendations"),
    path("recommendations/<slug:reference>/", recommendations.recommendation, name="recommendation"),
    path(
        "recommendations/<slug:reference>/correct/",
        recommendations.recommendation_correct,
        name="recommendation_correct",
    ),
    path(
        "recommendations/<slug:reference>/take-back/",
        recommendations.recommendation_take_back,
        name="recommendation_take_back",
    ),
    path(
        "recommendations/<slug:reference>/evidence/",
        recommendations.recommendation_evidence,
        name="recommendation_evidence",
    ),
    path(
        "recommendations/<slug:reference>/discharge/",
        recommendations.recommendation_discharge,
        name="recommendation_discharge",
    ),
    path(
        "recommendations/<slug:reference>/reopen/",
        recommendations.recommendation_reopen,
        name="recommendation_reopen",
    ),
    path(
        "recommendations/<slug:reference>/steps/<uuid:step_id>/file/",
        recommendations.recommendation_file,
        name="recommendation_file",
    ),
]
