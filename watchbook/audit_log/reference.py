"""References of register rows: a counter per register, locked in the act's transaction, so that none is skipped."""

from django.db import connection

NEXT = """
    INSERT INTO audit_log_registercounter AS counter (register, last) VALUES (%(register)s, %(above)s + 1)
    ON CONFLICT (register) DO UPDATE SET last = greatest(counter.last, %(above)s) + 1 RETURNING last
"""


class ReferenceOutsideTransaction(RuntimeError):
    """A reference taken outside the act's transaction would be lost where the act fails, and leave a gap."""


def next_reference(register: str, *, above: int = 0) -> str:
    """The next reference, such as `L-0042`, its number above another. Raises ReferenceOutsideTransaction where the act could fail without it."""
    return f"{register}-{next_number(register, above=above):04d}"


def next_number(register: str, *, above: int = 0) -> int:
    """The next number of a register, where its reference is spelt otherwise. Raises ReferenceOutsideTransaction."""
    if not connection.in_atomic_block:
        raise ReferenceOutsideTransaction(f"A reference of {register} was asked for outside a transaction.")
    with connection.cursor() as cursor:
        cursor.execute(NEXT, {"register": register, "above": above})
        (last,) = cursor.fetchone()
    return int(last)
