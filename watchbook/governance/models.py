"""Tables of what the authority has adopted, received, uses and signs."""

from watchbook.governance.documents.models import Clause, Document, DocumentStep, NoneHeld, Reading
from watchbook.governance.letters.models import LetterAnswer, LetterReceived
from watchbook.governance.retention_schedule.models import (
    RetentionAdoption,
    RetentionClass,
    RetentionSchedule,
)
from watchbook.governance.rule_set.models import RuleSetAdoption
from watchbook.governance.software.models import Tool
from watchbook.governance.statements.models import Statement, StatementItem
from watchbook.governance.third_parties.models import ThirdParty
from watchbook.governance.thresholds.models import DriftThreshold
from watchbook.governance.training.models import Attendance, Course, TrainingSession
from watchbook.register.models.imports import ColumnMapping, PendingImport
from watchbook.register.models.totals import RegisterTotal

__all__ = [
    "Attendance",
    "Clause",
    "ColumnMapping",
    "Course",
    "Document",
    "DocumentStep",
    "DriftThreshold",
    "LetterAnswer",
    "LetterReceived",
    "NoneHeld",
    "PendingImport",
    "Reading",
    "RegisterTotal",
    "RetentionAdoption",
    "RetentionClass",
    "RetentionSchedule",
    "RuleSetAdoption",
    "Statement",
    "StatementItem",
    "ThirdParty",
    "Tool",
    "TrainingSession",
]
