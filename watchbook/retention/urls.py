"""Addresses of retention; a module for each noun."""

from watchbook.retention.legal_hold import urls as legal_hold

app_name = "retention"
urlpatterns = [
    *legal_hold.urlpatterns,
]
