"""States of authorisations that tests start from, each reached by running the real acts of the real people."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests import given
from tests.governance.tools_and_training import a_course, a_session
from tests.pages import PAPER
from tests.written_again import written_again
from watchbook.acting.london_day import london_day
from watchbook.authorisations import (
    applicant_report,
    application,
    authorising,
    cancellation,
    covert_profile,
    joint_working,
    judicial_approval,
    quality_check,
    reading,
    renewal,
    review,
    risk_assessment,
    source_opening,
    source_record,
)
from watchbook.authorisations.applicant_report import OfficersComments
from watchbook.authorisations.application_form import boxes_of
from watchbook.authorisations.authorising import OwnWords
from watchbook.authorisations.cancellation import CancellationFacts
from watchbook.authorisations.judicial_approval import CourtOrder
from watchbook.authorisations.particulars import ApplicationParticulars, SourceParticulars, newest_version
from watchbook.authorisations.report_form import report_boxes
from watchbook.files.upload import Content
from watchbook.organisation import appointment, duty, person
from watchbook.organisation.models import Appointment
from watchbook.organisation.rules import DutyKind

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
SUBMITTED = AT + timedelta(hours=1)
CHECKED = AT + timedelta(hours=2)
DECIDED = AT + timedelta(hours=3)
ORDERED = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
OFFENCE = "trade_marks_act_1994_s92"
SIGNED = Content(data=PAPER, name="order.pdf", media_type="application/pdf")
WORDS = OwnWords(
    who="Jane Roe",
    what="Looks at her shop page",
    where="One platform",
    when="For three months",
    why="To learn where the goods come from",
    how="From the council’s own profile",
    necessity="Test purchases showed nothing",
    proportionality="The page alone is looked at, once a week",
)
ORDER = CourtOrder(
    outcome="approved",
    ordered_at=ORDERED,
    court="Testham Magistrates’ Court",
    magistrate="A. Magistrate JP",
    appears="Ines, investigator",
    authorised_by="Scheme of delegation of 19 May 2025",
)
COMMENTS = OfficersComments("The supplier is not known, and looking at the page alone is fair")
ALONE = OfficersComments(
    "The supplier is not known, and looking at the page alone is fair",
    without_report="Ines is ill",
    remarks_answered="The order came today",
)
ENDING = CancellationFacts(product="keep", directions="Kept with the case file", outcome="prosecution")
ANSWERS = {
    "found": "Two new listings",
    "why_continue": "The supplier is not known",
    "proportionate": "Still the page alone",
    "collateral": "One customer’s comment",
    "confidential": "None",
    "changes": "She moved the shop to another page",
    "necessity": "The supplier has not been found",
    "proportionality": "Only the page is looked at",
    "product": "Six listings",
    "reviews": "Two reviews found listings",
    "why": "The case is complete",
    "value": "Six listings",
    "objectives": "Met",
    "product_note": "In the case file",
    "use": "Asked twice about stock",
    "welfare": "Well; nothing changed",
}
SOURCE = {"pseudonym": "Robin", "born": date(1990, 5, 1), "is_vulnerable": False, "is_against_parent": False}
DS = ApplicationParticulars(
    title="Counterfeit trainers",
    is_social_media=True,
    uses_company=False,
    is_confidential=False,
    ground="crime",
    offence=OFFENCE,
)


@written_again
def able_to_decide(people, *names):
    """The officers with the rank and the training that the law asks; Oliver and Judith unless others are named."""
    officers = [getattr(people, name) for name in names or ("oliver", "judith")]
    a_session(people, of=a_course(people, title="RIPA for those who decide"), attended_by=officers)
    for officer in officers:
        for held in officer.duties.all():
            rank = appointment.AppointmentParticulars(rank="Head of Service", minute="Cabinet 14")
            appointment.add(held, rank, by=people.helen, at=given.AT)


def answers_of(kind):
    """Every box of a form answered in a few words."""
    return {box.id: f"What is said of {box.id}." for box in boxes_of(kind)} | {"profiles": "none"}


def particulars(people, kind="directed_surveillance", **changes):
    """What an application of a kind says, whole, or with something changed."""
    told = {**DS.__dict__}
    if kind == "non_ripa":
        told |= {"ground": "outside", "offence": "", "why_not_ripa": "below_threshold"}
    if kind == "chis":
        keepers = {"handler": people.ines, "controller": people.marian, "record_keeper": people.helen}
        told |= {"source": SourceParticulars(**SOURCE | keepers | changes.pop("source", {}))}
    return ApplicationParticulars(**told | changes)


@written_again
def a_draft(people, *, kind="directed_surveillance", subject=None, **changes):
    """An application of Ines's that lacks nothing, not submitted yet."""
    subject = subject or given.a_subject(people)
    row = application.begin(subject.investigation, kind=kind, by=people.ines, at=AT)
    application.describe(row, particulars(people, kind, **changes), by=people.ines, at=AT)
    application.answer(row, answers_of(kind), by=people.ines, at=AT)
    return application.name_subjects(row, [subject], by=people.ines, at=AT)


@written_again
def a_submitted(people, **changes):
    """With the co-ordinator, and read by whoever may decide."""
    return text_read(people, a_submitted_unread(people, **changes))


@written_again
def a_submitted_unread(people, **changes):
    """With the co-ordinator, and nobody has read it."""
    return application.submit(a_draft(people, **changes), by=people.ines, at=SUBMITTED)


@written_again
def a_passed_unread(people):
    """With the authorising officer, and nobody but the co-ordinator has read it."""
    row = a_submitted_unread(people)
    reading.read_text(row, newest_version(row), by=people.helen, at=SUBMITTED)
    return quality_check.pass_on(row, comments="", version=1, by=people.helen, at=CHECKED)


def text_read(people, row):
    """Who will decide has read the newest text."""
    for officer in (people.oliver, people.judith, people.helen):
        reading.read_text(row, newest_version(row), by=officer, at=SUBMITTED)
    return row


@written_again
def a_passed(people, **changes):
    """With the authorising officer."""
    return quality_check.pass_on(
        a_submitted(people, **changes), comments="", version=1, by=people.helen, at=CHECKED
    )


def of_newest_text(row):
    """What the page of a decision sends with its form: the number of the version that it showed."""
    return {"version": str(row.applicationversions.count())}


def sent_from(client, row, name, data):
    """Open a page of an authorisation and send it, as a browser does: what it shows is then on record as read."""
    address = f"/authorisations/{row}/{name}/"
    client.get(address)
    return client.post(address, of_newest_text(row) | data)


def can_decide(people):
    """Whether the officers have rank and training already."""
    return Appointment.objects.filter(duty__person=people.oliver).exists()


@written_again
def a_granted(people, *, by=None, at=DECIDED, review_on=date(2026, 3, 30), **changes):
    """Granted by Oliver, or by somebody else."""
    if not can_decide(people):
        able_to_decide(people)
    passed = a_passed(people, **changes)
    return authorising.grant(passed, WORDS, review_on=review_on, version=1, by=by or people.oliver, at=at)


@written_again
def in_force(people, *, order=ORDER, **changes):
    """Approved by the court on 4 March 2026 where one is asked, else from the officer's decision."""
    granted = a_granted(people, **changes)
    if not granted.needs_court:
        return granted
    return judicial_approval.record_order(
        granted, order, file=SIGNED, by=people.ines, at=order.ordered_at + timedelta(hours=1)
    )


def reported(people, row, *, step, at, by=None, answered="So it is", **changes):
    """Ines's report for a step."""
    answers = {box.id: ANSWERS[box.id] for box in report_boxes(step, kind=row.kind)} | changes
    sent = applicant_report.send(row, answers, step=step, answered=answered, by=by or people.ines, at=at)
    for officer in (people.oliver, people.judith):
        applicant_report.read(sent, by=officer, at=at)
    return sent


def reviewed(people, row, *, at, next_due_on, **changes):
    """Reviewed by Oliver, who had no report; it goes on."""
    facts = {"decision": "continue", "next_due_on": next_due_on, "report": None} | changes
    review.review(row, ALONE, by=people.oliver, at=at, **facts)
    row.refresh_from_db()
    return row


def a_renewal(people, row, *, at, is_granted=True, by=None, **changes):
    """The officer's decision to renew on Ines's report."""
    report = reported(people, row, step="renewal", at=at, **changes)
    return renewal_decided(people, row, report, at=at, is_granted=is_granted, by=by)


def renewal_decided(people, row, report, *, at, is_granted=True, by=None):
    """The officer's decision on a report that was sent."""
    said = replace(COMMENTS, remarks_answered="The hearing has a date")
    return renewal.decide(row, said, report=report, is_granted=is_granted, by=by or people.oliver, at=at)


def cancelled(people, row, *, at, ending=ENDING, **changes):
    """Cancelled by Oliver on Ines's report."""
    report = reported(people, row, step="cancellation", at=at, **changes)
    return cancellation.cancel(row, ending, COMMENTS, report=report, by=people.oliver, at=at)


def another_investigator(people):
    """Ian, an investigator of Ines's service."""
    ian = person.add(
        email="ian@council.invalid", name="Ian", service=people.ines.service, by=people.ada, at=AT
    )
    proposed = duty.propose(ian, kind=DutyKind.INVESTIGATOR, from_on=AT.date(), by=people.ada, at=AT)
    duty.grant(proposed, by=people.bashir, at=AT)
    return ian


def a_draft_of_anothers(people):
    """An application that Ian has begun on an investigation of his own."""
    ian = another_investigator(people)
    whole = given.an_investigation(people, by=ian)
    return application.begin(whole, kind="directed_surveillance", by=ian, at=AT)


def a_profile(people, **changes):
    """A covert profile in the register, not approved yet."""
    facts = {"platform": "facebook", "name_shown": "Robin", "handle": "robin.9477", "why": "Test purchases"}
    told = covert_profile.ProfileParticulars(created_on=AT.date(), **facts | changes)
    row = covert_profile.enter(
        told,
        services=[people.ines.service],
        users=[people.ines],
        names_a_real_person=False,
        by=people.helen,
        at=AT,
    )
    return profile_read(people, row)


def profile_read(people, row):
    """Who will decide on a profile, or check it, has read its entry."""
    for officer in (people.oliver, people.helen, people.simon):
        covert_profile.read(row, by=officer, at=AT)
    return row


def a_checked_profile(people, found):
    """A profile that was approved and reviewed."""
    row = covert_profile.approve(a_profile(people), by=people.oliver, at=AT)
    return covert_profile.review(row, found=found, by=people.helen, at=AT)


def a_shared_profile(people, *users):
    """An approved profile that Ines and Marian share, or others."""
    row = covert_profile.approve(a_profile(people), by=people.oliver, at=AT)
    shared = users or (people.ines, people.marian)
    return covert_profile.set_users(row, services=[people.ines.service], users=shared, by=people.helen, at=AT)


def an_assessed_risk(people, risks="Being recognised"):
    """The risk to Ines behind a profile that she shares with Marian."""
    row, to = a_shared_profile(people), {"user": people.ines, "by": people.helen, "at": AT}
    covert_profile.read(row, by=people.helen, at=AT)
    return risk_assessment.assess(row, risks=risks, measures="Two people at each use", **to)


def returned(people, comments):
    """Returned with comments."""
    return quality_check.give_back(
        a_submitted(people), comments=comments, version=1, by=people.helen, at=CHECKED
    )


def refused(people, why):
    """Refused by Oliver."""
    return authorising.refuse(a_passed(people), why=why, version=1, by=people.oliver, at=DECIDED)


def heard(people, *, magistrate="A. Magistrate JP", file_name="order.pdf", outcome="approved"):
    """Approved by a court, or refused."""
    file = replace(SIGNED, name=file_name)
    order = replace(ORDER, magistrate=magistrate, outcome=outcome)
    at = ORDERED + timedelta(hours=1)
    return judicial_approval.record_order(a_granted(people), order, file=file, by=people.ines, at=at)


def reviewed_saying(people, comments):
    """Reviewed, with these comments."""
    row, told = in_force(people, kind="non_ripa"), replace(ALONE, comments=comments)
    on = {"decision": "continue", "next_due_on": date(2026, 3, 30)}
    return review.review(row, told, report=None, by=people.oliver, at=DECIDED, **on)


def reported_saying(people, found):
    """Reported for a review, with this finding."""
    return reported(people, in_force(people, kind="non_ripa"), step="review", at=DECIDED, found=found)


def renewed_saying(people, comments):
    """Renewed, with these comments."""
    row = in_force(people, kind="non_ripa")
    report = reported(people, row, step="renewal", at=DECIDED)
    said = replace(ALONE, comments=comments)
    return renewal.decide(row, said, report=report, is_granted=True, by=people.oliver, at=DECIDED)


def cancelled_saying(people, directions):
    """Cancelled, with these directions."""
    ending = replace(ENDING, directions=directions)
    return cancelled(people, in_force(people, kind="non_ripa"), at=DECIDED, ending=ending)


def worked_with(people, *, row=None, by=None, at=DECIDED, **changes):
    """Another authority that works under an authorisation of ours."""
    facts = {
        "role": "we_lead",
        "partner": "Next District Council",
        "scope": "All of it",
        "confirmed_by": "Their SRO",
    }
    told = joint_working.Partner(**facts | {"confirmed_on": at.date()} | changes)
    row = row or a_granted(people)
    joint_working.confirm(row, told, by=by or people.ines, at=at)
    return row


def source_kept(people, words):
    """A source with something kept about it."""
    row = in_force(people, kind="chis")
    source_record.keep(row, particular="a", words=words, by=people.helen, at=ORDERED)
    return row


def source_opened(people, why, *, at=ORDERED):
    """A source whose records the officer opened to the inspector for a day."""
    row = source_kept(people, "The name")
    source_opening.grant(row, inspector=people.ivo, until_on=london_day(at), why=why, by=people.oliver, at=at)
    return row
