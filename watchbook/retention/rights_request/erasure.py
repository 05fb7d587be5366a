"""Erasure by a list that a second person approves, like every deletion (UK GDPR art 17; DPA 2018 s.47)."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.organisation.models import Person
from watchbook.retention.deletion import deletion
from watchbook.retention.deletion.deletion import Cause, Proposed
from watchbook.retention.deletion.models import DeletionGround, DeletionList
from watchbook.retention.deletion.queries import taken
from watchbook.retention.due import Item
from watchbook.retention.legal_hold.queries import why_held_itself
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.permissions import may_decide_found_item
from watchbook.retention.rights_request.rules import ItemDecision


@transaction.atomic
def propose(request: RightsRequest, *, by: Person, at: datetime) -> DeletionList:
    """Propose deletion of the records to be erased; whoever approves looks at every thing of it, and is somebody else."""
    row = locked(request)
    may_decide_found_item(by)
    erased = {one.thing: one for one in _erased(row)}
    waits = why_held_itself(erased)
    things = [
        Proposed(Item(one.table, one.thing, one.thing_reference), is_protected=one.is_protected)
        for one in erased.values()
        if one.thing not in waits
    ]
    if not things:
        why = _("This request has no record to erase. Decide which records to erase first.")
        raise WrongState(cannot(_("You cannot propose this deletion"), next(iter(waits.values()), why)))
    return deletion.propose(
        things, Cause(DeletionGround.ERASURE, row.reference), looks_at_all=True, by=by, at=at
    )


def is_to_propose(request: RightsRequest) -> bool:
    """Whether a record is to be erased that is on no list, or that a list left: then it can be proposed. One query."""
    return to_propose().filter(request=request).exists()


def to_propose() -> QuerySet[FoundItem]:
    """The records to be erased, of every request, that are on no list, or that a list left."""
    rows = FoundItem.objects.filter(decision=ItemDecision.ERASE).exclude(table="")
    return rows.exclude(thing__in=taken().values("item"))


def _erased(row: RightsRequest) -> QuerySet[FoundItem]:
    return row.founditems.filter(decision=ItemDecision.ERASE).exclude(table="")
