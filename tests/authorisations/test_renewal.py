"""Renewed before the end, by an officer and a court, from the end of the old period; later it is a new authorisation."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.authorisations import given
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.pages import signed_in, words
from tests.rights import refused_to_all_but
from tests.triage.given import assessed_case
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import cancellation, renewal, review
from watchbook.keys.envelope import opened
from watchbook.organisation.models import Authority

DECIDED = datetime(2026, 5, 28, 9, tzinfo=UTC)
ORDERED = datetime(2026, 6, 1, 10, tzinfo=UTC)


def order(one, by, *, ordered_at=ORDERED, outcome="approved"):
    """The court's order on a renewal."""
    told_ = replace(given.ORDER, ordered_at=ordered_at, outcome=outcome)
    file = given.SIGNED if outcome == "approved" else None
    return renewal.record_order(one, told_, file=file, by=by, at=ordered_at + timedelta(hours=1))


def test_a_renewal_approved_before_the_end_runs_from_the_end(people):
    row = given.in_force(people)
    one = given.a_renewal(people, row, at=DECIDED)
    row.refresh_from_db()
    assert (row.ends_on, row.times_renewed) == (date(2026, 6, 3), 0)
    row = order(one, people.ines)
    assert (row.ends_on, row.times_renewed) == (date(2026, 9, 3), 1)
    assert opened(one.report)["answers"]["product"] == "Six listings"
    assert told(row)[0] == "renewal.completed"
    assert str(one) == "1"


def test_a_renewal_beyond_what_the_newest_assessment_asks_says_why(people):
    row = given.in_force(people)
    assessed_case(people, "T16", subject=row.investigation.subjects.get())  # told openly: overt
    report = given.reported(people, row, step="renewal", at=DECIDED)
    leaves_nothing(
        WrongState,
        lambda: renewal.decide(
            row, given.COMMENTS, report=report, is_granted=True, by=people.oliver, at=DECIDED
        ),
        "The newest assessment asks for less than this authorisation: T-",
    )
    one = given.renewal_decided(people, row, report, at=DECIDED)
    assert "asks for less" in str(opened(one)["remarks"])


def test_an_assessment_of_less_that_waits_for_its_answer_is_raised_too(people, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: DECIDED)
    row = given.in_force(people)
    subject = row.investigation.subjects.get()
    assessed_case(people, "T02", subject=subject)
    held = assessed_case(people, "T16", subject=subject, changed="She was told openly")
    assert held.is_held
    said = f"{held.assessment} says “Overt look” but still waits for an answer. Have the assessment signed or answered first, or say why"
    report = given.reported(people, row, step="renewal", at=DECIDED)
    page = words(signed_in(people.oliver).get(f"/authorisations/{row}/renewal/"))
    assert said in page
    assert (
        f"The triage answers in it give “Overt look”, which does not apply until somebody with the right to decide has signed or answered. Open {held.assessment}"
        in page
    )
    told_ = {"report": report, "is_granted": True, "by": people.oliver, "at": DECIDED}
    leaves_nothing(WrongState, lambda: renewal.decide(row, given.COMMENTS, **told_), said)


def test_a_renewal_that_the_court_approves_after_the_end_is_none(people):
    row = given.in_force(people)
    one = given.a_renewal(people, row, at=DECIDED)
    late = datetime(2026, 6, 3, 23, 0, tzinfo=UTC)
    leaves_nothing(WrongState, lambda: order(one, people.ines, ordered_at=late), "new application")


def test_a_refusal_by_officer_or_court_leaves_the_end_as_it_was(people):
    row = given.in_force(people)
    given.a_renewal(people, row, at=DECIDED, is_granted=False)
    one = given.a_renewal(people, row, at=DECIDED)
    for late in (
        lambda: given.reported(people, row, step="renewal", at=DECIDED),
        lambda: given.renewal_decided(people, row, None, at=DECIDED),
    ):
        leaves_nothing(WrongState, late, "another renewal is waiting for the court")
    assert order(one, people.helen, outcome="refused").ends_on == date(2026, 6, 3)
    again = given.a_renewal(people, row, at=DECIDED)
    assert order(again, people.helen).ends_on == date(2026, 9, 3)
    leaves_nothing(
        WrongState, lambda: order(again, people.helen), "order on this renewal is already recorded"
    )


def test_outside_ripa_the_officer_renews_at_once(people):
    row = given.in_force(people, kind="non_ripa")
    one = given.a_renewal(people, row, at=DECIDED)
    row.refresh_from_db()
    assert (row.ends_on, row.times_renewed) == (date(2026, 9, 1), 1)
    leaves_nothing(WrongState, lambda: order(one, people.ines), "does not need a court’s approval")


def test_a_source_is_reviewed_before_it_is_renewed(people):
    row = given.in_force(people, kind="chis")
    report = given.reported(people, row, step="renewal", at=DECIDED)
    leaves_nothing(
        WrongState, lambda: given.renewal_decided(people, row, report, at=DECIDED), "have not been reviewed"
    )
    given.reviewed(people, row, at=datetime(2026, 3, 30, 9, tzinfo=UTC), next_due_on=date(2026, 4, 30))
    assert given.a_renewal(people, row, at=DECIDED).is_granted


def test_without_the_applicants_report_it_is_not_renewed(people):
    row = given.in_force(people)

    def decide(report, said=given.COMMENTS):
        return renewal.decide(row, said, report=report, is_granted=True, by=people.oliver, at=DECIDED)

    leaves_nothing(WrongState, lambda: decide(None, given.ALONE), "the application for the renewal")
    report = given.reported(people, row, step="renewal", at=DECIDED)
    newer = given.reported(people, row, step="renewal", at=DECIDED + timedelta(minutes=1))
    leaves_nothing(WrongState, lambda: decide(report), "the applicant has sent a newer report")
    leaves_nothing(
        WrongState, lambda: decide(newer, replace(given.COMMENTS, comments=" ")), "comments of your own"
    )
    assert decide(newer).is_granted


def test_without_the_applicants_report_an_officer_can_only_decide_not_to_renew(people, monkeypatch):
    row = given.in_force(people)
    monkeypatch.setattr(timezone, "now", lambda: DECIDED)
    oliver, address = signed_in(people.oliver), f"/authorisations/{row}/renewal/"
    asked = oliver.get(address)
    assert "it is the application for the renewal. You can only decide not to renew." in words(asked)
    assert 'value="yes"' not in asked.text
    told = words(oliver.post(address, {"is_granted": "yes"}))
    assert "Enter your comments" in told
    assert "Enter why you are deciding without the applicant’s report" in told
    answers = {"comments": "The case is closed", "without_report": "Ines has left the council"}
    assert oliver.post(address, answers | {"is_granted": "no"}).status_code == 302
    assert row.renewals.get().is_granted is False
    assert oliver.get(f"/authorisations/{row}/papers/renewal/1.pdf").status_code == 200


def test_an_officer_decides_and_nothing_stays_where_the_log_fails(people, monkeypatch):
    row = given.in_force(people)
    report = given.reported(people, row, step="renewal", at=DECIDED)

    def decide(by):
        return renewal.decide(row, given.COMMENTS, report=report, is_granted=True, by=by, at=DECIDED)

    refused_to_all_but({"oliver", "judith"}, people, decide, match="only the")
    undone_when_the_log_fails(monkeypatch, renewal, lambda: decide(people.oliver))
    one = decide(people.oliver)
    refused_to_all_but({"ines", "helen"}, people, lambda by: order(one, by), match=".")
    undone_when_the_log_fails(monkeypatch, renewal, lambda: order(one, people.ines))


def test_what_was_cancelled_or_stopped_meanwhile_is_not_renewed(people):
    row = given.in_force(people)
    one = given.a_renewal(people, row, at=DECIDED)
    cancellation.instruct_stop(row, instruction="Stop", by=people.oliver, at=DECIDED)
    leaves_nothing(
        WrongState,
        lambda: order(one, people.ines),
        "cannot renew this authorisation: officers were told to stop",
    )
    leaves_nothing(
        WrongState,
        lambda: given.renewal_decided(people, row, None, at=DECIDED),
        "cannot renew this authorisation: officers were told to stop",
    )
    given.cancelled(people, row, at=DECIDED)
    leaves_nothing(WrongState, lambda: order(one, people.ines), "“cancelled”, so it cannot be renewed")


def test_an_order_made_before_the_end_and_recorded_after_it_still_renews(people):
    row = given.in_force(people)
    one = given.a_renewal(people, row, at=DECIDED)
    told_ = replace(given.ORDER, ordered_at=datetime(2026, 6, 3, 22, 59, tzinfo=UTC))
    row = renewal.record_order(
        one, told_, file=given.SIGNED, by=people.ines, at=datetime(2026, 6, 9, 9, tzinfo=UTC)
    )
    assert row.ends_on == date(2026, 9, 3)


@pytest.mark.parametrize(
    ("born", "renewed_until"),
    [(date(2008, 6, 28), date(2026, 11, 3)), (date(2008, 6, 20), date(2027, 7, 3))],
)
def test_a_sources_age_is_that_of_the_day_on_which_it_is_renewed(people, born, renewed_until):
    source = {"born": born}
    row = given.in_force(people, kind="chis", source=source, by=people.judith)
    assert row.ends_on == date(2026, 7, 3)
    at = datetime(2026, 6, 25, 9, tzinfo=UTC)
    review.review(
        row,
        given.ALONE,
        report=None,
        decision="continue",
        next_due_on=date(2026, 7, 20),
        by=people.judith,
        at=at,
    )
    one = given.a_renewal(people, row, at=at, by=people.judith)
    assert order(one, people.ines, ordered_at=at + timedelta(days=3)).ends_on == renewed_until


def test_in_scotland_it_is_renewed_to_the_last_moment_and_not_at_midnight(people):
    Authority.objects.update(nation="scotland")
    row = given.in_force(people)
    midnight = datetime(2026, 6, 1, 23, tzinfo=UTC)  # in London the end of 1 June
    last = midnight - timedelta(microseconds=1)
    report = given.reported(people, row, step="renewal", at=last)
    leaves_nothing(
        WrongState,
        lambda: given.renewal_decided(people, row, report, at=midnight),
        "make a new application",
    )
    given.renewal_decided(people, row, report, at=last)
    row.refresh_from_db()
    assert (row.times_renewed, row.ends_on) == (1, date(2026, 9, 1))


def test_a_renewal_that_waits_for_the_court_is_said_before_another_is_written(people, monkeypatch):
    row = given.in_force(people)
    monkeypatch.setattr(timezone, "now", lambda: DECIDED)
    one = given.a_renewal(people, row, at=DECIDED)
    for by, page, button in (
        (people.ines, "report/renewal", "Apply for the renewal"),
        (people.oliver, "renewal", "Renew this authorisation"),
    ):
        client = signed_in(by)
        shown = client.get(f"/authorisations/{row}/{page}/")
        assert "another renewal is waiting for the court. Record the court’s order first." in words(shown)
        assert "<textarea" not in shown.text
        whole = words(client.get(f"/authorisations/{row}/"))
        assert button not in whole
        assert "1 renewal" not in whole
    decided = words(signed_in(people.ines).get(f"/authorisations/{row}/report/review/"))
    assert "Renewal of 28 May 2026: granted, waiting for the court’s order" in decided
    order(one, people.ines)
    assert "1 renewal" in words(signed_in(people.ines).get(f"/authorisations/{row}/"))
    decided = words(signed_in(people.ines).get(f"/authorisations/{row}/report/review/"))
    assert "Renewal of 28 May 2026: granted; the court’s order: approved" in decided
