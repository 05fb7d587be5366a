"""References of register rows: a counter per register, locked in the act's transaction, so that none is skipped."""

from django.db import connection
from django.db.models import F

from watchbook.audit_log.models import RegisterCounter

UNCOUNTED = ""  # the counter of every register that has none yet: how many numbers restores passed over
NEXT = """
    INSERT INTO audit_log_registercounter AS counter (register, last)
    VALUES (%(register)s, coalesce((SELECT last FROM audit_log_registercounter WHERE register = %(uncounted)s), 0) + 1)
    ON CONFLICT (register) DO UPDATE SET last = counter.last + 1 RETURNING last
"""


class ReferenceOutsideTransaction(RuntimeError):
    """A reference taken outside the act's transaction would be lost where the act fails, and leave a gap."""


def next_reference(register: str) -> str:
    """The next reference, such as `L-0042`. Raises ReferenceOutsideTransaction where the act could fail without it."""
    return f"{register}-{next_number(register):04d}"


def next_number(register: str) -> int:
    """The next number of a register, where its reference is spelt otherwise. Raises ReferenceOutsideTransaction."""
    if not connection.in_atomic_block:
        raise ReferenceOutsideTransaction(f"A reference of {register} was asked for outside a transaction.")
    with connection.cursor() as cursor:
        cursor.execute(NEXT, {"register": register, "uncounted": UNCOUNTED})
        (last,) = cursor.fetchone()
    return int(last)


def pass_over(count: int) -> None:
    """Let every register go on by so many numbers, also one that has given none: a restore lost so many entries.

    Each number that was given took an entry at least, so none is given twice.
    """
    if count:
        RegisterCounter.objects.get_or_create(register=UNCOUNTED)
        RegisterCounter.objects.update(last=F("last") + count)


def passed_over() -> int:
    """Count the numbers that each register passed over after restores. One query."""
    return sum(RegisterCounter.objects.filter(register=UNCOUNTED).values_list("last", flat=True))
