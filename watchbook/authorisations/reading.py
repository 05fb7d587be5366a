"""Reading whom an authorisation names: recorded first, for those who check and decide need not be on a need-to-know list."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from watchbook.audit_log.record import Kind, record
from watchbook.authorisations.application import named_by
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_read_authorisation
from watchbook.investigations.models import Subject
from watchbook.keys.envelope import opened_all
from watchbook.organisation.models import Person

READ = Kind(
    "authorisation.subjects_read",
    fields=("reference", "numbers"),
    says=gettext_lazy("It was read whom it names or could name."),
)


@transaction.atomic
def named_subjects(authorisation: Authorisation, *, by: Person, at: datetime) -> list[str]:
    """What those are called whom it names."""
    wanted = set(named_by(authorisation).values_list("subject", flat=True))
    return [called for subject, called in all_subjects(authorisation, by=by, at=at) if subject.id in wanted]


@transaction.atomic
def all_subjects(authorisation: Authorisation, *, by: Person, at: datetime) -> list[tuple[Subject, str]]:
    """Every subject of its investigation with what each is called: whom it names, or could name."""
    may_read_authorisation(by, authorisation)
    rows = list(authorisation.investigation.subjects.all())
    if rows:
        numbers = " ".join(str(row.number) for row in rows)
        record(READ, subject=authorisation, by=by, at=at, reference=authorisation.reference, numbers=numbers)
    said = opened_all(rows)
    return [(row, said[row.id]["called"] or ", ".join(said[row.id]["handles"])) for row in rows]
