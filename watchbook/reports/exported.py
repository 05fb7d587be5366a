"""The registers that are exported whole: table by table, each with the right to read it; that one was taken is recorded first."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, can
from watchbook.audit_log.record import Kind, record
from watchbook.authorisations.permissions import may_export_names, may_read_central_record, may_read_profiles
from watchbook.governance.documents.permissions import may_read_documents
from watchbook.governance.law_confirmation.permissions import may_read_law
from watchbook.governance.letters.permissions import may_read_letters
from watchbook.governance.members.permissions import may_read_members_meetings
from watchbook.governance.processing.permissions import may_read_processing
from watchbook.governance.retention_schedule.permissions import may_read_retention_schedule
from watchbook.governance.rule_set.permissions import may_read_rule_set
from watchbook.governance.software.permissions import may_read_tools
from watchbook.governance.statements.permissions import may_read_statements
from watchbook.governance.third_parties.permissions import may_read_third_parties
from watchbook.governance.thresholds.permissions import may_read_drift_thresholds
from watchbook.governance.training.permissions import may_read_training
from watchbook.looks.permissions import may_see_all_looks
from watchbook.organisation.models import Person
from watchbook.oversight.error_report.permissions import may_read_errors
from watchbook.oversight.permissions import may_read_oversight
from watchbook.reports.permissions import may_export_attendance, may_take_exports
from watchbook.retention.complaint.permissions import may_read_complaints
from watchbook.retention.deletion.permissions import may_read_deletions
from watchbook.retention.permissions import may_read_retention
from watchbook.retention.rights_request.permissions import may_read_rights_requests

SHEET_ROWS = 100_000  # of a workbook, which is made whole before it goes
TAKEN = Kind(
    "exported.taken",
    fields=("table", "format", "rows"),
    says=gettext_lazy("A whole register was exported."),
)
type May = Callable[[Person], None]
# Each table by its label, and who may read all of it. What no one may read whole is told in tests/reports/not_exported.py.
EXPORTED: dict[str, May] = {
    "authorisations.authorisation": may_export_names,
    "authorisations.determination": may_read_central_record,
    "authorisations.hearing": may_read_central_record,
    "authorisations.review": may_read_central_record,
    "authorisations.renewal": may_read_central_record,
    "authorisations.cancellation": may_read_central_record,
    "authorisations.covertprofile": may_read_profiles,
    "authorisations.profilecheck": may_read_profiles,
    "authorisations.overtplan": may_see_all_looks,
    "triage.assessment": may_see_all_looks,
    "triage.departure": may_see_all_looks,
    "looks.look": may_see_all_looks,
    "looks.evaluation": may_see_all_looks,
    "looks.supervisorcheck": may_see_all_looks,
    "looks.retriage": may_see_all_looks,
    "looks.standingpurpose": may_see_all_looks,
    "governance.document": may_read_documents,
    "governance.documentstep": may_read_documents,
    "governance.clause": may_read_documents,
    "governance.noneheld": may_read_documents,
    "governance.letterreceived": may_read_letters,
    "governance.letteranswer": may_read_letters,
    "governance.tool": may_read_tools,
    "governance.thirdparty": may_read_third_parties,
    "governance.membersmeeting": may_read_members_meetings,
    "governance.processing": may_read_processing,
    "governance.course": may_read_training,
    "governance.trainingsession": may_read_training,
    "governance.attendance": may_export_attendance,
    "governance.reading": may_export_attendance,
    "governance.retentionschedule": may_read_retention_schedule,
    "governance.retentionclass": may_read_retention_schedule,
    "governance.retentionadoption": may_read_retention_schedule,
    "governance.statement": may_read_statements,
    "governance.statementitem": may_read_statements,
    "governance.rulesetadoption": may_read_rule_set,
    "governance.driftthreshold": may_read_drift_thresholds,
    "governance.lawconfirmation": may_read_law,
    "oversight.internalaudit": may_read_oversight,
    "oversight.inspection": may_read_oversight,
    "oversight.recommendation": may_read_oversight,
    "oversight.recommendationstep": may_read_oversight,
    "oversight.errorreport": may_read_errors,
    "oversight.errornotice": may_read_errors,
    "retention.legalhold": may_read_retention,
    "retention.deletionlist": may_read_deletions,
    "retention.deletionitem": may_read_deletions,
    "retention.rightsrequest": may_read_rights_requests,
    "retention.complaint": may_read_complaints,
}


class ExportedTable(NamedTuple):
    """A table that a person may take: its label, its name in words, and how many rows it has now."""

    label: str
    title: str
    rows: int


def exported_to(person: Person) -> list[ExportedTable]:
    """The tables that a person may take whole. One query for each."""
    return [
        ExportedTable(label, str(table._meta.verbose_name), table._default_manager.count())
        for label, may in EXPORTED.items()
        if can(may, person)
        for table in [table_of(label)]
    ]


def table_of(label: str) -> type[models.Model]:
    """The table of a label."""
    found: type[models.Model] = apps.get_model(label)
    return found


@transaction.atomic
def take[Made](
    label: str, make: Callable[[type[models.Model]], Made], *, ending: str, by: Person, at: datetime
) -> Made:
    """Export a table; who took it, and how many rows it had, is recorded first."""
    may_take_exports(by)
    EXPORTED[label](by)
    table: Any = table_of(label)
    count = table._default_manager.count()
    if ending == "xlsx" and count > SHEET_ROWS:
        raise WrongState(
            _(
                "You cannot export this table as a spreadsheet: it has more than {most} rows. Download the CSV or JSON file."
            ).format(most=f"{SHEET_ROWS:,}")
        )
    record(TAKEN, subject=by, by=by, at=at, table=label, format=ending, rows=count)
    return make(table)
