"""Registers that somebody may not take whole though their duty opens them: who reads for which names somebody asks, and may not open each record.

A row that is erased for a person is missing from the next export. Whoever knows the name would learn from the two in which
records it stood. A row belongs to the nearest record that has a right of its own: a decision to its authorisation.
"""

from typing import Any

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted, can
from watchbook.organisation.models import Person, Service
from watchbook.retention.reading_rights import by_duty, by_thing, opens_each
from watchbook.retention.rights_request.permissions import may_read_rights_requests

OF_ANY_RECORD = frozenset(
    {"retention.deletionlist", "retention.deletionitem"}
)  # they name what went, of every kind
NO_RECORDS = (Person, Service)  # told in every register, beside its rows


def records_of(table: Any, *seen: Any) -> frozenset[str]:
    """The kinds of record that rows of a table are, or that they lie in: the nearest that have a right of their own."""
    label = table._meta.label_lower
    if label in by_thing() or label in by_duty():
        return frozenset({label})
    around = {field.related_model for field in table._meta.concrete_fields if field.is_relation}
    return frozenset().union(
        *(records_of(one, table, *seen) for one in around.difference(seen, NO_RECORDS, {table}))
    )


def require_each_open(person: Person, table: Any) -> None:
    """Raise NotPermitted for who reads requests about personal data and may not open each record of a register."""
    if not can(may_read_rights_requests, person):
        return
    is_open = all(opens_each(person, one) for one in records_of(table))
    if not is_open or table._meta.label_lower in OF_ANY_RECORD:
        raise NotPermitted(
            _(
                "You cannot export this register: you deal with requests about personal data and cannot open every record in it. Ask an internal auditor for the entries."
            )
        )
