"""Tables of what the authority has adopted, received, uses and signs."""

from watchbook.governance.models.documents import (
    Clause,
    ClauseSubject,
    Document,
    DocumentKind,
    DocumentStep,
    Extent,
    HeldKind,
    NoneHeld,
    Reading,
    Step,
)
from watchbook.governance.models.drift_threshold import DriftThreshold
from watchbook.governance.models.imports import ColumnMapping, PendingImport
from watchbook.governance.models.letters import Body, LetterAnswer, LetterReceived
from watchbook.governance.models.retention import (
    Action,
    PeriodUnit,
    RetentionAdoption,
    RetentionClass,
    RetentionSchedule,
)
from watchbook.governance.models.rule_set import RuleSetAdoption
from watchbook.governance.models.software import Tool
from watchbook.governance.models.statements import Matter, Statement, StatementItem
from watchbook.governance.models.totals import RegisterTotal
from watchbook.governance.models.training import Attendance, Course, TrainingSession

__all__ = [
    "Action",
    "Attendance",
    "Body",
    "Clause",
    "ClauseSubject",
    "ColumnMapping",
    "Course",
    "Document",
    "DocumentKind",
    "DocumentStep",
    "DriftThreshold",
    "Extent",
    "HeldKind",
    "LetterAnswer",
    "LetterReceived",
    "Matter",
    "NoneHeld",
    "PendingImport",
    "PeriodUnit",
    "Reading",
    "RegisterTotal",
    "RetentionAdoption",
    "RetentionClass",
    "RetentionSchedule",
    "RuleSetAdoption",
    "Statement",
    "StatementItem",
    "Step",
    "Tool",
    "TrainingSession",
]
