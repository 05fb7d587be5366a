"""Addresses of the public disclosure log, at the root: they are permanent."""

from django.urls import path

from watchbook.foi.views import disclosure_log

app_name = "disclosure_log"
urlpatterns = [
    path("disclosure-log/", disclosure_log.log, name="log"),
    path("disclosure-log.atom", disclosure_log.log_atom, name="atom"),
    path("disclosure-log.json", disclosure_log.log_json, name="json"),
    path("disclosure-log.csv", disclosure_log.log_csv, name="csv"),
    path("disclosure-log/schema.json", disclosure_log.schema, name="schema"),
    path("disclosure-log/<slug:reference>.json", disclosure_log.entry_json, name="entry_json"),
    path("disclosure-log/<slug:reference>.tlog-proof", disclosure_log.entry_receipt, name="receipt"),
    path("disclosure-log/<slug:reference>/", disclosure_log.entry, name="entry"),
]
