"""The part's Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Layout, components, error pages."""

    name = "watchbook.web"
    label = "web"
