"""Django's name for this part."""

from django.apps import AppConfig


class FoiConfig(AppConfig):
    """Requests for information."""

    name = "watchbook.foi"
    label = "foi"
