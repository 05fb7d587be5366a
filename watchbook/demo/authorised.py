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
from watchbook.demo.prepared import register_profiles
from watchbook.files.upload import look_at_bytes
from watchbook.investigations.models import Subject
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
SAME = "Nothing has changed since, so the words are the same."
FOUR_WEEKS = 28  # days from one review to the next
ENDED = Closing(result=Result.SOMETHING, seen="An offer, with its price", collateral=0, next="")
NOTICE = {
    "cause": "The last day was in the officer’s calendar a week too late.",
    "amount": "One look of twelve minutes.",
    "material": "One advertisement was read; nothing was kept.",
    "collateral": "None.",
    "action": "The authorisation was cancelled and the officer was told to look no more.",
    "fate": "There is nothing to destroy.",
    "steps": "Each officer now has the council’s own feed of last days in their calendar.",
}


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
    why = "Say why no visit to the seller was made."
    returned("stall", DS, at=ago(3), boxes={"other_methods": why})


def _cancelled(name: str, profile: CovertProfile) -> None:
    """In force for ten weeks, two looks under it, cancelled when the supplier was known: a prosecution."""
    row = _in_force(name, DS, days=320, by=_officer("Oliver Tamm"))
    for days in (300, 272):
        _looked(row, name, at=ago(days), profile=profile)
        _reviewed(row, name, days=days - 10)
    _end(row, days=250, outcome=OperationOutcome.PROSECUTION, product=Fate.KEEP)


def _refused(name: str) -> None:
    row, at = passed(name, DS, at=ago(212)), ago(210)
    with recorded_as_if_at(at):
        officer, why = _officer("Nadia Brook"), OPERATIONS[name]["refused"]
        authorising.refuse(row, why=why, version=read(row, by=officer, at=at), by=officer, at=at)


def _cancelled_late(name: str) -> None:
    """Lapsed: two days after its last day its officer looked once more, and that became an error report."""
    row = _in_force(name, DS, days=200, by=_officer("Nadia Brook"))
    for days in (172, 144, 118):
        _reviewed(row, name, days=days)
    row.refresh_from_db()
    assert row.ends_on is not None  # noqa: S101  # it took effect
    late = (today() - row.ends_on).days - 2
    made = _looked_late(row, name, at=ago(late))
    _end(row, days=late - 1, outcome=OperationOutcome.ADVICE, product=Fate.NONE)
    _reported(made, row, days=late - 1)


def _reported(made: Look, row: Authorisation, *, days: int) -> None:
    """Suspected, established two days later and reported in full within its time."""
    sro, at = holder_of(DutyKind.SENIOR_RESPONSIBLE_OFFICER), ago(days, hour=12)
    told = SuspectedError(
        kind=ErrorKind.AFTER_END,
        what="A look two days after the last day.",
        discovered_on=at.date(),
        look=made,
        authorisation=row,
    )
    with recorded_as_if_at(at):
        error = error_report.suspect(told, by=holder_of(DutyKind.RIPA_COORDINATOR), at=at)
    at = ago(days - 2)
    with recorded_as_if_at(at):
        why = "Nothing was in force on that day."
        error_report.establish(error, on=at.date(), why=why, is_serious=False, by=sro, at=at)
    at = ago(days - 7)
    with recorded_as_if_at(at):
        error_report.notify(error, NOTICE, kind=ErrorNotice.Which.FULL, sent_on=at.date(), by=sro, at=at)


def _ends_soon(name: str) -> None:
    row = _in_force(name, DS, days=82, by=_officer("Oliver Tamm"))
    for days in (54, 27):
        _looked(row, name, at=ago(days + 3))
        _reviewed(row, name, days=days)


def _source(name: str) -> None:
    """A source with something in its vault, opened to the inspector who is here this week."""
    officer = _officer("Oliver Tamm")
    row = _in_force(name, CHIS, days=60, by=officer)
    _reviewed(row, name, days=32)
    _reviewed(row, name, days=5)
    at, keeper = ago(30), holder_of(DutyKind.RIPA_COORDINATOR)
    with recorded_as_if_at(at):
        source_record.keep(row, particular="e", words="Met by telephone; well.", by=keeper, at=at)
    at = ago(1)
    with recorded_as_if_at(at):
        source_opening.grant(
            row,
            inspector=holder_of(DutyKind.INSPECTOR),
            until_on=today() + timedelta(days=5),
            why="The inspection of this year",
            by=officer,
            at=at,
        )


def _outside(name: str) -> None:
    _granted(name, NON_RIPA, days=20, by=_officer("Nadia Brook"))


def _granted(name: str, kind: AuthorisationKind, *, days: int, by: Person) -> Authorisation:
    """Applied for, checked, and granted the day after in the officer's own words."""
    row, at, told = passed(name, kind, at=ago(days)), ago(days - 1), OPERATIONS[name]
    words = OwnWords(
        who=told["called"],
        what=told["activity"],
        where="The one account that the application names",
        when="From today until it is cancelled, reviewed every four weeks",
        why=told["information"],
        how="As the application says, and in no other way",
        necessity="I believe that it is necessary: an officer who asks openly would learn nothing, and residents are being harmed.",
        proportionality="I believe that it is proportionate: we read one account for a set time, and a visit first would warn whoever runs it.",
        conditions="Stop at once if the page shows the life of a family.",
    )
    review_on = at.date() + timedelta(days=FOUR_WEEKS)
    with recorded_as_if_at(at):
        version = read(row, by=by, at=at)
        return authorising.grant(row, words, review_on=review_on, version=version, by=by, at=at)


def _in_force(name: str, kind: AuthorisationKind, *, days: int, by: Person) -> Authorisation:
    """Approved by the court two days after the application."""
    row, at = _granted(name, kind, days=days, by=by), ago(days - 2)
    order = CourtOrder(
        outcome=CourtOutcome.APPROVED,
        ordered_at=at,
        court="Harrowmere Magistrates’ Court (fictional)",
        magistrate="A justice of the peace (fictional)",
    )
    paper = f"ORDER (fictional). The grant of {row.reference} is approved.\n".encode()
    file = look_at_bytes(paper, name="order.txt")
    with recorded_as_if_at(at):
        return judicial_approval.record_order(row, order, file=file, by=applicant_of(name), at=at)


def _reviewed(row: Authorisation, name: str, *, days: int) -> None:
    at = ago(days)
    told = {
        "found": f"By {at:%-d %B}: {OPERATIONS[name]['found']}",
        "why_continue": f"What is sought is not known yet: {OPERATIONS[name]['information']}",
        "proportionate": "Still one account, and no more of it than before.",
        "collateral": "Nobody else than the application foresaw.",
        "confidential": "None was met.",
        "use": "Asked about stock by telephone, and told nothing else.",
        "welfare": "Well; the risks are as they were.",
    }
    officer, report = _reported_by_applicant(row, told, step=ReportStep.REVIEW, at=at - A_WHILE)
    comments = f"Read on {at:%-d %B}. To go on is still needed: the seller is not known."
    with recorded_as_if_at(at):
        review.review(
            row,
            OfficersComments(comments, remarks_answered=SAME),
            report=report,
            decision=Review.Decision.CONTINUE,
            next_due_on=at.date() + timedelta(days=FOUR_WEEKS),
            by=officer,
            at=at,
        )


def _end(row: Authorisation, *, days: int, outcome: OperationOutcome, product: Fate) -> None:
    at = ago(days)
    told = {
        "why": "What was sought is known.",
        "value": "Two offers, and the place where goods change hands.",
        "objectives": "Met.",
        "product_note": "Two pages, kept with the file of the case.",
    }
    last_activity_on = (at - timedelta(days=1)).date()
    kept = "" if product == Fate.NONE else "Keep it with the file of the case until the case ends."
    ending = CancellationFacts(
        product=product, directions=kept, outcome=outcome, last_activity_on=last_activity_on
    )
    officer, report = _reported_by_applicant(row, told, step=ReportStep.CANCELLATION, at=at - A_WHILE)
    comments = OfficersComments("It is no longer needed. Stop looking today.", remarks_answered=SAME)
    with recorded_as_if_at(at):
        cancellation.cancel(row, ending, comments, report=report, by=officer, at=at)


def _reported_by_applicant(
    row: Authorisation, told: Mapping[str, str], *, step: ReportStep, at: datetime
) -> tuple[Person, ApplicantReport]:
    """The officer who decides, and the report that the applicant sends them."""
    row.refresh_from_db()
    assert row.decided_by is not None and row.applicant is not None  # noqa: S101, PT018  # it was granted
    with recorded_as_if_at(at):
        report = applicant_report.send(row, told, step=step, answered=SAME, by=row.applicant, at=at)
    return row.decided_by, report


def _looked(row: Authorisation, name: str, *, at: datetime, profile: CovertProfile | None = None) -> None:
    with recorded_as_if_at(at):
        made = opening.open(_sitting(row, name, profile=profile), by=applicant_of(name), at=at)
        look.close(made, ENDED, by=applicant_of(name), at=at + timedelta(minutes=12))


def _looked_late(row: Authorisation, name: str, *, at: datetime) -> Look:
    told_at = at + timedelta(hours=3)
    made = MadeLook(sitting=_sitting(row, name), looked_at=at, closing=ENDED)
    with recorded_as_if_at(told_at):
        return look.record_made(made, by=applicant_of(name), at=told_at)


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
