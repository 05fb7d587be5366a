"""A purpose for which the person's data are used, and the law that it falls under, by two questions (DPA 2018 s.30(1)(b))."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record
from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.retention.rights_request.models import ProcessingPurpose, RightsRequest
from watchbook.retention.rights_request.permissions import may_decide_found_item
from watchbook.retention.rights_request.rules import Known, regime_of
from watchbook.retention.rights_request.states import RightsState, check_open

ADDED = Kind(
    "processing_purpose.added",
    ("reference", "number", "has_function", "is_against_crime", "regime"),
    ("purpose",),
    gettext_lazy("A purpose was added, with the law that it falls under."),
)


MISSING = gettext_noop(
    "The purpose or an answer is missing. Say what the data are used for, and answer both questions."
)


@transaction.atomic
def add(
    request: RightsRequest,
    purpose: str,
    *,
    has_function: str,
    is_against_crime: str,
    by: Person,
    at: datetime,
) -> ProcessingPurpose:
    """Add a purpose; the two answers decide its law, and an answer that is not known yet decides none."""
    row = locked(request)
    may_decide_found_item(by)
    tried = _("You cannot add this purpose")
    check_open(RightsState(row.state), tried=tried)
    if not purpose.strip() or not {has_function, is_against_crime} <= set(Known):
        raise WrongState(cannot(tried, _(MISSING)))
    answers = {"has_function": has_function, "is_against_crime": is_against_crime}
    number, regime = row.processingpurposes.count() + 1, regime_of(**answers).regime or ""
    added = ProcessingPurpose(request=row, number=number, regime=regime, recorded_by=by, **answers)
    envelope.put(added, {"purpose": purpose.strip()})
    added.save(force_insert=True)
    record(
        ADDED,
        subject=row,
        by=by,
        at=at,
        reference=row.reference,
        number=number,
        regime=str(regime),
        purpose=purpose.strip(),
        **{name: str(answer) for name, answer in answers.items()},
    )
    return added
