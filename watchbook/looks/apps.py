"""Looks as a Django app."""

from django.apps import AppConfig


class LooksConfig(AppConfig):
    """The part's name."""

    name = "watchbook.looks"
