"""Asking which rows keep a file: the same bytes may be kept by rows of several registers."""

from django.apps import apps

from watchbook.files.models import KeptFile


def is_kept(name: str) -> bool:
    """Whether a row of any table still names the file of this hash."""
    tables = [model for model in apps.get_models() if issubclass(model, KeptFile)]
    return any(table._default_manager.filter(file_sha256=name).exists() for table in tables)
