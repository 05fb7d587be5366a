"""Addresses of the registers of what the authority has adopted, received, uses and signs; a module for each register."""

from django.urls import include, path

REGISTERS = (
    "documents",
    "none_held",
    "software",
    "third_parties",
    "training",
    "law_confirmation",
    "letters",
    "members",
    "offences",
    "processing",
    "retention_schedule",
    "statements",
    "thresholds",
)

app_name = "governance"
urlpatterns = [path("", include(f"watchbook.governance.{register}.urls")) for register in REGISTERS]
