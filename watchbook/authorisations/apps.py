"""Django's name for this part."""

from django.apps import AppConfig


class AuthorisationsConfig(AppConfig):
    """Who agreed."""

    name = "watchbook.authorisations"
    label = "authorisations"
