"""Reading whom an authorisation names: recorded first, for those who check and decide need not be on a need-to-know list."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy

from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.particulars import named_by
from watchbook.authorisations.permissions import may_read_authorisation
from watchbook.investigations.models import Subject
from watchbook.keys.envelope import opened_all
from watchbook.organisation.models import Person

READ = Kind(
    "reading.subjects_read",
    fields=("reference", "numbers"),
    says=gettext_lazy("It was read whom it names or could name."),
)


class Readable(NamedTuple):
    """A subject, what it is called, and whether the authorisation names it."""

    subject: Subject
    called: str
    is_named: bool


@transaction.atomic
def read(authorisation: Authorisation, *, by: Person, at: datetime) -> list[Readable]:
    """Every subject of its investigation with what each is called: whom it names, or could name."""
    may_read_authorisation(by, authorisation)
    whole = authorisation.investigation
    rows = list(whole.subjects.all()) if whole else []
    if rows:
        numbers = " ".join(str(row.number) for row in rows)
        record_row(READ, authorisation, by=by, at=at, numbers=numbers)
    said = opened_all(rows)
    named = set(named_by(authorisation).values_list("subject", flat=True))
    return [
        Readable(row, said[row.id]["called"] or ", ".join(said[row.id].get("handles", ())), row.id in named)
        for row in rows
    ]
