"""Django's name for this part."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Bytes in and out."""

    name = "watchbook.files"
    label = "files"
