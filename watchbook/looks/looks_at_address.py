"""The looks at an address of which nothing is prepared: that somebody was told of them is recorded, for they may be another service's."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from watchbook.audit_log.record import Kind, record
from watchbook.investigations.together import CountedTogether
from watchbook.looks.permissions import may_open_looks
from watchbook.looks.queries.drift import Drift, drift_of
from watchbook.organisation.models import Person

READ = Kind(
    "looks_at_address.read",
    fields=("subjects", "looks_of_service", "looks_of_others"),
    says=gettext_lazy("The number of looks at a pasted address was read."),
)


@transaction.atomic
def read(whole: CountedTogether, *, by: Person, at: datetime) -> Drift:
    """Count what was looked at under everything that an address names; if the count tells of anything, its reading is recorded."""
    may_open_looks(by)
    stands = drift_of(None, service=by.service_id, at=at, whole=whole)
    own, others = stands.standing.own, stands.standing.others
    if own or others or stands.assessed or stands.elsewhere:
        subjects = sorted(str(one) for one in whole.subjects)
        record(
            READ, subject=by, by=by, at=at, subjects=subjects, looks_of_service=own, looks_of_others=others
        )
    return stands
