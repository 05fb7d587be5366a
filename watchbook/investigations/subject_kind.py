"""The kind of a subject: an organisation, a place or an event is one for the count once somebody else has confirmed it.

Looks at people count, looks at those do not. Nobody takes the limit off by a word of their own: until the line manager or
the RIPA co-ordinator has confirmed the kind, and again once an account is added, looks count as at a person.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.investigations import account
from watchbook.investigations.models import Investigation, Subject
from watchbook.investigations.permissions import may_confirm_kind
from watchbook.investigations.states import InvestigationState, check_open
from watchbook.investigations.together import OF_PEOPLE
from watchbook.organisation.models import Person

CONFIRMED = Kind(
    "subject.kind_confirmed",
    fields=("reference", "number", "kind"),
    says=gettext_lazy("A second person confirmed that the subject is not a person or a group of people."),
)


@transaction.atomic
def confirm(subject: Subject, shown: str, *, by: Person, at: datetime) -> Subject:
    """Confirm the kind of a subject as it was shown, so that looks at its accounts of today do not count."""
    row = account.locked(subject)
    may_confirm_kind(by, row)
    check_open(InvestigationState(row.investigation.state))
    if shown != row.kind or row.kind in OF_PEOPLE:
        raise WrongState(
            _(
                "You cannot confirm what this subject is: the subject has been changed since you opened the page, or is a person or a group. Read the page again."
            )
        )
    row.kind_confirmed_by, row.kind_confirmed_at = by, at
    row.save(update_fields=["kind_confirmed_by", "kind_confirmed_at"])
    record_row(CONFIRMED, row, by=by, at=at, reference=row.investigation.reference)
    return row


def kinds_to_confirm(rows: QuerySet[Investigation], *, person: Person) -> QuerySet[Subject]:
    """The subjects of these investigations whose kind somebody else has to confirm."""
    waiting = Subject.objects.exclude(kind__in=OF_PEOPLE).exclude(added_by=person).exclude(kind_by=person)
    waiting = waiting.filter(kind_confirmed_at=None, investigation__in=rows)
    return waiting.filter(investigation__state=InvestigationState.OPEN).select_related("investigation")
