"""Django's name for this part."""

from django.apps import AppConfig


class InvestigationsConfig(AppConfig):
    """Investigations and their subjects."""

    name = "watchbook.investigations"
    label = "investigations"
