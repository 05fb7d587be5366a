"""As-at questions: what was recorded by a moment, and the loaders that may say when demo rows were recorded."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction


@contextmanager
def recorded_as_if_at(moment: datetime) -> Iterator[None]:
    """Rows written inside carry this `recorded_at`, in demo and test mode; in production PostgreSQL refuses them."""
    with transaction.atomic():
        _set(moment.isoformat())
        yield
        _set("")


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('watchbook.recorded_at', %s, true)", [value])
