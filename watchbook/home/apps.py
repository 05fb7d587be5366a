"""Django's name for this part."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """What is waiting for me."""

    name = "watchbook.home"
    label = "home"
