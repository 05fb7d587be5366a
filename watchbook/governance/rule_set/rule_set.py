"""The adoption of the rules: which edition, from which day, with which exceptions, by the authority's solicitor.

The rules are the data of law and triage. What was adopted is kept in words, so that it can be told after they changed.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.governance.rule_set.models import RuleSetAdoption
from watchbook.governance.rule_set.permissions import may_adopt_rule_set
from watchbook.organisation.models import Person
from watchbook.register.entry import check_standing, lock, taken_back, write

FIELDS = ("edition", "adopted_on", "corrects", "is_struck")
ADOPTED = Kind("rule_set.adopted", FIELDS, ("exceptions",), _("The solicitor adopted the rules."))
TAKEN_BACK = Kind(
    "rule_set.taken_back",
    FIELDS,
    ("exceptions",),
    _("The entry for the adoption was taken back because it was a mistake."),
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
                "You cannot record this adoption yet: its date is in the future. Enter a date up to today, or come back on that date."
            )
        )
    row = RuleSetAdoption(
        adopted_on=adopted_on, exceptions=exceptions.strip(), recorded_by=by, **asdict(rules)
    )
    return write(ADOPTED, row, by=by, at=at)


@transaction.atomic
def take_back(adoption: RuleSetAdoption, *, by: Person, at: datetime) -> RuleSetAdoption:
    """Say that an adoption was entered by mistake: the one before it counts again."""
    row = lock(adoption)
    may_adopt_rule_set(by)
    check_standing(row, tried=_("You cannot take back this adoption"))
    return write(TAKEN_BACK, taken_back(row, by=by), by=by, at=at)
