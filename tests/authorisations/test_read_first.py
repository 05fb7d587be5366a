"""Nobody decides on a text that was not in front of them: a review, a renewal, a cancellation, a plan, a profile."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import given as council
from tests.authorisations import given, plans
from tests.log import leaves_nothing
from tests.pages import signed_in, words
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import (
    applicant_report,
    cancellation,
    covert_profile,
    overt_plan,
    renewal,
    review,
    risk_assessment,
)
from watchbook.authorisations.report_form import report_boxes

NOT_READ = "you have not read the latest version of the text"
AT = given.DECIDED + timedelta(days=2)
DECISIONS = {
    "review": lambda row, report, by: review.review(
        row, SAID, report=report, decision="continue", next_due_on=date(2026, 3, 30), by=by, at=AT
    ),
    "renewal": lambda row, report, by: renewal.decide(
        row, SAID, report=report, is_granted=False, by=by, at=AT
    ),
    "cancellation": lambda row, report, by: cancellation.cancel(
        row, given.ENDING, SAID, report=report, by=by, at=AT
    ),
}
SAID = replace(given.COMMENTS, remarks_answered="So it is")


def sent(people, row, step):
    """A report that its officer has not read."""
    told = {box.id: given.ANSWERS[box.id] for box in report_boxes(step, kind=row.kind)}
    return applicant_report.send(row, told, step=step, answered="So it is", by=people.ines, at=AT)


@pytest.mark.parametrize("step", DECISIONS)
def test_a_report_is_decided_on_only_by_who_read_it(people, step):
    row = given.in_force(people)
    report = sent(people, row, step)
    leaves_nothing(WrongState, lambda: DECISIONS[step](row, report, people.oliver), NOT_READ)
    applicant_report.read(report, by=people.oliver, at=AT)
    assert DECISIONS[step](row, report, people.oliver)


@pytest.mark.parametrize("step", DECISIONS)
def test_a_letter_is_no_comment_of_an_officer(people, monkeypatch, step):
    row = given.in_force(people)
    report = given.reported(people, row, step=step, at=AT)
    monkeypatch.setitem(globals(), "SAID", replace(SAID, comments="x"))
    leaves_nothing(WrongState, lambda: DECISIONS[step](row, report, people.oliver), "comments of your own")


@pytest.mark.parametrize("step", DECISIONS)
def test_a_report_is_not_enough_without_the_application(people, monkeypatch, step):
    row = given.in_force(people)
    report = given.reported(people, row, step=step, at=AT)
    monkeypatch.setattr(applicant_report, "newest_version", lambda _row: SimpleNamespace(number=2))
    leaves_nothing(WrongState, lambda: DECISIONS[step](row, report, people.oliver), NOT_READ)


def test_a_form_that_is_sent_without_its_page_decides_nothing(people, monkeypatch):
    row = given.in_force(people)
    monkeypatch.setattr(timezone, "now", lambda: AT)
    report, client = sent(people, row, "cancellation"), signed_in(people.oliver)
    told = {"report": str(report.id), "comments": "It is done and over.", "product": "none"}
    told |= {"outcome": "not_known", "remarks_answered": "So it is"}
    address = reverse("authorisations:cancel", args=[row.reference])
    assert NOT_READ in words(client.post(address, told))
    assert client.post(address, told).status_code == 302  # the page of the refusal showed the report
    row.refresh_from_db()
    assert row.state == "cancelled"


def test_a_plan_is_signed_or_declined_only_by_who_read_it(people):
    plan = overt_plan.propose(council.a_subject(people), plans.PLAN, by=people.ines, at=given.AT)
    for decide in (overt_plan.sign, lambda row, **more: overt_plan.decline(row, why="Ask her", **more)):
        with pytest.raises(WrongState, match=NOT_READ):
            decide(plan, by=people.marian, at=given.AT)
    client = signed_in(people.marian)
    assert NOT_READ in words(client.post(f"/overt-plans/{plan.reference}/sign/", {"confirmed": "on"}))
    assert "Her shop page" in words(client.get(f"/overt-plans/{plan.reference}/sign/"))
    assert client.post(f"/overt-plans/{plan.reference}/sign/", {"confirmed": "on"}).status_code == 302


def test_a_profile_is_decided_on_and_checked_only_by_who_read_its_entry(people):
    row = covert_profile.enter(
        covert_profile.ProfileParticulars(
            "facebook", "Robin", "robin.9477", "Test purchases", given.AT.date()
        ),
        services=[],
        users=[people.ines],
        names_a_real_person=False,
        by=people.helen,
        at=given.AT,
    )
    for decide in (
        covert_profile.approve,
        lambda row, **more: covert_profile.decline(row, why="No need", **more),
    ):
        with pytest.raises(WrongState, match=NOT_READ):
            decide(row, by=people.oliver, at=given.AT)
    covert_profile.read(row, by=people.oliver, at=given.AT)
    covert_profile.approve(row, by=people.oliver, at=given.AT)
    for check, by in ((covert_profile.review, people.helen), (covert_profile.audit, people.simon)):
        with pytest.raises(WrongState, match=NOT_READ):
            check(row, found="Each use has its look", by=by, at=given.AT)
    covert_profile.read(row, by=people.simon, at=given.AT)
    for change in (
        lambda: risk_assessment.assess(
            row, user=people.ines, risks="Seen", measures="Two people", by=people.helen, at=given.AT
        ),
        lambda: covert_profile.set_users(row, services=[], users=[], by=people.helen, at=given.AT),
    ):
        covert_profile.audit(row, found="Each use has its look", by=people.simon, at=given.AT)
        covert_profile.read(row, by=people.simon, at=given.AT)
        covert_profile.read(row, by=people.helen, at=given.AT)
        change()
        with pytest.raises(WrongState, match=NOT_READ):
            covert_profile.audit(row, found="Each use has its look", by=people.simon, at=given.AT)
        covert_profile.read(row, by=people.simon, at=given.AT)
    page = words(
        signed_in(people.simon).get(reverse("authorisations:covert_profile_audit", args=[row.reference]))
    )
    assert "Test purchases" in page


def test_a_head_shows_nothing_so_nobody_has_read_anything(people):
    row = covert_profile.enter(
        covert_profile.ProfileParticulars(
            "facebook", "Robin", "robin.9477", "Test purchases", given.AT.date()
        ),
        services=[],
        users=[people.ines],
        names_a_real_person=False,
        by=people.helen,
        at=given.AT,
    )
    address = reverse("authorisations:covert_profile", args=[row.reference])
    oliver = signed_in(people.oliver)
    assert oliver.head(address).status_code == 200
    with pytest.raises(WrongState, match=NOT_READ):
        covert_profile.approve(row, by=people.oliver, at=given.AT)
    oliver.get(address)
    assert covert_profile.approve(row, by=people.oliver, at=given.AT).state == "approved"
