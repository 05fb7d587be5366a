"""Django's name for this part."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """What the authority has adopted and received."""

    name = "watchbook.governance"
    label = "governance"
