"""Addresses of the registers of what the authority has adopted, received, uses and signs; a module for each register."""

from watchbook.governance.documents import urls as documents
from watchbook.governance.letters import urls as letters
from watchbook.governance.none_held import urls as none_held
from watchbook.governance.retention_schedule import urls as retention_schedule
from watchbook.governance.software import urls as software
from watchbook.governance.statements import urls as statements
from watchbook.governance.third_parties import urls as third_parties
from watchbook.governance.thresholds import urls as drift_thresholds
from watchbook.governance.training import urls as training

app_name = "governance"
urlpatterns = [
    *documents.urlpatterns,
    *none_held.urlpatterns,
    *software.urlpatterns,
    *third_parties.urlpatterns,
    *training.urlpatterns,
    *letters.urlpatterns,
    *retention_schedule.urlpatterns,
    *statements.urlpatterns,
    *drift_thresholds.urlpatterns,
]
