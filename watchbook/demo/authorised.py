"""A year of covert powers at Harrowmere: granted, refused, near their end, cancelled, one of them late; what waits today."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.authorisations import (
    applicant_report,
    authorising,
    cancellation,
    judicial_approval,
    review,
    source_opening,
    source_record,
)
from watchbook.authorisations.applicant_report import OfficersComments
from watchbook.authorisations.authorising import OwnWords
from watchbook.authorisations.cancellation import CancellationFacts
from watchbook.authorisations.judicial_approval import CourtOrder
from watchbook.authorisations.models import ApplicantReport, Authorisation, CovertProfile, Review
from watchbook.authorisations.models.covert_profiles import NO_PROFILE
from watchbook.authorisations.states import (
    AuthorisationKind,
    CourtOutcome,
    Fate,
    OperationOutcome,
    ReportStep,
)
from watchbook.demo.applied import (
    CHIS,
    DS,
    NON_RIPA,
    OPERATIONS,
    ago,
    applicant_of,
    facts_of,
    passed,
    read,
    returned,
    submitted,
)
from watchbook.demo.cast import holder_of
from watchbook.demo.paper import a_paper
from watchbook.demo.prepared import register_profiles
from watchbook.files.upload import look_at_bytes
from watchbook.investigations.models import Subject
from watchbook.law.working_days import CALENDARS, is_working_day
from watchbook.looks import look, opening
from watchbook.looks.models import About, AccountUsed, Look, Purpose, Result
from watchbook.looks.sitting import Closing, MadeLook, Sitting
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind
from watchbook.oversight.error_report import error_report
from watchbook.oversight.error_report.error_report import SuspectedError
from watchbook.oversight.error_report.models import ErrorKind, ErrorNotice

A_WHILE = timedelta(hours=1)  # from the applicant’s report to the decision
FOUR_WEEKS = 28  # days from one review to the next
NOTICE = frozenset({"cause", "amount", "material", "collateral", "action", "fate", "steps"})


def authorise_for_a_year() -> None:
    """Each operation from its application to where it stands today."""
    _cancelled("trainers", register_profiles())
    _refused("bar")
    _cancelled_late("tipping")
    _ends_soon("benefit")
    _source("tickets")
    _outside("child")
    _waiting()


def _waiting() -> None:
    """One application for each who acts next: the applicant, the co-ordinator, the officer, the court."""
    _granted("badges", DS, days=6, by=_officer("Oliver Tamm"))
    passed("tyres", DS, at=ago(2))
    submitted("sublet", DS, at=ago(1))
    returned("stall", DS, at=ago(3))


def _cancelled(name: str, profile: CovertProfile) -> None:
    """In force for ten weeks, two looks under it, cancelled when the supplier was known: a prosecution."""
    row = _in_force(name, DS, days=320, by=_officer("Oliver Tamm"), profile=profile.reference)
    for turn, days in enumerate((300, 272)):
        _looked(row, name, turn, at=ago(days), profile=profile)
        _reviewed(row, name, turn, days=days - 10)
    _end(row, name, days=250, outcome=OperationOutcome.PROSECUTION, product=Fate.KEEP)


def _refused(name: str) -> None:
    row, at = passed(name, DS, at=ago(212)), ago(210)
    with recorded_as_if_at(at):
        officer, why = _officer("Nadia Brook"), OPERATIONS[name]["refused"]
        authorising.refuse(row, why=why, version=read(row, by=officer, at=at), by=officer, at=at)


def _cancelled_late(name: str) -> None:
    """Lapsed: two days after its last day its officer looked once more, and that became an error report."""
    row = _in_force(name, DS, days=200, by=_officer("Nadia Brook"))
    for turn, days in enumerate((172, 144, 118)):
        _looked(row, name, turn, at=ago(days + 3))
        _reviewed(row, name, turn, days=days)
    row.refresh_from_db()
    assert row.ends_on is not None  # noqa: S101  # it took effect
    late = (today() - row.ends_on).days - 2
    made = _looked_late(row, name, at=ago(late))
    _end(row, name, days=late - 1, outcome=OperationOutcome.ADVICE, product=Fate.NONE)
    _reported(made, row, OPERATIONS[name]["error"], days=late - 1)


def _reported(made: Look, row: Authorisation, said: Mapping[str, str], *, days: int) -> None:
    """Suspected, established two days later and reported in full within its time."""
    sro, at = holder_of(DutyKind.SENIOR_RESPONSIBLE_OFFICER), ago(days, hour=12)
    told = SuspectedError(
        kind=ErrorKind.AFTER_END,
        what=said["what"],
        discovered_on=at.date(),
        look=made,
        authorisation=row,
    )
    with recorded_as_if_at(at):
        error = error_report.suspect(told, by=holder_of(DutyKind.RIPA_COORDINATOR), at=at)
    at = ago(days - 2)
    with recorded_as_if_at(at):
        error_report.establish(error, on=at.date(), why=said["why"], is_serious=False, by=sro, at=at)
    at = ago(days - 7)
    with recorded_as_if_at(at):
        told_in_full = {name: text for name, text in said.items() if name in NOTICE}
        error_report.notify(
            error, told_in_full, kind=ErrorNotice.NoticeKind.FULL, sent_on=at.date(), by=sro, at=at
        )


def _ends_soon(name: str) -> None:
    row = _in_force(name, DS, days=82, by=_officer("Oliver Tamm"))
    for turn, days in enumerate((54, 27)):
        _looked(row, name, turn, at=ago(days + 3))
        _reviewed(row, name, turn, days=days)


def _source(name: str) -> None:
    """A source with something in its vault, opened to the inspector who is here this week."""
    officer = _officer("Oliver Tamm")
    row = _in_force(name, CHIS, days=60, by=officer)
    for turn, days in enumerate((32, 5)):
        _reviewed(row, name, turn, days=days)
    at, keeper = ago(30), holder_of(DutyKind.RIPA_COORDINATOR)
    with recorded_as_if_at(at):
        source_record.keep(
            row,
            particular="e",
            words="Spoke by telephone for ten minutes. He is well and content with the task.",
            by=keeper,
            at=at,
        )
    at = ago(1)
    with recorded_as_if_at(at):
        source_opening.grant(
            row,
            inspector=holder_of(DutyKind.INSPECTOR),
            until_on=today() + timedelta(days=5),
            why="For the Commissioner’s inspection this week",
            by=officer,
            at=at,
        )


def _outside(name: str) -> None:
    _granted(name, NON_RIPA, days=20, by=_officer("Nadia Brook"))


def _granted(
    name: str, kind: AuthorisationKind, *, days: int, by: Person, profile: str = NO_PROFILE
) -> Authorisation:
    """Applied for, checked, and granted the day after in the officer's own words."""
    row, at = passed(name, kind, at=ago(days), profile=profile), ago(days - 1)
    words = OwnWords(**OPERATIONS[name]["grant"])
    review_on = at.date() + timedelta(days=FOUR_WEEKS)
    with recorded_as_if_at(at):
        version = read(row, by=by, at=at)
        return authorising.grant(row, words, review_on=review_on, version=version, by=by, at=at)


def _in_force(
    name: str, kind: AuthorisationKind, *, days: int, by: Person, profile: str = NO_PROFILE
) -> Authorisation:
    """Approved by the court two days after the application, or on the next day on which a court sits."""
    row, at = _granted(name, kind, days=days, by=by, profile=profile), _sitting_day(ago(days - 2))
    order = CourtOrder(
        outcome=CourtOutcome.APPROVED,
        ordered_at=at,
        court="Harrowmere Magistrates’ Court (fictional)",
        magistrate="A justice of the peace (fictional)",
        appears=f"{applicant_of(name).name}, investigator",
        authorised_by=f"Scheme of delegation, part 3, of 19 May {at.year - 1} (fictional)",
    )
    file = look_at_bytes(
        a_paper(f"ORDER (fictional). The grant of {row.reference} is approved."), name="order.pdf"
    )
    with recorded_as_if_at(at):
        return judicial_approval.record_order(row, order, file=file, by=applicant_of(name), at=at)


def _sitting_day(at: datetime) -> datetime:
    """The same hour of the day, or of the next that is neither at a weekend nor a bank holiday."""
    while not is_working_day(at.date(), calendar=CALENDARS["england"]):
        at += timedelta(days=1)
    return at


def _reviewed(row: Authorisation, name: str, turn: int, *, days: int) -> None:
    at, told = ago(days), OPERATIONS[name]["reviews"][turn]
    officer, report = _reported_by_applicant(row, told, step=ReportStep.REVIEW, at=at - A_WHILE)
    with recorded_as_if_at(at):
        review.review(
            row,
            OfficersComments(told["comments"]),
            report=report,
            decision=Review.Decision.CONTINUE,
            next_due_on=at.date() + timedelta(days=FOUR_WEEKS),
            by=officer,
            at=at,
        )


def _end(row: Authorisation, name: str, *, days: int, outcome: OperationOutcome, product: Fate) -> None:
    at, told = ago(days), OPERATIONS[name]["cancellation"]
    ending = CancellationFacts(
        product=product,
        directions=told["directions"],
        outcome=outcome,
        last_activity_on=(at - timedelta(days=1)).date(),
    )
    officer, report = _reported_by_applicant(row, told, step=ReportStep.CANCELLATION, at=at - A_WHILE)
    comments = OfficersComments(told["comments"])
    with recorded_as_if_at(at):
        cancellation.cancel(row, ending, comments, report=report, by=officer, at=at)


def _reported_by_applicant(
    row: Authorisation, told: Mapping[str, str], *, step: ReportStep, at: datetime
) -> tuple[Person, ApplicantReport]:
    """The officer who decides, and the report that the applicant sends them."""
    row.refresh_from_db()
    assert row.decided_by is not None and row.applicant is not None  # noqa: S101, PT018  # it was granted
    with recorded_as_if_at(at):
        report = applicant_report.send(row, told, step=step, by=row.applicant, at=at)
        applicant_report.read(report, by=row.decided_by, at=at)
    return row.decided_by, report


def _looked(
    row: Authorisation, name: str, turn: int, *, at: datetime, profile: CovertProfile | None = None
) -> None:
    closing = _closing(OPERATIONS[name]["seen"][turn])
    with recorded_as_if_at(at):
        made = opening.open(_sitting(row, name, profile=profile), by=applicant_of(name), at=at)
        look.close(made, closing, by=applicant_of(name), at=at + timedelta(minutes=12))


def _looked_late(row: Authorisation, name: str, *, at: datetime) -> Look:
    told_at, seen = at + timedelta(hours=3), OPERATIONS[name]["seen"][-1]
    made = MadeLook(sitting=_sitting(row, name), looked_at=at, closing=_closing(seen))
    with recorded_as_if_at(told_at):
        return look.record_made(made, by=applicant_of(name), at=told_at)


def _closing(seen: str) -> Closing:
    return Closing(result=Result.SOMETHING, seen=seen, collateral=0, next="")


def _sitting(row: Authorisation, name: str, *, profile: CovertProfile | None = None) -> Sitting:
    one = Subject.objects.get(investigation=row.investigation)
    return Sitting(
        about=About.SUBJECT,
        purpose=Purpose.INVESTIGATION,
        why=OPERATIONS[name]["information"],
        facts=facts_of(name),
        attests=True,
        subject=one,
        account=one.accounts.get(),
        address=OPERATIONS[name]["profile"],
        account_used=AccountUsed.COVERT_PROFILE if profile else AccountUsed.SIGNED_OUT,
        covert_profile=profile,
    )


def _officer(name: str) -> Person:
    found: Person = Person.objects.get(name=name)
    return found
