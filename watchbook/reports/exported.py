"""The registers that are exported whole: table by table, each with the right to read it; that one was taken is recorded first."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, can
from watchbook.audit_log.record import Kind, record
from watchbook.authorisations.permissions import may_export_names, may_read_central_record, may_read_profiles
from watchbook.governance.documents.permissions import may_read_documents
from watchbook.governance.law_confirmation.permissions import may_read_law
from watchbook.governance.letters.permissions import may_read_letters
from watchbook.governance.retention_schedule.permissions import may_read_retention_schedule
from watchbook.governance.rule_set.permissions import may_read_rule_set
from watchbook.governance.statements.permissions import may_read_statements
from watchbook.governance.training.permissions import may_read_training
from watchbook.investigations.permissions import may_see_broken_glass
from watchbook.looks.permissions import may_see_all_looks
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import may_see_people
from watchbook.oversight.error_report.permissions import may_read_errors
from watchbook.oversight.permissions import may_read_oversight
from watchbook.reports.export_rights import require_each_open
from watchbook.reports.permissions import may_export_attendance, may_export_requests, may_take_exports
from watchbook.retention.complaint.permissions import may_read_complaints
from watchbook.retention.deletion.permissions import may_check_deletions
from watchbook.retention.permissions import may_read_retention
from watchbook.retention.reading_rights import by_duty
from watchbook.retention.titles import TITLES

SHEET_ROWS = 100_000  # of a workbook, which is made whole before it goes
TAKEN = Kind(
    "exported.taken",
    fields=("table", "format", "rows"),
    says=gettext_lazy("A whole register was exported."),
)


class ExportedRegister(NamedTuple):
    """A register that is exported whole: who may read all of it, and its name in words."""

    may: Callable[[Person], None]
    title: Promise


def _as_declared(*labels: str) -> dict[str, ExportedRegister]:
    """The tables that one right opens as a whole, as their part declares it in its `disposal`."""
    return {label: ExportedRegister(by_duty()[label], TITLES[label]) for label in labels}


# Each table by its label, and who may read all of it. What no one may read whole is told in tests/reports/not_exported.py.
EXPORTED: dict[str, ExportedRegister] = {
    "authorisations.authorisation": ExportedRegister(
        may_export_names, gettext_lazy("Applications and authorisations")
    ),
    "authorisations.determination": ExportedRegister(
        may_read_central_record, gettext_lazy("Decisions of authorising officers")
    ),
    "authorisations.hearing": ExportedRegister(may_read_central_record, gettext_lazy("Court orders")),
    "authorisations.review": ExportedRegister(
        may_read_central_record, gettext_lazy("Reviews of authorisations")
    ),
    "authorisations.renewal": ExportedRegister(
        may_read_central_record, gettext_lazy("Renewals of authorisations")
    ),
    "authorisations.cancellation": ExportedRegister(
        may_read_central_record, gettext_lazy("Cancellations of authorisations")
    ),
    **_as_declared("authorisations.covertprofile"),
    "authorisations.profilecheck": ExportedRegister(
        may_read_profiles, gettext_lazy("Checks of covert profiles")
    ),
    "authorisations.overtplan": ExportedRegister(may_see_all_looks, gettext_lazy("Overt plans")),
    "triage.assessment": ExportedRegister(may_see_all_looks, gettext_lazy("Triage assessments")),
    "triage.departure": ExportedRegister(may_see_all_looks, gettext_lazy("Departures from triage")),
    "looks.look": ExportedRegister(may_see_all_looks, gettext_lazy("Looks")),
    "looks.evaluation": ExportedRegister(may_see_all_looks, gettext_lazy("Evaluations of looks")),
    "looks.supervisorcheck": ExportedRegister(may_see_all_looks, gettext_lazy("Checks by supervisors")),
    "looks.retriage": ExportedRegister(may_see_all_looks, gettext_lazy("Re-triages")),
    "looks.standingpurpose": ExportedRegister(
        may_see_all_looks, gettext_lazy("Usual purposes of looks, by service")
    ),
    **_as_declared("governance.document"),
    "governance.documentstep": ExportedRegister(
        may_read_documents, gettext_lazy("Approvals of documents, and other steps")
    ),
    "governance.clause": ExportedRegister(may_read_documents, gettext_lazy("Clauses of documents")),
    "governance.noneheld": ExportedRegister(
        may_read_documents, gettext_lazy("Searches that found no document")
    ),
    "governance.letterreceived": ExportedRegister(may_read_letters, gettext_lazy("Letters received")),
    "governance.letteranswer": ExportedRegister(may_read_letters, gettext_lazy("Replies to letters")),
    **_as_declared(
        "governance.tool",
        "governance.thirdparty",
        "governance.membersmeeting",
        "governance.processing",
    ),
    "governance.course": ExportedRegister(may_read_training, gettext_lazy("Training courses")),
    **_as_declared("governance.trainingsession"),
    "governance.attendance": ExportedRegister(may_export_attendance, gettext_lazy("Attendance at training")),
    "governance.reading": ExportedRegister(
        may_export_attendance, gettext_lazy("Confirmations that a document was read")
    ),
    **_as_declared("governance.retentionschedule"),
    "governance.retentionclass": ExportedRegister(
        may_read_retention_schedule, gettext_lazy("Classes of retention schedules")
    ),
    "governance.retentionadoption": ExportedRegister(
        may_read_retention_schedule, gettext_lazy("Adoptions of retention schedules")
    ),
    **_as_declared("governance.statement"),
    "governance.statementitem": ExportedRegister(
        may_read_statements, gettext_lazy("Items of signed statements")
    ),
    "governance.rulesetadoption": ExportedRegister(
        may_read_rule_set, gettext_lazy("Adoptions of triage rules")
    ),
    **_as_declared("governance.driftthreshold"),
    "governance.lawconfirmation": ExportedRegister(
        may_read_law, gettext_lazy("Solicitor’s confirmations of entries about the law")
    ),
    **_as_declared("oversight.internalaudit", "oversight.inspection"),
    "oversight.recommendation": ExportedRegister(may_read_oversight, gettext_lazy("Recommendations")),
    "oversight.recommendationstep": ExportedRegister(
        may_read_oversight, gettext_lazy("Steps on recommendations")
    ),
    "oversight.errorreport": ExportedRegister(may_read_errors, gettext_lazy("Errors")),
    "oversight.errornotice": ExportedRegister(may_read_errors, gettext_lazy("Notices about errors")),
    **_as_declared("listening.project", "listening.ward", "listening.listeningsource"),
    "foi.request": ExportedRegister(may_export_requests, gettext_lazy("Requests for information")),
    "foi.questionrefusal": ExportedRegister(may_export_requests, gettext_lazy("Refusals of questions")),
    "foi.sentanswer": ExportedRegister(may_export_requests, gettext_lazy("Answers sent")),
    "foi.publication": ExportedRegister(may_export_requests, gettext_lazy("Disclosure log")),
    "foi.withdrawal": ExportedRegister(
        may_export_requests, gettext_lazy("Withdrawals from the disclosure log")
    ),
    "investigations.breakglass": ExportedRegister(
        may_see_broken_glass, gettext_lazy("Uses of emergency access")
    ),
    "investigations.breakglassacknowledgement": ExportedRegister(
        may_see_broken_glass, gettext_lazy("Acknowledgements of emergency access")
    ),
    "organisation.service": ExportedRegister(may_see_people, gettext_lazy("Services")),
    "organisation.duty": ExportedRegister(may_see_people, gettext_lazy("Duties of people")),
    "organisation.appointment": ExportedRegister(may_see_people, gettext_lazy("Appointments of officers")),
    "retention.legalhold": ExportedRegister(may_read_retention, gettext_lazy("Legal holds")),
    "retention.deletionlist": ExportedRegister(may_check_deletions, gettext_lazy("Deletion lists")),
    "retention.deletionitem": ExportedRegister(may_check_deletions, gettext_lazy("Items of deletion lists")),
    **_as_declared("retention.rightsrequest"),
    "retention.complaint": ExportedRegister(may_read_complaints, gettext_lazy("Complaints")),
}


class ExportedTable(NamedTuple):
    """A table that a person may take: its label, its name in words, and how many rows it has now."""

    label: str
    title: str
    rows: int


def exported_to(person: Person) -> list[ExportedTable]:
    """The tables that a person may take whole. One query for each."""
    return [
        ExportedTable(label, str(one.title), table_of(label)._default_manager.count())
        for label, one in EXPORTED.items()
        if can(require_whole, person, label)
    ]


def require_whole(person: Person, label: str) -> None:
    """Ask whether somebody may export a table whole. Raises Refusal."""
    may_take_exports(person)
    EXPORTED[label].may(person)
    require_each_open(person, table_of(label))


def kept_from(person: Person) -> list[str]:
    """The names of the registers that a duty of this person opens, and that they may not take whole."""
    return [
        str(one.title)
        for label, one in EXPORTED.items()
        if can(one.may, person) and not can(require_each_open, person, table_of(label))
    ]


def table_of(label: str) -> type[models.Model]:
    """The table of a label."""
    found: type[models.Model] = apps.get_model(label)
    return found


@transaction.atomic
def take[Result](
    label: str, make: Callable[[type[models.Model]], Result], *, ending: str, by: Person, at: datetime
) -> Result:
    """Export a table; who took it, and how many rows it had, is recorded first."""
    may_take_exports(by)
    EXPORTED[label].may(by)
    table: Any = table_of(label)
    require_each_open(by, table)
    count = table._default_manager.count()
    if ending == "xlsx" and count > SHEET_ROWS:
        raise WrongState(
            _(
                "You cannot export this register as a spreadsheet: it has more than {most} rows. Download the CSV or JSON file."
            ).format(most=f"{SHEET_ROWS:,}")
        )
    record(TAKEN, subject=by, by=by, at=at, table=label, format=ending, rows=count)
    return make(table)
