"""Sessions in the database under the digest of their key: whoever reads the table can use none of them. The table and its store."""

from datetime import UTC, datetime
from hashlib import blake2s
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from watchbook.audit_log.guard import needs_event_by, never_changed
from watchbook.audit_log.row_digests import VouchedTable, vouch_for
from watchbook.audit_log.written_once import objects


class Session(AbstractBaseSession):
    """A browser that came here, under the digest of its key; `person` is who is signed in there. It goes when the session ends."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions"
    )

    class Meta:
        triggers = [
            # a new key comes with a sign-in, or with a new password
            needs_event_by("sign_in.succeeded", "sign_in.password_set", column="person_id"),
            never_changed("session_key"),
        ]

    def __str__(self) -> str:
        return str(self.session_key)


# Whom a session is signed in as is committed by the event of the sign-in; the rest of it changes with each page.
vouch_for(
    VouchedTable(
        "organisation_session",
        subject="person_id",
        key="session_key",
        key_type="text",
        passing=("session_data", "expire_date"),
        passes=True,
    )
)


# allauth's table. What the use of a factor writes is no act (its guard is in migration 0003).
vouch_for(
    VouchedTable(
        "mfa_authenticator",
        subject="user_id",
        key_type="bigint",
        passing=("last_used_at", "data.name", "data.used_mask", "data.viewed_at"),
    )
)


def digest(key: str | None) -> str:
    """The name under which a session is kept: as long as the table's key."""
    return blake2s((key or "").encode(), digest_size=20).hexdigest()


class SessionStore(DatabaseSessionStore):
    """The browser has the key, the table its digest and who is signed in."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table, which is ours: it names the person, so that their sessions can be found and ended."""
        return Session

    def exists(self, session_key: str | None) -> bool:
        """Whether a session has this key."""
        return Session.objects.filter(session_key=digest(session_key)).exists()

    def delete(self, session_key: str | None = None) -> None:
        """Delete this session, or the one of a key."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=digest(key)).delete()

    def create(self) -> None:
        """Begin a session under a new key. Django would try again for ever where the database refuses it for another reason."""
        self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]  # Django's, which the stubs leave out
        self.save(must_create=True)
        self.modified = True

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to be saved."""
        row = cast(Session, super().create_model_instance(data))  # the model of this store
        row.session_key, row.person_id = digest(self.session_key), data.get(SESSION_KEY)
        return row

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing where its row names another person than its content does: somebody copied it."""
        row = self._get_session_from_db()
        data: dict[str, Any] = self.decode(row.session_data) if row else {}
        if row and data.get(SESSION_KEY) != (str(row.person_id) if row.person_id else None):
            return {}
        return data

    def _get_session_from_db(self) -> Session | None:
        asked = {A_KEY: digest(self.session_key), A_MOMENT: timezone.now()}
        row = next(iter(objects(_live, asked)), None)
        if row is None:
            self._session_key = None
        return row


A_KEY, A_MOMENT = "a key", datetime.max.replace(tzinfo=UTC)  # they stand for what will be asked


def _live() -> QuerySet[Session, Session]:
    return Session.objects.filter(session_key=A_KEY, expire_date__gt=A_MOMENT)
