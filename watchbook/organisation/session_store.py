"""Sessions in the database under the digest of their key: whoever reads the table can use none of them."""

from hashlib import blake2s
from typing import Any, cast

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone


def digest(key: str | None) -> str:
    """The name under which a session is kept: as long as the table's key."""
    return blake2s((key or "").encode(), digest_size=20).hexdigest()


class SessionStore(DatabaseSessionStore):
    """The browser has the key, the table its digest."""

    def exists(self, session_key: str | None) -> bool:
        """Whether a session has this key."""
        return Session.objects.filter(session_key=digest(session_key)).exists()

    def delete(self, session_key: str | None = None) -> None:
        """Delete this session, or the one of a key."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=digest(key)).delete()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to be saved."""
        row = cast(Session, super().create_model_instance(data))  # the model of this store
        row.session_key = digest(self.session_key)
        return row

    def _get_session_from_db(self) -> Session | None:
        row = Session.objects.filter(
            session_key=digest(self.session_key), expire_date__gt=timezone.now()
        ).first()
        if row is None:
            self._session_key = None
        return row
