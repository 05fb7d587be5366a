"""The adoption of the rules: which edition, from which day, with which exceptions, by the authority's solicitor.

The rules are the data of law and triage. What was adopted is kept in words, so that it can be told after they changed.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record
from watchbook.governance.rule_set.models import RuleSetAdoption
from watchbook.governance.rule_set.permissions import may_adopt_rule_set
from watchbook.organisation.models import Person

FIELDS = ("edition", "adopted_on", "corrects", "is_struck")
ADOPTED = Kind(
    "rule_set.adopted",
    fields=FIELDS,
    personal=("exceptions",),
    says=gettext_lazy("The solicitor adopted the rules."),
)
CANCELLED = Kind(
    "rule_set.taken_back",
    fields=FIELDS,
    personal=("exceptions",),
    says=gettext_lazy("The entry of the adoption was taken back as made by mistake."),
)


@dataclass(frozen=True)
class Rules:
    """An edition of the rules in words: the criteria, the process, and the whole graph for the policy's annex."""

    edition: str
    criteria: str
    process: str
    annex: str


@transaction.atomic
def adopt(
    rules: Rules, *, adopted_on: date, exceptions: str = "", by: Person, at: datetime
) -> RuleSetAdoption:
    """Adopt the rules from a day on, all of them or all but the exceptions; a later adoption takes the place of this."""
    may_adopt_rule_set(by)
    if adopted_on > london_day(at):
        raise WrongState(
            _(
                "An adoption is recorded on its day or later. Enter a day up to today, or come back on that day."
            )
        )
    row = RuleSetAdoption(
        **asdict(rules), adopted_on=adopted_on, exceptions=exceptions.strip(), recorded_by=by
    )
    return _tell(ADOPTED, row, by=by, at=at)


@transaction.atomic
def take_back(adoption: RuleSetAdoption, *, by: Person, at: datetime) -> RuleSetAdoption:
    """Say that an adoption was entered by mistake: the one before it counts again."""
    row = RuleSetAdoption.objects.select_for_update(of=("self",)).get(pk=adoption.pk)
    may_adopt_rule_set(by)
    if row.is_struck or RuleSetAdoption.objects.filter(corrects=row).exists():
        raise WrongState(
            _("This adoption was taken back already. Open the rules again and see how they stand.")
        )
    struck = RuleSetAdoption(
        edition=row.edition,
        adopted_on=row.adopted_on,
        exceptions=row.exceptions,
        criteria=row.criteria,
        process=row.process,
        annex=row.annex,
        recorded_by=by,
        corrects=row,
        is_struck=True,
    )
    return _tell(CANCELLED, struck, by=by, at=at)


def _tell(kind: Kind, row: RuleSetAdoption, *, by: Person, at: datetime) -> RuleSetAdoption:
    row.save(force_insert=True)
    record(
        kind,
        subject=row,
        by=by,
        at=at,
        edition=row.edition,
        adopted_on=row.adopted_on,
        corrects=row.corrects_id,
        is_struck=row.is_struck,
        exceptions=row.exceptions,
    )
    return row
