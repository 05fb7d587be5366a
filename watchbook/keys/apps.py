"""Django's name for this part."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """Keys and envelopes."""

    name = "watchbook.keys"
    label = "keys"
