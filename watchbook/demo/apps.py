"""Django's name for this part."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """A fictional council."""

    name = "watchbook.demo"
    label = "demo"
