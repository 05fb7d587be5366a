"""Django's name for this part."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Who we are."""

    name = "watchbook.organisation"
    label = "organisation"
