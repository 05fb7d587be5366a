"""Matters that wait at Harrowmere today, besides the operations: to be granted, signed, answered, discharged, acknowledged."""

from datetime import timedelta

from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.authorisations import overt_plan
from watchbook.demo.applied import ago
from watchbook.demo.assessed import FIRST_LOOK
from watchbook.demo.cast import ADMINISTRATORS, holder_of
from watchbook.demo.listened import PAPERS, SERVICE
from watchbook.governance.documents.models import Document
from watchbook.investigations import break_glass
from watchbook.investigations.models import Investigation, Subject, SubjectKind
from watchbook.listening import project, ward
from watchbook.listening.queries import wards
from watchbook.looks.models import Basis, Look
from watchbook.organisation import duty, own_pages
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.rules import DutyKind
from watchbook.oversight.error_report import error_report
from watchbook.oversight.error_report.error_report import SuspectedError
from watchbook.oversight.error_report.models import ErrorKind, ErrorReport
from watchbook.oversight.recommendation import recommendation
from watchbook.oversight.recommendation.models import Recommendation
from watchbook.oversight.recommendation.recommendation import ProgressMade
from watchbook.triage import assessment

NEW_OWN_PAGE = "https://www.instagram.com/harrowmere.council.fictional/"
JOINERS = ("merle.ashgrove@harrowmere.invalid", "tamsin.brae@harrowmere.invalid")


def leave_waiting() -> None:
    """Something for the administrators, the co-ordinator, a line manager, the SRO, the solicitor, the auditor and the protection officer."""
    _propose_duties()
    _propose_own_page()
    _propose_plan()
    _propose_listening()
    _suspect_error()
    _break_glass()
    _ask_legal()
    _give_evidence()


def _propose_duties() -> None:
    """Each administrator proposed one that the other decides."""
    at = ago(2)
    for address, administrator in zip(JOINERS, ADMINISTRATORS, strict=True):
        by, joiner = (Person.objects.get(email=one) for one in (administrator.email, address))
        with recorded_as_if_at(at):
            duty.propose(joiner, kind=DutyKind.INVESTIGATOR, from_on=at.date(), by=by, at=at)


def _propose_own_page() -> None:
    """One more page of the council, by an administrator; the co-ordinator or the SRO confirms it."""
    at = ago(2)
    row, by = Authority.objects.get(), Person.objects.get(email=ADMINISTRATORS[0].email)
    with recorded_as_if_at(at):
        own_pages.propose(row, f"{row.own_pages}\n{NEW_OWN_PAGE}", by=by, at=at)


def _propose_plan() -> None:
    """By the officer of the first investigation, for its group."""
    at = ago(2)
    group = Subject.objects.filter(kind=SubjectKind.GROUP).earliest("recorded_at")
    plan = overt_plan.PlanTerms(
        purpose="See whether copied goods are offered before the winter market.",
        what="Posts that everybody can see, signed out.",
        often_looks=2,
        often_days=7,
        looks_at_most=8,
        from_on=ago(0).date(),
        until_on=(ago(0) + timedelta(weeks=4)).date(),
    )
    with recorded_as_if_at(at):
        overt_plan.propose(group, plan, by=group.investigation.opened_by, at=at)


def _propose_listening() -> None:
    """A line manager's project on missed bins, for the SRO or an authorising officer to decide on."""
    at, by = ago(3), holder_of(DutyKind.LINE_MANAGER, SERVICE)
    for one in wards():
        with recorded_as_if_at(ago(4)):
            ward.agree(one, by=holder_of(DutyKind.AUTHORISING_OFFICER), at=ago(4))
    papers = {kind: Document.objects.filter(kind=kind).latest("recorded_at").reference for kind in PAPERS}
    told = {
        "title": "Missed bins",
        "purpose": "To learn where and when collections are missed.",
        "lawful_basis": "UK GDPR article 6(1)(e)",
        "service_id": by.service_id,
        "topics": ["waste"],
        "places": "Lowmere ward",
        "sources": ["feed"],
        "search_words": 'missed bin "Lowmere ward"\nrecycling late "Lowmere ward"',
        "withheld_why": "",
        "from_on": ago(0).date(),
        "until_on": (ago(0) + timedelta(weeks=26)).date(),
        "dpia_reference": papers["dpia"],
        "equality_reference": papers["equality_assessment"],
    }
    with recorded_as_if_at(at):
        project.propose(told, by=by, at=at)


def _suspect_error() -> None:
    """The look that nothing covers, of which no error was reported yet."""
    at = ago(3)
    reported = ErrorReport.objects.exclude(look=None).values("look")
    made = Look.objects.filter(basis=Basis.NONE).exclude(id__in=reported).earliest("opened_at")
    told = SuspectedError(
        kind=ErrorKind.NO_BASIS,
        what="A look that nobody was asked about.",
        discovered_on=at.date(),
        look=made,
    )
    with recorded_as_if_at(at):
        error_report.suspect(told, by=holder_of(DutyKind.RIPA_COORDINATOR), at=at)


def _break_glass() -> None:
    """The SRO read an investigation in a hurry; the data protection officer has not said that they know."""
    at, whole = ago(4), Investigation.objects.earliest("reference")
    why = "A member asked on a Saturday whether the council had looked at a constituent."
    with recorded_as_if_at(at):
        sro = holder_of(DutyKind.SENIOR_RESPONSIBLE_OFFICER)
        break_glass.open(whole, reason=why, by=sro, at=at)


def _ask_legal() -> None:
    """A complainant lent a login: whether it may be used at all is the solicitor's to say."""
    at = ago(2)
    group = Subject.objects.filter(kind=SubjectKind.GROUP).earliest("recorded_at")
    given = {"facts": FIRST_LOOK | {"lent_login": "yes"}}
    with recorded_as_if_at(at):
        whole = group.investigation
        assessment.make(whole, given, subject=group, by=whole.opened_by, at=at)


def _give_evidence() -> None:
    """For the auditor to look at."""
    at, row = ago(9), Recommendation.objects.filter(audit__isnull=False).earliest("due_on")
    done = ProgressMade(on=at.date(), words="Every look of the last quarter was recorded on its day.")
    with recorded_as_if_at(at):
        recommendation.give_evidence(row, done, file=None, by=row.owner, at=at)
