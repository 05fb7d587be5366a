"""A database is for one thing: a demonstration's is never served as a real register, nor a real one as a demonstration."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import connections

from watchbook.audit_log.models import Installation


def mode_is_the_databases(*, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Django asks this before it migrates, and set-up and `serve` migrate first; silent before the first time."""
    for alias in databases or []:
        if Installation._meta.db_table not in connections[alias].introspection.table_names():
            continue
        held = Installation.objects.using(alias).values_list("mode", flat=True).first()
        if held != settings.MODE:
            return [
                Error(
                    f"This database is for {held}, and WATCHBOOK_MODE says {settings.MODE}. Nothing was started.",
                    hint="Set WATCHBOOK_MODE to what the database is for, or use another WATCHBOOK_HOME.",
                    id="audit_log.E001",
                )
            ]
    return []
