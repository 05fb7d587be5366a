"""An authorisation's life in the browser: apply, returned, passed on, granted, approved by the court, reviewed, cancelled."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import given as council
from tests.authorisations import given
from tests.journeys.looking import enter, fill_day, look_at
from tests.oversight.error_report import given as errors
from tests.pages import PAPER
from tests.proof_only import in_proof_only
from watchbook.audit_log.models import Event
from watchbook.authorisations.application_form import pages_of
from watchbook.authorisations.models import Authorisation
from watchbook.organisation.queries import today

pytestmark = pytest.mark.browser

ORDER = {"name": "order.pdf", "mimeType": "application/pdf", "buffer": PAPER}
HAPPENED = [
    "application.submitted", "quality_check.returned", "application.submitted", "quality_check.passed",
    "authorising.granted", "court_pack.made", "judicial_approval.granted", "applicant_report.sent",
    "review.recorded",
    "cancellation.stop_instructed", "cancellation.recorded",
]  # fmt: skip


def answer(page, one, subject):
    """Fill one page of the form."""
    if one.id == "operation":
        page.get_by_label("Title of the operation").fill("Counterfeit trainers")
        page.get_by_role("group", name="Does the operation concern social media?").get_by_label("Yes").check()
    if one.id == "activity":
        page.get_by_role("group", name="Does a company act for us in this operation?").get_by_label(
            "No"
        ).check()
    if one.id == "subjects":
        page.get_by_label(subject).check()
    if one.id == "necessity":
        page.get_by_label("preventing or detecting crime").check()
        page.get_by_label("Which offence").select_option(given.OFFENCE)
    if one.id == "confidential_information":
        page.get_by_role("group", name="Is confidential information").get_by_label("No").check()
    for box in one.boxes_of("directed_surveillance"):
        if box.id == "profiles":
            page.get_by_label("No covert profile is used").check()
            continue
        page.get_by_label(str(box.asks)).fill(f"What is said of {box.id}.")
    page.get_by_role("button", name="Save and continue", exact=True).click()


def test_an_authorisation_from_applying_to_cancelling(service, hashed, open_page):
    service.may_sign_in("ines", "helen", "oliver", "simon", hashed=hashed)
    subject = council.a_subject(service.people)
    given.able_to_decide(service.people)
    ines, helen, oliver, simon = (open_page() for _ in range(4))
    for page, name in ((ines, "ines"), (helen, "helen"), (oliver, "oliver"), (simon, "simon")):
        enter(page, service, name)
    ines.goto(f"{service.address}/authorisations/of/{subject.investigation.reference}/")
    look_at(ines, "authorisations-of")
    ines.get_by_role("button", name="Apply for an authorisation").click()
    look_at(ines, "authorisation-begin")
    ines.get_by_label("directed surveillance").check()
    ines.get_by_role("button", name="Begin the application").click()
    look_at(ines, "authorisation-tasks")
    address = ines.url
    ines.get_by_role("link", name="The operation", exact=True).click()
    for one in pages_of("directed_surveillance"):
        if one.id in {"operation", "necessity", "proportionality"}:
            look_at(ines, f"authorisation-{one.id}")
        answer(ines, one, "Jane Roe")
    ines.get_by_role("button", name="Check your answers").click()
    look_at(ines, "authorisation-check")
    ines.get_by_role("button", name="Submit to the RIPA co-ordinator").click()
    helen.goto(address)
    helen.get_by_role("button", name="Return application with comments").click()
    helen.get_by_label("Comments").fill("Say how often.")
    helen.get_by_role("button", name="Return with these comments").click()
    ines.goto(f"{address}submit/")
    ines.get_by_role("button", name="Submit to the RIPA co-ordinator").click()
    helen.goto(f"{address}pass-on/")
    helen.get_by_role("button", name="Pass to an authorising officer").click()
    oliver.goto(service.address)
    oliver.get_by_role("link", name="Directed surveillance DS-0001").click()
    oliver.get_by_role("button", name="Grant authorisation").click()
    look_at(oliver, "authorisation-grant")
    for label in (
        "Who may officers look at?",
        "What may officers do?",
        "Where:",
        "When, and how",
        "Why: what",
        "How: with",
    ):
        oliver.get_by_label(label).fill("As applied for.")
    oliver.get_by_label("believe that the authorisation is necessary").fill("Test purchases showed nothing.")
    oliver.get_by_label("believe that the conduct is proportionate").fill("The page alone.")
    fill_day(oliver, "When is the first review?", today() + timedelta(days=14))
    oliver.get_by_role("group", name="Do you take part in the operation yourself?").get_by_label("No").check()
    oliver.get_by_role("button", name="Grant authorisation").click()
    look_at(oliver, "authorisation-granted")
    ines.goto(address)
    with ines.expect_download() as waiting:
        ines.get_by_role("button", name="Papers for the court").click()
    assert waiting.value.suggested_filename == "court-pack-DS-0001.pdf"
    ines.get_by_role("button", name="Record the court’s order").click()
    look_at(ines, "authorisation-order")
    ines.get_by_label("approved", exact=True).check()
    fill_day(ines, "What is the date of the order?", today())
    ines.get_by_label("At what time did the court make the order?").fill(
        timezone.localtime().strftime("%H:%M")
    )
    ines.get_by_label("Which court made the order?").fill("Testham Magistrates’ Court")
    ines.get_by_label("Which magistrate or sheriff sat?").fill("A. Magistrate JP")
    ines.get_by_label("Who appeared for the authority?").fill("Ines, investigator")
    ines.get_by_role("group", name="Had the authority authorised these officers").get_by_label("Yes").check()
    ines.get_by_label("Which decision authorised these officers").fill("Scheme of delegation of 19 May 2025")
    ines.get_by_label("The signed order").set_input_files(ORDER)
    ines.get_by_role("button", name="Record the order").click()
    ines.get_by_text(re.compile(r"In force until \d")).first.wait_for()
    ines.goto(f"{address}report/review/")
    for label in (
        "What has been done",
        "Why is the authorisation still",
        "Is the authorisation still proportionate",
        "Which other people’s private lives",
        "Which confidential",
    ):
        ines.get_by_label(label).fill("As before.")
    ines.get_by_role("button", name="Send the report").click()
    ines.get_by_label("Your answer to the points that we raised").fill("The shop was closed.")
    ines.get_by_role("button", name="Send the report").click()
    oliver.goto(f"{address}review/")
    oliver.get_by_label("Your comments").fill("The shop opens again on Monday.")
    oliver.get_by_label("continues", exact=True).check()
    fill_day(oliver, "When is the next review?", today() + timedelta(days=21))
    oliver.get_by_role("button", name="Record the review").click()
    oliver.get_by_label("Your answer to the points that we raised").fill("Asked for after a complaint.")
    oliver.get_by_role("button", name="Record the review").click()
    simon.goto(address)
    simon.get_by_role("button", name="Give instruction to stop").click()
    simon.get_by_label("What instruction did you give").fill("Ines told by telephone.")
    simon.get_by_role("button", name="Record the instruction").click()
    oliver.goto(f"{address}cancellation/")
    oliver.get_by_label("Your comments").fill("It is done.")
    oliver.get_by_label("Why are you deciding without").fill("Ines is ill.")
    oliver.get_by_label("Your directions on the material").fill("Kept with the case file.")
    oliver.get_by_label("kept for the case").check()
    oliver.get_by_label("a prosecution", exact=True).check()
    oliver.get_by_role("button", name="Cancel this authorisation").click()
    look_at(oliver, "authorisation-cancelled")
    helen.goto(f"{service.address}/authorisations/")
    look_at(helen, "central-record")
    row = Authorisation.objects.get()
    names = list(
        Event.objects.filter(subject_id=row.id).order_by("recorded_at").values_list("name", flat=True)
    )
    assert [name for name in names if name in set(HAPPENED)] == HAPPENED


@in_proof_only
def test_the_pages_beside_its_life_read_well(service, hashed, open_page):
    people = service.people
    service.may_sign_in("helen", "oliver", "simon", hashed=hashed)
    source = given.source_kept(people, "Met on Tuesday; well.")
    given.worked_with(people, row=source, at=timezone.now())
    profile = given.a_checked_profile(people, "Needed")
    row = errors.an_established_error(people)
    errors.a_notice(people, row=row, kind="interim", told=errors.INTERIM)
    helen, oliver, simon = (open_page() for _ in range(3))
    for page, name in ((helen, "helen"), (oliver, "oliver"), (simon, "simon")):
        enter(page, service, name)
    for page, path, name in (
        (oliver, f"authorisations/{source}/source-records/", "source-records"),
        (oliver, f"authorisations/{source}/source-records/open/", "source-open"),
        (helen, f"authorisations/{source}/joint-working/", "joint-working"),
        (helen, f"authorisations/{source}/", "authorisation-with-partner"),
        (helen, "authorisations/calendar/", "calendar"),
        (helen, f"looks/profiles/{profile}/", "profile-uses"),
        (simon, "oversight/errors/", "errors"),
        (simon, f"oversight/errors/{row}/", "error"),
        (simon, f"oversight/errors/{row}/full/", "error-report"),
    ):
        page.goto(f"{service.address}/{path}")
        look_at(page, name)
    helen.goto(f"{service.address}/authorisations/calendar/")
    helen.get_by_role("button", name="Make a calendar address").click()
    look_at(helen, "calendar-made")
