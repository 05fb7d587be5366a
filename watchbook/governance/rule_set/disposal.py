"""Disposal of adopted rule sets: due once another adoption has taken their place."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.rule_set.models import RuleSetAdoption
from watchbook.governance.rule_set.permissions import may_read_rule_set
from watchbook.register.disposal import Disposal, disposal_of

DISPOSED = Kind(
    "rule_set.disposed",
    ("edition", "versions"),
    says=_("The record of the adoption of the rules was deleted at the end of its retention period."),
    is_grave=True,
)


def _replaced() -> QuerySet[RuleSetAdoption]:
    """Every adoption, with the day on which another took its place."""
    stands = RuleSetAdoption.objects.as_at(None).filter(is_struck=False)
    beyond = Q(adopted_on__gt=OuterRef("adopted_on")) | Q(recorded_at__gt=OuterRef("recorded_at"))
    later = stands.filter(beyond, adopted_on__gte=OuterRef("adopted_on"))
    return stands.annotate(replaced_on=Subquery(later.order_by("adopted_on").values("adopted_on")[:1]))


due, find, GOES, dispose, PERSONAL_FIELDS, ENDINGS = disposal_of(
    Disposal(
        DISPOSED,
        retention_class="adopted_document",
        tables={RuleSetAdoption: ()},
        rows=_replaced,
        began="replaced_on",
        event=_("the date on which a later adoption of the rules replaced this adoption"),
        named_in={RuleSetAdoption: ("exceptions",)},
        among=lambda before: RuleSetAdoption.objects.filter(adopted_on__lt=before),
    )
)
READERS = {RuleSetAdoption: may_read_rule_set}
