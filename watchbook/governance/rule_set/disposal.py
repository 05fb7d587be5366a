"""Disposal of adopted rule sets: due once another adoption has taken their place."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.rule_set.models import RuleSetAdoption
from watchbook.register.disposal import Disposal, disposal_of

DISPOSED = Kind(
    "rule_set.disposed",
    ("edition", "versions"),
    says=_("The adoption of the rules was disposed of at the end of its retention."),
    is_grave=True,
)


def _replaced(on: date) -> QuerySet[RuleSetAdoption]:
    """Every adoption whose place another had taken before a day."""
    stands = RuleSetAdoption.objects.as_at(None).filter(is_struck=False, adopted_on__lt=on)
    return stands.filter(
        pk__in=list(stands.order_by("-adopted_on", "-recorded_at").values_list("pk", flat=True))[1:]
    )


due, find, dispose, PERSONAL_FIELDS = disposal_of(
    Disposal(
        DISPOSED,
        retention_class="adopted documents",
        tables={RuleSetAdoption: ()},
        due=_replaced,
        named_in={RuleSetAdoption: ("exceptions",)},
    )
)
