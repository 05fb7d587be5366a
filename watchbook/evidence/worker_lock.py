"""Who is at work on a capture: a session lock of PostgreSQL, held for the whole run and gone with whoever held it.

No clock and no heartbeat: a worker that was killed, or lost the database, holds nothing any more, and another settles what it left.
"""

from hashlib import sha256
from uuid import UUID

from django.db.models import BooleanField, Func, Value

from watchbook.evidence.models import Capture
from watchbook.organisation.models import Person

# The lock that every worker shares while it lives, so that the doctor sees one.
PRESENCE = int.from_bytes(sha256(b"watchbook capture worker").digest()[:8], signed=True)


def take(capture_id: UUID) -> bool:
    """Take the lock of a capture, if nobody else has it."""
    return _asked("pg_try_advisory_lock", capture_id)


def release(capture_id: UUID) -> bool:
    """Give it back."""
    return _asked("pg_advisory_unlock", capture_id)


def is_free(capture_id: UUID) -> bool:
    """Whether nobody is at work on it; a capture that is not there any more has nobody."""
    return not Capture.objects.filter(pk=capture_id).exists() or (take(capture_id) and release(capture_id))


def be_present() -> None:
    """Say that a worker is there, for as long as its connection lasts."""
    call = Func(Value(PRESENCE), function="pg_try_advisory_lock_shared", output_field=BooleanField())
    list(Person.objects.filter(is_system=True).values_list(call))


def number_of(capture_id: UUID) -> int:
    """The number by which PostgreSQL knows a capture's lock."""
    return int.from_bytes(sha256(b"watchbook capture " + capture_id.bytes).digest()[:8], signed=True)


def _asked(function: str, capture_id: UUID) -> bool:
    call = Func(Value(number_of(capture_id)), function=function, output_field=BooleanField())
    return bool(Capture.objects.filter(pk=capture_id).values_list(call, flat=True).get())
