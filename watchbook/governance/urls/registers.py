"""Addresses of the registers of what the authority has adopted, received, uses and signs; a module for each register."""

from watchbook.governance.urls import (
    documents,
    drift_thresholds,
    letters,
    retention_schedule,
    software,
    statements,
    training,
)

app_name = "governance"
urlpatterns = [
    *documents.urlpatterns,
    *software.urlpatterns,
    *training.urlpatterns,
    *letters.urlpatterns,
    *retention_schedule.urlpatterns,
    *statements.urlpatterns,
    *drift_thresholds.urlpatterns,
]
