"""Who is at work on a capture: a session lock of PostgreSQL, held for the whole run and gone with whoever held it.

No clock and no heartbeat: a worker that was killed, or lost the database, holds nothing any more, and another settles what it left.
"""

from hashlib import sha256
from uuid import UUID

from django.db.models import BooleanField, Func, Value

from watchbook.organisation.models import Person

# The lock that every worker shares while it lives, so that the doctor sees one.
PRESENCE = int.from_bytes(sha256(b"watchbook capture worker").digest()[:8], signed=True)


def take(capture_id: UUID) -> bool:
    """Take the lock of a capture, which need not be there yet, if nobody else has it."""
    return _asked("pg_try_advisory_lock", number_of(capture_id))


def release(capture_id: UUID) -> bool:
    """Give it back."""
    return _asked("pg_advisory_unlock", number_of(capture_id))


def is_free(capture_id: UUID) -> bool:
    """Whether nobody is at work on it."""
    return take(capture_id) and release(capture_id)


def be_present() -> bool:
    """Say that a worker is there, for as long as its connection lasts."""
    return _asked("pg_try_advisory_lock_shared", PRESENCE)


def number_of(capture_id: UUID) -> int:
    """The number by which PostgreSQL knows a capture's lock."""
    return int.from_bytes(sha256(b"watchbook capture " + capture_id.bytes).digest()[:8], signed=True)


def _asked(function: str, number: int) -> bool:
    call = Func(Value(number), function=function, output_field=BooleanField())
    return bool(Person.objects.filter(is_system=True).order_by().values_list(call, flat=True).get())
