"""The reports that are made from the registers: what each tells; shown are those one may read, and on the first page those of one's duties."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import NotPermitted, can
from watchbook.home.registers import HomeRegister
from watchbook.looks.permissions import may_read_look_figures
from watchbook.organisation.by_duties import by_duties
from watchbook.organisation.models import Person
from watchbook.organisation.rules import DutyKind
from watchbook.oversight.permissions import may_take_receipt
from watchbook.reports.permissions import (
    may_read_governance_calendar,
    may_read_inspection_page,
    may_read_members_report,
    may_read_papers_of_activities,
    may_read_services,
    may_read_sheet,
    may_read_statistics,
    may_read_year,
    may_take_exports,
)

# What is made from the registers for whoever checks: no registers of their own.
REPORTS = (
    HomeRegister(
        _("Are we defensible today?"),
        "defensible",
        may_read_sheet,
        _(
            "One page on looks, authorisations, statements, training, requests, retention and the log, with every fault found"
        ),
        "",
    ),
    HomeRegister(
        _("Seal of the audit log"),
        "oversight:seal",
        may_take_receipt,  # those who check; nothing else here is an administrator’s
        _(
            "Whether every entry of the audit log is sealed, when the log was last verified, and the problems found"
        ),
        "",
    ),
    HomeRegister(
        _("State of each service"),
        "services",
        may_read_services,
        _(
            "A page for each service: open investigations, authorisations, looks, statements, training, recommendations and the next dates"
        ),
        "",
    ),
    HomeRegister(
        _("The year by month"),
        "year",
        may_read_year,
        _("Looks, authorisations, requests, errors and deletions of a year on one page, each with a chart"),
        "",
    ),
    HomeRegister(
        _("Report to members"),
        "reports:members",
        may_read_members_report,
        _(
            "Figures for councillors each quarter and each year, with the policy, audits and inspections, but without names"
        ),
        "",
    ),
    HomeRegister(
        _("Figures on looks"),
        "looks:report",
        may_read_look_figures,
        _(
            "The looks of a year by service, purpose, platform and month, and whether they were open or covert"
        ),
        "",
    ),
    HomeRegister(
        _("Governance calendar"),
        "reports:calendar",
        may_read_governance_calendar,
        _(
            "Governance duties of this year and the last 3 years, with the evidence, and the duties that were missed"
        ),
        "",
    ),
    HomeRegister(
        _("Annual return"),
        "reports:annual_return",
        may_read_statistics,
        _(
            "A year’s figures for the Commissioner, signed by the senior responsible officer, including nil returns"
        ),
        "",
    ),
    HomeRegister(
        _("Activities and their papers"),
        "reports:processing",
        may_read_papers_of_activities,
        _(
            "Activities with their lawful basis, privacy notice, assessments and training, and any paper that is missing"
        ),
        "4.a–4.e",
    ),
    HomeRegister(
        _("Inspection"),
        "reports:inspection",
        may_read_inspection_page,
        _(
            "The 15 questions that inspectors ask about social media, with our evidence, to read or download as a pack"
        ),
        "",
    ),
    HomeRegister(
        _("Samples for audits"),
        "reports:samples",
        may_read_inspection_page,
        _("Random samples of looks and applications for auditors, with checks of each item"),
        "1.b",
    ),
    HomeRegister(
        _("Full exports"),
        "reports:exports",
        may_take_exports,
        _(
            "Every entry and version of the registers that you may read, as CSV, a spreadsheet or JSON with its schema"
        ),
        "",
    ),
    HomeRegister(
        _("Statistics"),
        "reports:statistics",
        may_read_statistics,
        _(
            "Figures for any period, compared with the year before: looks, authorisations, triage, errors, training and retention"
        ),
        "2, 2.a, 2.b, 2.c, 9",
    ),
)


@by_duties
def reports_of(person: Person) -> list[HomeRegister]:
    """The reports that a person may read. No query but for their duties."""
    return [one for one in REPORTS if can(one.may, person)]


NO_REPORT_OPEN = _(
    "You cannot read any report: none of your duties allows it. If you need to read a report, ask a system administrator to propose a duty."
)


def may_see_reports(person: Person) -> None:
    """The menu leads whoever may read one report to the page of those they may read."""
    if not any(can(one.may, person) for one in REPORTS):
        raise NotPermitted(str(NO_REPORT_OPEN))


# The reports for which a duty answers, or which it is given to read: its first page leads to them.
OF_DUTIES: dict[DutyKind, tuple[str, ...]] = {
    DutyKind.SENIOR_RESPONSIBLE_OFFICER: (
        "services",
        "year",
        "reports:inspection",
        "reports:calendar",
        "reports:annual_return",
        "reports:members",
        "reports:statistics",
    ),
    DutyKind.LINE_MANAGER: ("services",),
    DutyKind.RIPA_COORDINATOR: ("services", "reports:inspection", "reports:calendar", "reports:statistics"),
    DutyKind.DATA_PROTECTION_OFFICER: ("reports:processing", "reports:inspection"),
    DutyKind.INTERNAL_AUDITOR: ("reports:samples", "reports:inspection", "reports:exports"),
    DutyKind.INSPECTOR: ("reports:inspection", "reports:samples", "reports:statistics", "reports:exports"),
    DutyKind.ELECTED_MEMBER: ("reports:members", "reports:calendar"),
    DutyKind.RECORDS_MANAGER: ("reports:members",),
    DutyKind.INFORMATION_OFFICER: ("reports:statistics",),
}


def reports_of_duties(person: Person, duties: Iterable[str]) -> tuple[HomeRegister, ...]:
    """The reports that belong to a person's duties, each once. No query but for their duties."""
    theirs = {address for kind in duties for address in OF_DUTIES.get(DutyKind(kind), ())}
    return tuple(one for one in reports_of(person) if one.address in theirs)
