"""Third parties who look on our behalf: recorded, corrected, checked, or taken back where the entry was a mistake."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.third_parties.models import ThirdParty
from watchbook.governance.third_parties.permissions import may_record_third_party
from watchbook.governance.third_parties.rules import why_not
from watchbook.register import recording

FIELDS = ("reference", "from_on", "until_on", "checked_on", "corrects", "is_struck")
PERSONAL = ("who", "contract", "services", "terms", "checked_by", "check_found")
RECORDED = Kind("third_party.recorded", FIELDS, PERSONAL, _("The third party was recorded."))
CORRECTED = Kind("third_party.corrected", FIELDS, PERSONAL, _("The entry was corrected."))
CHECKED = Kind("third_party.checked", FIELDS, PERSONAL, _("A check of the third party was recorded."))
TAKEN_BACK = Kind("third_party.taken_back", FIELDS, PERSONAL, _("The entry was taken back."))
PARTIES = recording.Recording(
    ThirdParty,
    "TP",
    may_record=lambda by, _row: may_record_third_party(by),
    why_not=lambda row, today: why_not(row.from_on, row.until_on, row.checked_on, today=today),
    tried=_("You cannot record this third party"),
)
add = partial(recording.add, PARTIES, RECORDED)
correct = partial(recording.correct, PARTIES, CORRECTED)
record_check = partial(recording.carry_on, PARTIES, CHECKED, tried=_("You cannot record this check"))
take_back = partial(recording.take_back, PARTIES, TAKEN_BACK)
