"""Putting people on an investigation's need-to-know list, and taking them off."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.investigations.models import Investigation, NeedToKnow
from watchbook.investigations.permissions import may_change_investigation, may_need_to_know
from watchbook.investigations.states import InvestigationState, check_open
from watchbook.organisation.models import Person

ADDED = Kind(
    "need_to_know.added",
    fields=("reference", "whose"),
    says=gettext_lazy("A person was given access to the investigation."),
)
REMOVED = Kind(
    "need_to_know.removed",
    fields=("reference", "whose"),
    says=gettext_lazy("A person’s access to the investigation was ended."),
)


@transaction.atomic
def add(investigation: Investigation, whose: Person, *, by: Person, at: datetime) -> NeedToKnow:
    """Somebody who needs to know reads the investigation from now on."""
    row = locked(investigation)
    may_change_investigation(by, row)
    may_need_to_know(whose, row)
    check_open(InvestigationState(row.state))
    if row.need_to_know.filter(person=whose, removed_at=None).exists():
        raise WrongState(
            _("You cannot add {name}: they have access already. Choose another person.").format(
                name=whose.name
            )
        )
    entry = NeedToKnow(investigation=row, person=whose, added_by=by)
    entry.save(force_insert=True)
    record_row(ADDED, row, by=by, at=at, whose=whose.id)
    return entry


@transaction.atomic
def remove(investigation: Investigation, whose: Person, *, by: Person, at: datetime) -> NeedToKnow:
    """Somebody needs to know no longer; somebody always does, so the last one stays."""
    row = locked(investigation)
    may_change_investigation(by, row)
    entries = row.need_to_know.select_for_update().filter(removed_at=None)
    entry = entries.filter(person=whose).first()
    if entry is None:
        raise WrongState(
            _(
                "You cannot remove {name}: they do not have access. Open the list again to see who has access."
            ).format(name=whose.name)
        )
    if len(entries) == 1:
        raise WrongState(
            _(
                "You cannot remove {name}: they are the only person with access. Add another person first."
            ).format(name=whose.name)
        )
    entry.removed_by, entry.removed_at = by, at
    entry.save(update_fields=["removed_by", "removed_at"])
    record_row(REMOVED, row, by=by, at=at, whose=whose.id)
    return entry
