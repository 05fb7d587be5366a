"""Django's name for this part."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Who checks."""

    name = "watchbook.oversight"
    label = "oversight"
