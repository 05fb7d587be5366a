"""Django's name for this part."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """Which power."""

    name = "watchbook.triage"
    label = "triage"
