"""The outcome of one test of an item of an audit."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


class AuditOutcome(StrEnum):
    """The outcome of a test: the registers say so, or it is for the auditor to read."""

    MET = "met"
    NOT_MET = "not_met"
    TO_READ = "to_read"
    NOT_ASKED = "not_asked"


OUTCOMES: dict[AuditOutcome, Promise] = {
    AuditOutcome.MET: gettext_lazy("met"),
    AuditOutcome.NOT_MET: gettext_lazy("not met"),
    AuditOutcome.TO_READ: gettext_lazy("for the auditor"),
    AuditOutcome.NOT_ASKED: gettext_lazy("does not apply"),
}
MET, NOT_MET, TO_READ, NOT_ASKED = AuditOutcome


@dataclass(frozen=True)
class ItemTest:
    """One test of an item: its name, its outcome, and what the registers say."""

    name: str
    outcome: AuditOutcome
    words: str

    @property
    def outcome_words(self) -> str:
        """The outcome in words."""
        return str(OUTCOMES[self.outcome])
