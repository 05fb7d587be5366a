"""Disposal of third parties: due once their contract has ended."""

from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.third_parties.models import ThirdParty
from watchbook.governance.third_parties.permissions import may_read_third_parties
from watchbook.governance.third_parties.third_party import PERSONAL
from watchbook.register.disposal import disposal_of, of_ended

SAYS = _("The third party’s entry was deleted at the end of its retention period.")
DISPOSED = Kind("third_party.disposed", ("reference", "versions"), says=SAYS, is_grave=True)
ENDED = _("the last date of the contract")
due, find, GOES, dispose, PERSONAL_FIELDS, ENDINGS = disposal_of(
    of_ended(DISPOSED, ThirdParty, event=ENDED, page="governance:third_party", named_in=PERSONAL)
)
READERS = {ThirdParty: may_read_third_parties}
