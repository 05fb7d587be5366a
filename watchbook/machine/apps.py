"""Django's name for this part."""

from django.apps import AppConfig


class MachineConfig(AppConfig):
    """What runs where."""

    name = "watchbook.machine"
    label = "machine"
