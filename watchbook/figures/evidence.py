"""Register rows as the evidence of an answer: what each is called, what it says, when it was recorded (docs/explanation/answering.md#findings)."""

from dataclasses import replace
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watchbook.authorisations.models import Authorisation, CovertProfile
from watchbook.authorisations.states import AuthorisationKind, AuthorisationState
from watchbook.figures.findings import Enclosure, Evidence, RegisterSearch, RegisterSearches
from watchbook.figures.register_names import (
    AUDITS,
    CENTRAL_RECORD,
    COVERT_PROFILES,
    DOCUMENTS,
    DRIFT_THRESHOLDS,
    INSPECTIONS,
    NONE_HELD,
    PROJECTS,
    RULE_SETS,
    SCHEDULES,
    STATEMENTS,
    TOOLS,
)
from watchbook.figures.sentences import in_words
from watchbook.governance.documents.models import Clause, NoneHeld
from watchbook.governance.documents.queries import HeldDocument
from watchbook.governance.retention_schedule.models import RetentionClass
from watchbook.governance.retention_schedule.queries import ScheduleInForce
from watchbook.governance.rule_set.models import RuleSetAdoption
from watchbook.governance.software.models import Tool
from watchbook.governance.statements.models import Statement
from watchbook.governance.statements.queries import MatterCoverage
from watchbook.governance.thresholds.models import DriftThreshold
from watchbook.listening.models import Project
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.internal_audit.models import InternalAudit

PLACE = "X-0"  # stands for a reference in an address


def of_row(
    row: Any, register: Promise | str, what: str, page: str, reference: str = "", *, sha256: str = ""
) -> Evidence:
    """A row as evidence, on the page of its reference: its own, unless another is given."""
    reference = reference or row.reference
    return Evidence(str(register), reference, what, row.recorded_at, sha256, reverse(page, args=[reference]))


def of_document(held: HeldDocument) -> Evidence:
    """An edition of a document, approved on its day."""
    row = held.document
    if held.approved:
        what = _("{title}, approved on {day} by {who}").format(
            title=named(held), day=in_words(held.approved.on), who=held.approved.decided_by
        )
    else:
        what = _("{title}, not approved yet").format(title=named(held))
    address = reverse("governance:document", args=[row.reference, row.edition])
    return Evidence(str(DOCUMENTS), str(row), what, row.recorded_at, row.file_sha256, address)


def named(held: HeldDocument) -> str:
    """RIPA Policy, version 3."""
    row = held.document
    if not row.version_label:
        return row.title
    return _("{title}, version {version}").format(title=row.title, version=row.version_label)


def copy_of_document(held: HeldDocument) -> Enclosure:
    """The file of an edition, as it goes with the answer."""
    row = held.document
    address = reverse("governance:document_file", args=[row.reference, row.edition])
    return Enclosure(row.file_name, named(held), address)


def copy_of_report(row: InternalAudit) -> Enclosure:
    """The report of an audit, as it goes with the answer."""
    return Enclosure(row.file_name, row.title, reverse("oversight:audit_file", args=[row.reference]))


def copy_of_inspection(row: Inspection) -> Enclosure:
    """The report of an inspection, as it goes with the answer."""
    what = _("report of the inspection of {day}").format(day=in_words(row.first_on))
    return Enclosure(row.file_name, what, reverse("oversight:inspection_file", args=[row.reference]))


def of_clause(clause: Clause) -> Evidence:
    """A clause of an edition."""
    reference = f"{clause.document_reference}/{clause.edition}"
    what = _("clause {number}, {heading}").format(number=clause.number, heading=clause.heading)
    address = reverse("governance:document", args=[clause.document_reference, clause.edition])
    return Evidence(str(DOCUMENTS), reference, what, clause.recorded_at, address=address)


def of_none(none: NoneHeld) -> Evidence:
    """A signed “none is held”."""
    what = _("“none is held”, signed on {day}; searched: {searched}").format(
        day=in_words(none.signed_on), searched=none.searched
    )
    address = reverse("governance:none_held")
    return Evidence(str(NONE_HELD), none.get_kind_display(), what, none.recorded_at, address=address)


def searched_for_none(*signed: NoneHeld) -> RegisterSearches:
    """Each signed “none is held” as an entry that was found, with its day and the places that its signer searched."""
    terms = _("{kind}: confirmation signed on {day}; places searched: {searched}")
    return tuple(
        RegisterSearch(
            register=str(NONE_HELD),
            query="none_held/2",  # a signature is found, though nothing is held
            terms=terms.format(
                kind=none.get_kind_display(), day=in_words(none.signed_on), searched=none.searched.rstrip(".")
            ),
            found=1,
        )
        for none in signed
    )


def of_stated(stated: MatterCoverage) -> tuple[Evidence, ...]:
    """The statements that say of a matter what there was in a period."""
    return tuple(_of_statement(row) for row in stated.statements)


def _of_statement(row: Statement) -> Evidence:
    days = {"first": in_words(row.first_on), "last": in_words(row.last_on)}
    what = _("{whose}: {first} to {last}, signed on {signed}").format(
        whose=row.service.name if row.service else row.get_duty_display(),
        signed=in_words(row.signed_on),
        **days,
    )
    part = _("Statements for {first} to {last}").format(**days)
    return replace(of_row(row, STATEMENTS, what, "governance:statement"), part=part)


def of_tool(tool: Tool) -> Evidence:
    """A tool or an in-house method."""
    return of_row(tool, TOOLS, tool.name, "governance:tool")


def of_project(project: Project) -> Evidence:
    """A listening project."""
    return of_row(project, PROJECTS, project.title, "listening:project")


def of_retention_class(row: RetentionClass) -> Evidence:
    """A class of the retention schedule."""
    return of_row(row, SCHEDULES, row.title, "governance:retention_schedule", row.schedule_reference)


def of_rule_set(row: RuleSetAdoption) -> Evidence:
    """The rules that the solicitor adopted."""
    what = _("adopted on {day}").format(day=in_words(row.adopted_on))
    address = reverse("triage:adoption", args=[row.id])
    return Evidence(str(RULE_SETS), row.edition, what, row.recorded_at, address=address)


def rules_in_full(row: RuleSetAdoption) -> Enclosure:
    """The criteria and the process as they were adopted, as a file."""
    what = _("the rules in full, as adopted on {day}").format(day=in_words(row.adopted_on))
    return Enclosure(
        f"rules-adopted-{row.adopted_on.isoformat()}.txt",
        what,
        reverse("triage:adoption_file", args=[row.id]),
    )


def of_drift_threshold(row: DriftThreshold) -> Evidence:
    """The authority's own thresholds of looks."""
    what = _("set to apply from {day}").format(day=in_words(row.from_on))
    address = reverse("governance:drift_thresholds")
    return Evidence(str(DRIFT_THRESHOLDS), row.from_on.isoformat(), what, row.recorded_at, address=address)


def of_schedule(found: ScheduleInForce) -> Evidence:
    """The retention schedule in force, with its adoption."""
    row = found.adoption
    what = _("adopted on {day} by {who}").format(day=in_words(row.adopted_on), who=row.decided_by)
    return of_row(row, SCHEDULES, what, "governance:retention_schedule", found.schedule.reference)


def of_audit(row: InternalAudit) -> Evidence:
    """An internal audit."""
    what = _("internal audit begun on {day}").format(day=in_words(row.began_on))
    return of_row(row, AUDITS, what, "oversight:audit", sha256=row.file_sha256)


def of_inspection(row: Inspection) -> Evidence:
    """An inspection by an oversight body."""
    what = _("inspection of {day}").format(day=in_words(row.first_on))
    return of_row(row, INSPECTIONS, what, "oversight:inspection", sha256=row.file_sha256)


def of_authorisation(row: Authorisation) -> Evidence:
    """An authorisation of the central record, without what its envelope holds."""
    return Evidence(
        register=str(CENTRAL_RECORD),
        reference=row.reference,
        what=_kind_and_state(row.kind, row.state, get_language()),
        address=_address_of_an_authorisation().replace(PLACE, row.reference),
        recorded_at=row.recorded_at,
    )


@cache
def _kind_and_state(kind: str, state: str, _language: str | None) -> str:
    """Asked for each of thousands of rows, and said in a few dozen ways."""
    return _("{kind}, {state}").format(
        kind=AuthorisationKind(kind).label, state=AuthorisationState(state).label
    )


@cache
def _address_of_an_authorisation() -> str:
    return reverse("authorisations:authorisation", args=[PLACE])


def of_covert_profile(row: CovertProfile) -> Evidence:
    """A covert profile, without what its envelope holds."""
    what = _("profile on {platform}, {state}").format(platform=row.platform, state=row.get_state_display())
    return of_row(row, COVERT_PROFILES, what, "authorisations:covert_profile")
