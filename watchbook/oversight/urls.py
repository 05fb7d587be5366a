"""Addresses of who checks; a module for each noun. What stands above an audit or an inspection is handed to its page."""

from django.urls import path

from watchbook.oversight.error_report import urls as error_report
from watchbook.oversight.inspection import urls as inspection
from watchbook.oversight.internal_audit import urls as internal_audit
from watchbook.oversight.recommendation import urls as recommendation
from watchbook.oversight.recommendation.permissions import may_record_recommendation
from watchbook.oversight.recommendation.queries import recommendations_of
from watchbook.oversight.report.views import entry_page
from watchbook.oversight.views import overview, seal

RECOMMENDED = {"recommended": recommendations_of, "may_recommend": may_record_recommendation}

app_name = "oversight"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("seal/", seal.seal, name="seal"),
    path("seal/receipts/<uuid:event_id>/", seal.receipt, name="receipt"),
    path("seal/slips/<uuid:event_id>/", seal.slip, name="slip"),
    *error_report.urlpatterns,
    *internal_audit.urlpatterns,
    path("audits/<slug:reference>/", entry_page(internal_audit.PAGES), RECOMMENDED, name="audit"),
    *inspection.urlpatterns,
    path("inspections/<slug:reference>/", entry_page(inspection.PAGES), RECOMMENDED, name="inspection"),
    *recommendation.urlpatterns,
]
