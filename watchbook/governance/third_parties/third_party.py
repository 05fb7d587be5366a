"""Third parties who look on our behalf: recorded, corrected, checked, or taken back where the entry was a mistake."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.audit_log.record import Kind
from watchbook.audit_log.reference import next_reference
from watchbook.governance.third_parties.models import ThirdParty
from watchbook.governance.third_parties.permissions import may_record_third_party
from watchbook.governance.third_parties.rules import why_not
from watchbook.organisation.models import Person
from watchbook.register import entry
from watchbook.register.entry import Values

FIELDS = ("reference", "from_on", "until_on", "checked_on", "corrects", "is_struck")
PERSONAL = ("who", "contract", "services", "terms", "checked_by", "check_found")
RECORDED = Kind("third_party.recorded", FIELDS, PERSONAL, gettext_lazy("The third party was recorded."))
CORRECTED = Kind("third_party.corrected", FIELDS, PERSONAL, gettext_lazy("The entry was corrected."))
CHECKED = Kind("third_party.checked", FIELDS, PERSONAL, gettext_lazy("A check was recorded."))
TAKEN_BACK = Kind("third_party.taken_back", FIELDS, PERSONAL, gettext_lazy("The entry was taken back."))


@transaction.atomic
def add(values: Values, *, by: Person, at: datetime) -> ThirdParty:
    """Record a third party, with the last check of it if there was one."""
    may_record_third_party(by)
    row = ThirdParty(**values, recorded_by=by)
    _check(row, at=at, tried=_("You cannot record this third party"))
    row.reference = next_reference("TP")
    return entry.write(RECORDED, row, by=by, at=at)


@transaction.atomic
def correct(row: ThirdParty, values: Values, *, by: Person, at: datetime) -> ThirdParty:
    """A new version of a third party's entry; the old one stays. It also brings back an entry that was taken back."""
    row = entry.lock(row)
    may_record_third_party(by)
    entry.check_newest(row, tried=_("You cannot correct this third party"))
    newer = entry.next_version(row, by=by, changes=values)
    _check(newer, at=at, tried=_("You cannot correct this third party"))
    return entry.write(CORRECTED, newer, by=by, at=at)


@transaction.atomic
def record_check(row: ThirdParty, values: Values, *, by: Person, at: datetime) -> ThirdParty:
    """Record that a third party was checked; earlier checks stay in the earlier versions."""
    row = entry.lock(row)
    may_record_third_party(by)
    entry.check_standing(row, tried=_("You cannot record this check"))
    newer = entry.next_version(row, by=by, changes=values)
    _check(newer, at=at, tried=_("You cannot record this check"))
    return entry.write(CHECKED, newer, by=by, at=at)


@transaction.atomic
def take_back(row: ThirdParty, *, by: Person, at: datetime) -> ThirdParty:
    """Take back an entry that should not be in the register; every version stays."""
    row = entry.lock(row)
    may_record_third_party(by)
    entry.check_standing(row, tried=_("You cannot take back this third party"))
    return entry.write(TAKEN_BACK, entry.taken_back(row, by=by), by=by, at=at)


def _check(row: ThirdParty, *, at: datetime, tried: str) -> None:
    entry.check(why_not(row.from_on, row.until_on, row.checked_on, today=london_day(at)), tried=tried)
