"""The authority's own thresholds of drift: as strict as the rules propose or stricter, from a day to come (docs/law/drift.md#thresholds)."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.governance.thresholds.models import DriftThreshold
from watchbook.governance.thresholds.permissions import may_set_drift_thresholds
from watchbook.governance.thresholds.rules import Thresholds, why_not_set
from watchbook.organisation.models import Person
from watchbook.register.entry import check, write

SET = Kind(
    "drift_threshold.set",
    ("from_on", *Thresholds.__slots__),
    ("why",),
    _("The limits on repeat looks were set."),
)


@transaction.atomic
def set(chosen: Thresholds, *, from_on: date, why: str, by: Person, at: datetime) -> DriftThreshold:
    """Set the thresholds from a day to come; those of earlier days stay, and so does what was decided by them."""
    may_set_drift_thresholds(by)
    if not why.strip():
        raise WrongState(
            _("You cannot set these limits: the reason is missing. Say why the authority sets these limits.")
        )
    refusal = why_not_set(chosen, from_on=from_on, today=london_day(at))
    check(refusal, tried=_("You cannot set these limits on repeat looks"))
    row = DriftThreshold(**asdict(chosen), from_on=from_on, why=why.strip(), set_by=by)
    return write(SET, row, by=by, at=at)
