"""Evidence as a Django app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The part's name."""

    name = "watchbook.evidence"
