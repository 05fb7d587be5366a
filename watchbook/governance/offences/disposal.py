"""Disposal of confirmations of offences: due once the entry was taken back or reads otherwise."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.offences.models import OffenceConfirmation
from watchbook.governance.offences.rules import digest_of
from watchbook.law.offences import all_versions
from watchbook.register.disposal import Disposal, disposal_of

DISPOSED = Kind(
    "offence_confirmation.disposed",
    ("offence", "since"),
    says=_("The confirmation of an offence was disposed of at the end of its retention."),
    is_grave=True,
)


def _replaced(on: date) -> QuerySet[OffenceConfirmation]:
    """Every confirmation before a day of a wording that the register no longer holds."""
    held = [digest_of(one) for one in all_versions()]
    return OffenceConfirmation.objects.filter(confirmed_on__lt=on).exclude(digest__in=held)


due, find, dispose, PERSONAL_FIELDS = disposal_of(
    Disposal(
        DISPOSED,
        retention_class="adopted documents",
        tables={OffenceConfirmation: ()},
        due=_replaced,
        named_in={},
    )
)
