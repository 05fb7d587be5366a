"""The second keeper: another person with access, never the author, opens a protected record and agrees to its erasure."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.queries import has_done
from watchbook.audit_log.record import Kind, record
from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.retention.legal_hold.lock import wait_for_deletions
from watchbook.retention.rights_question.permissions import may_agree_to_erasure
from watchbook.retention.rights_question.rights_question import check_read_since
from watchbook.retention.rights_request.found_item import PROTECTED_OPENED
from watchbook.retention.rights_request.found_thing import found_thing
from watchbook.retention.rights_request.models import FoundItem, SubjectSearch
from watchbook.retention.rights_request.rules import ItemDecision

# In the open only which decision it is, as of the decision itself.
AGREED = Kind(
    "rights_question.erasure_agreed",
    ("found_item",),
    ("reference", "thing", "why"),
    gettext_lazy("A second person with access agreed to the erasure of a protected record."),
    is_grave=True,
)


@transaction.atomic
def open_record(item: FoundItem, *, by: Person, at: datetime) -> FoundItem:
    """Count a protected record as opened by somebody who can agree to its erasure."""
    row = locked(item, "request")
    may_agree_to_erasure(by, row)
    searched = SubjectSearch.objects.get(pk=row.told_about)
    record(PROTECTED_OPENED, subject=searched, by=by, at=at, found_item=row.id)
    return row


def is_to_be_opened(row: FoundItem, *, by: Person) -> bool:
    """Whether a record has a page of its own that this person has yet to open."""
    has_opened = has_done(by.id, PROTECTED_OPENED.name, subject=row.told_about, found_item=str(row.id))
    return not has_opened and bool(found_thing(row, ()).href)


@transaction.atomic
def agree(item: FoundItem, why: str, *, by: Person, at: datetime) -> FoundItem:
    """Agree that a protected record is erased, for each right for which another keeper decided so; only then it may go."""
    wait_for_deletions()
    row = locked(item, "request")
    tried = _("You cannot agree to this erasure")
    if row.decision != ItemDecision.ERASE or row.agreed_by_id:
        now = _("The decision is no longer to erase the record, or a second person has already agreed.")
        raise WrongState(cannot(tried, now))
    may_agree_to_erasure(by, row)
    check_read_since(row, by=by, tried=tried)
    if is_to_be_opened(row, by=by):
        why_not = _("Open {record} first, then agree to the erasure.").format(record=row.thing_reference)
        raise WrongState(cannot(tried, why_not))
    if not why.strip():
        raise WrongState(cannot(tried, _("The reason is missing. Say why the record may be erased.")))
    alike = FoundItem.objects.select_for_update().filter(request=row.request, thing=row.thing)
    for one in alike.filter(decision=ItemDecision.ERASE, agreed_by=None).exclude(decided_by=by):
        one.agreed_by, one.agreed_on = by, london_day(at)
        envelope.put(one, envelope.opened(one) | {"agreed_why": why.strip()})
        one.save(force_update=True)
        searched = SubjectSearch.objects.get(pk=one.told_about)
        told = {"reference": row.request.reference, "why": why.strip()}
        record(AGREED, subject=searched, by=by, at=at, found_item=one.id, thing=one.thing, **told)
    row.refresh_from_db()
    return row
