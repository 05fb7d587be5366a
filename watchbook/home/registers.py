"""The registers on one page: what each holds, and which questions of FOI 9477 it answers; shown are those one may read."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import NotPermitted, can
from watchbook.authorisations.permissions import may_read_central_record, may_read_profiles
from watchbook.evidence.permissions import may_see_exhibits
from watchbook.files.columns import Words
from watchbook.governance.documents.permissions import may_read_documents, may_see_documents
from watchbook.governance.law_confirmation.permissions import may_read_law
from watchbook.governance.letters.permissions import may_read_letters
from watchbook.governance.members.urls import PAGES as MEMBERS_MEETINGS
from watchbook.governance.offences.permissions import may_read_offences
from watchbook.governance.processing.urls import PAGES as PROCESSING
from watchbook.governance.retention_schedule.permissions import may_read_retention_schedule
from watchbook.governance.rule_set.permissions import may_read_rule_set
from watchbook.governance.software.permissions import may_read_tools
from watchbook.governance.statements.permissions import may_read_statements
from watchbook.governance.third_parties.urls import PAGES as THIRD_PARTIES
from watchbook.governance.thresholds.permissions import may_read_drift_thresholds
from watchbook.governance.training.permissions import may_read_training
from watchbook.investigations.permissions import may_see_broken_glass
from watchbook.listening.permissions import may_read_projects, may_read_wards
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import may_read_officers
from watchbook.oversight.error_report.permissions import may_read_errors
from watchbook.oversight.permissions import may_read_oversight
from watchbook.register.views.entries import Pages
from watchbook.retention.complaint.permissions import may_read_complaints
from watchbook.retention.deletion.permissions import may_read_deletions
from watchbook.retention.permissions import may_read_retention
from watchbook.retention.rights_request.permissions import may_read_rights_requests

NONE_OPEN = _(
    "You cannot read any register: none of your duties allows it. If you need to read a register, ask a system administrator to propose a duty."
)


class HomeRegister(NamedTuple):
    """A register: its name, its address by name, who may read it, what it holds, and the parts it answers."""

    title: Words
    address: str
    may: Callable[[Person], None]
    holds: Promise
    answers: str


def _declared(pages: Pages, holds: Promise, answers: str = "") -> HomeRegister:
    """Return a register as it declares its pages, with what it holds and the parts it answers."""
    return HomeRegister(pages.title, pages.register.home, pages.may_read, holds, answers)


REGISTERS = (
    HomeRegister(
        _("Central record"),
        "authorisations:record",
        may_read_central_record,
        _(
            "Authorisations that an officer granted or refused, with their reviews, renewals and cancellations"
        ),
        "2.c",
    ),
    HomeRegister(
        _("Covert profiles"),
        "authorisations:covert_profiles",
        may_read_profiles,
        _("Covert profiles, with their approvals, reviews, audits and retirement"),
        "",
    ),
    HomeRegister(
        _("Exhibits"),
        "evidence:exhibits",
        may_see_exhibits,
        _("Captures that officers produced as exhibits, with their references and packs"),
        "",
    ),
    HomeRegister(
        _("Documents"),
        "governance:documents",
        may_see_documents,
        _(
            "Policies, procedures, assessments, privacy notices, training material and forms, edition by edition"
        ),
        "1.c, 3, 4.a–4.e, 5, 8.a–8.d",
    ),
    HomeRegister(
        _("Signed confirmations that none is held"),
        "governance:none_held",
        may_read_documents,
        _("Signed records of searches for documents, tools and courses that we do not hold"),
        "3, 4.a–4.e, 5, 6, 6.b",
    ),
    HomeRegister(
        _("Letters"),
        "governance:letters",
        may_read_letters,
        _("Letters from oversight bodies, and our replies"),
        "1, 1.a",
    ),
    HomeRegister(
        _("Tools"),
        "governance:tools",
        may_read_tools,
        _("Software and hardware, whether bought, free or on trial, and our own methods"),
        "6, 6.a, 6.b",
    ),
    _declared(
        THIRD_PARTIES,
        _("Companies and bodies that look at social media for us, with their contracts and our checks"),
    ),
    _declared(
        PROCESSING,
        _("Activities that use personal data from social media, each with its lawful basis and papers"),
        "4.a–4.d",
    ),
    _declared(
        MEMBERS_MEETINGS,
        _("Reports to elected members on the use of covert powers, with their decisions and the minutes"),
    ),
    HomeRegister(
        _("Listening projects"),
        "listening:projects",
        may_read_projects,
        _("Projects that listen to what people say about our services: approvals, queries and last dates"),
        "",
    ),
    HomeRegister(
        _("Wards"),
        "listening:wards",
        may_read_wards,
        _(
            "Wards and electoral divisions that listening projects may be about, with the first and last date of each"
        ),
        "",
    ),
    HomeRegister(
        _("Training"),
        "governance:training",
        may_read_training,
        _("Courses, sessions, the people who took part, and the date until which training counts"),
        "4.e",
    ),
    HomeRegister(
        _("Retention schedule"),
        "governance:retention_schedules",
        may_read_retention_schedule,
        _("The retention period of each class, the action at its end, and the reason in law"),
        "7, 8.e, 8.f",
    ),
    HomeRegister(
        _("Due for deletion"),
        "retention:due",
        may_read_retention,
        _("Overdue records (past their retention date), legal holds and the data pathway"),
        "7, 8.e",
    ),
    HomeRegister(
        _("Deletion lists"),
        "retention:deletions",
        may_read_deletions,
        _("Lists of overdue records that two people agree to delete, and certificates of deletion"),
        "7, 8.e, 8.f",
    ),
    HomeRegister(
        _("Statements"),
        "governance:statements",
        may_read_statements,
        _(
            "The statements that each service, internal audit, the co-ordinator and the senior responsible officer sign for each quarter"
        ),
        "1.b, 1.d, 6, 6.b",
    ),
    HomeRegister(
        _("Audits and inspections"),
        "oversight:overview",
        may_read_oversight,
        _("Internal audits, inspections, and the outcome of each recommendation"),
        "1.b, 1.d",
    ),
    HomeRegister(
        _("Requests about personal data"),
        "retention:rights_requests",
        may_read_rights_requests,
        _("Requests for a copy, correction, deletion or restriction of personal data, with our decisions"),
        "8.f",
    ),
    HomeRegister(
        _("Complaints about personal data"),
        "retention:complaints",
        may_read_complaints,
        _("Complaints about personal data, with their acknowledgements, due dates and outcomes"),
        "",
    ),
    HomeRegister(
        _("Errors"),
        "oversight:errors",
        may_read_errors,
        _(
            "Suspected and established errors in the use of covert powers, and our reports to the Commissioner"
        ),
        "",
    ),
    HomeRegister(
        _("Emergency access"),
        "investigations:break_glass_all",
        may_see_broken_glass,
        _("Every use of emergency access by the senior responsible officer, with the reason"),
        "",
    ),
    HomeRegister(
        _("Rules of triage"),
        "triage:rules",
        may_read_rule_set,
        _(
            "The rules by which triage decides which power a look needs, and the edition that the solicitor adopted"
        ),
        "8.b, 8.d",
    ),
    HomeRegister(
        _("Offences"),
        "governance:offences",
        may_read_offences,
        _(
            "The offences that councils investigate, their maximum penalties, and the solicitor’s confirmations"
        ),
        "",
    ),
    HomeRegister(
        _("Law to be confirmed"),
        "governance:law",
        may_read_law,
        _(
            "Provisions, paragraphs of the Codes, time limits, exemptions and retention periods, with the solicitor’s confirmations"
        ),
        "",
    ),
    HomeRegister(
        _("Limits on repeat looks"),
        "governance:drift_thresholds",
        may_read_drift_thresholds,
        _(
            "The number of looks at one subject after which Watchbook asks for a reason, a plan or an authorisation"
        ),
        "8.b",
    ),
    HomeRegister(
        _("Officers"),
        "organisation:officers",
        may_read_officers,
        _("The holders of each duty, when they began, and how they were appointed"),
        "8.c",
    ),
)


def registers_of(person: Person) -> list[HomeRegister]:
    """The registers that a person may read. No query but for their duties."""
    return [register for register in REGISTERS if can(register.may, person)]


def may_see_registers(person: Person) -> None:
    """The menu leads whoever may read one register to the page of those they may read."""
    if not any(can(one.may, person) for one in REGISTERS):
        raise NotPermitted(str(NONE_OPEN))
