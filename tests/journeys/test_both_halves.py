"""A review, a renewal and a cancellation in both halves: the applicant reports, the officer reads, comments and decides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.authorisations import given
from tests.journeys.looking import enter, fill_day, look_at
from tests.proof_only import in_proof_only
from watchbook.audit_log.models import Event
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.report_form import report_boxes
from watchbook.organisation.queries import today

pytestmark = pytest.mark.browser

HAPPENED = [
    "applicant_report.sent", "review.recorded", "applicant_report.sent", "renewal.granted", "court_pack.made",
    "applicant_report.sent", "cancellation.recorded", "papers.made",
]  # fmt: skip


@in_proof_only
def test_a_review_a_renewal_and_a_cancellation_in_both_halves(service, hashed, open_page):
    service.may_sign_in("ines", "oliver", hashed=hashed)
    now = timezone.now()
    order = given.replace(given.ORDER, ordered_at=now - timedelta(days=20))
    given.able_to_decide(service.people)
    row = given.in_force(
        service.people, order=order, at=now - timedelta(days=21), review_on=today() + timedelta(days=5)
    )
    ines, oliver = open_page(), open_page()
    for page, name in ((ines, "ines"), (oliver, "oliver")):
        enter(page, service, name)
    address = f"{service.address}/authorisations/{row}/"
    reviewed(ines, oliver, service, address)
    renewed(ines, oliver, address)
    cancelled(ines, oliver, address)
    events = Event.objects.filter(subject_id=row.id).order_by("recorded_at")
    assert [one.name for one in events if one.name in set(HAPPENED)] == HAPPENED
    assert Authorisation.objects.get().state == "cancelled"


def report(page, address, step, **changes):
    """Answer the questions of a report and send it."""
    page.goto(f"{address}report/{step}/")
    for box in report_boxes(step, kind="directed_surveillance"):
        page.get_by_label(str(box.asks)).fill(changes.get(box.id, given.ANSWERS[box.id]))
    look_at(page, f"report-{step}")
    page.get_by_role("button", name="Send the report").click()


def reviewed(ines, oliver, service, address):
    """Five times the same is noticed and answered; the officer reads it beside the application."""
    report(ines, address, "review", **dict.fromkeys(given.ANSWERS, "None yet."))
    ines.get_by_role("link", name="say why you are going on without a change").click()
    look_at(ines, "report-noticed")
    ines.get_by_label("Your answer to the points that we raised").fill("The shop was closed for three weeks.")
    ines.get_by_role("button", name="Send the report").click()
    ines.get_by_text("Your report was sent").wait_for()
    look_at(ines, "report-sent")
    oliver.goto(service.address)
    oliver.get_by_text("the applicant has sent the report").wait_for()
    oliver.goto(f"{address}review/")
    oliver.set_viewport_size({"width": 1280, "height": 900})
    reported, applied = (
        oliver.get_by_text(words).first.bounding_box() for words in ("None yet.", "What is said of activity.")
    )
    assert applied["x"] > reported["x"] + reported["width"] / 2
    look_at(oliver, "review-beside-application")
    oliver.get_by_label("Your comments").fill("It opens again on Monday, so one more month is fair.")
    oliver.get_by_label("continues", exact=True).check()
    fill_day(oliver, "When is the next review?", today() + timedelta(days=21))
    oliver.get_by_role("button", name="Record the review").click()
    oliver.get_by_text("The review was recorded.").wait_for()


def renewed(ines, oliver, address):
    """It comes early: both say why."""
    report(ines, address, "renewal")
    ines.get_by_label("Your answer to the points that we raised").fill("The court has no later hearing.")
    ines.get_by_role("button", name="Send the report").click()
    oliver.goto(f"{address}renewal/")
    look_at(oliver, "renewal-beside-application")
    oliver.get_by_label("Your comments").fill("The supplier is named, and the page alone is looked at.")
    oliver.get_by_label("Renew the authorisation", exact=True).check()
    oliver.get_by_role("button", name="Record the decision").click()
    oliver.get_by_label("Your answer to the points that we raised").fill("The court has no later hearing.")
    oliver.get_by_role("button", name="Record the decision").click()
    oliver.get_by_text("Your decision was recorded.").wait_for()
    with oliver.expect_download():
        oliver.get_by_role("button", name="Papers for the court").click()


def cancelled(ines, oliver, address):
    """The officer directs what becomes of the product; the official form says both halves."""
    report(ines, address, "cancellation")
    oliver.goto(f"{address}cancellation/")
    look_at(oliver, "cancellation-beside-application")
    oliver.get_by_label("Your comments").fill("The case is with the solicitor, so looking ends.")
    oliver.get_by_label("kept for the case").check()
    oliver.get_by_label("Your directions on the material").fill(
        "Exhibits stay in the store; the rest goes in May."
    )
    oliver.get_by_label("a prosecution", exact=True).check()
    oliver.get_by_role("button", name="Cancel this authorisation").click()
    oliver.get_by_text("The authorisation was cancelled.").first.wait_for()
    look_at(oliver, "cancelled-in-both-halves")
    with oliver.expect_download():
        oliver.get_by_role("link", name="Official form for the cancellation (PDF)").click()
