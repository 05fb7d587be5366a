"""A cache in the database, of what every web process must know for a short time: attempts to sign in, codes and passes used.

Django's own cache in the database keeps pickles, which run as programs when they are read: whoever could write a row would
run in the web process. This one keeps JSON in the same table, and reads anything else as nothing.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

LATEST = datetime(9999, 12, 31, tzinfo=UTC)
PUT = """
    INSERT INTO django_cache AS kept (cache_key, value, expires) VALUES (%s, %s, %s)
    ON CONFLICT (cache_key) DO UPDATE SET value = EXCLUDED.value, expires = EXCLUDED.expires
"""
PUT_IF_ABSENT = f"{PUT} WHERE kept.expires <= now()"


class PlainCache(BaseCache):
    """Names and values that are plain data, each until its time."""

    def __init__(self, _location: str, options: Mapping[str, Any]) -> None:
        super().__init__(dict(options))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return what is kept under a name, else the default."""
        kept = self._asked(
            "SELECT value FROM django_cache WHERE cache_key = %s AND expires > now()",
            self._name(key, version),
        )
        try:
            return json.loads(kept[0]) if kept else default
        except ValueError:
            return default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep plain data under a name, whatever was there, and drop what is over."""
        self._done("DELETE FROM django_cache WHERE expires <= now()")
        self._done(PUT, self._name(key, version), json.dumps(value), self._until(timeout))

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep plain data under a name that is free; of several at once one is told that it was first."""
        return (
            self._done(PUT_IF_ABSENT, self._name(key, version), json.dumps(value), self._until(timeout)) > 0
        )

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Give what is kept another end."""
        longer = "UPDATE django_cache SET expires = %s WHERE cache_key = %s AND expires > now()"
        return self._done(longer, self._until(timeout), self._name(key, version)) > 0

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a name."""
        return self._done("DELETE FROM django_cache WHERE cache_key = %s", self._name(key, version)) > 0

    def clear(self) -> None:
        """Forget all."""
        self._done("DELETE FROM django_cache")

    def _name(self, key: str, version: int | None) -> str:
        return self.make_and_validate_key(key, version=version)

    def _until(self, timeout: Any) -> datetime:
        ends = self.get_backend_timeout(timeout)
        return LATEST if ends is None else datetime.fromtimestamp(ends, tz=UTC)

    def _asked(self, statement: str, *values: str | datetime) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone()

    def _done(self, statement: str, *values: str | datetime) -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return int(cursor.rowcount)
