"""The applicant's half: reported, looked over, and read by an officer who is somebody else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.authorisations import given
from tests.authorisations.test_earlier_record_import import GRANTED, import_rows
from tests.log import leaves_nothing, undone_when_the_log_fails
from tests.pages import signed_in, words
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.audit_log.queries import event_named
from watchbook.authorisations import applicant_report, authorising, cancellation, reading, review
from watchbook.authorisations.models import Authorisation, Review
from watchbook.authorisations.next_step import next_step
from watchbook.authorisations.permissions import may_send_report
from watchbook.authorisations.queries.asked_reports import asked_about
from watchbook.authorisations.remark import open_report
from watchbook.authorisations.report_form import report_boxes
from watchbook.home.queries import waiting_for
from watchbook.investigations import need_to_know
from watchbook.keys.envelope import opened
from watchbook.organisation import duty
from watchbook.organisation.rules import DutyKind

AT = datetime(2026, 3, 30, 9, tzinfo=UTC)
NEXT = date(2026, 4, 30)


def reviewed(people, row, report, *, said=given.COMMENTS, by=None, at=AT):
    """Reviewed by Oliver on a report."""
    facts = {"decision": "continue", "next_due_on": NEXT, "report": report}
    return review.review(row, said, by=by or people.oliver, at=at, **facts)


def test_a_report_waits_until_the_officer_decides_and_a_newer_one_replaces_it(people):
    row = given.in_force(people)
    first = given.reported(people, row, step="review", at=AT)
    assert (str(first), open_report(row, "review"), open_report(row, "renewal")) == ("review", first, None)
    sent = event_named("applicant_report.sent", subject=row.id)
    assert (sent.by, sent.fields["step"]) == (people.ines.id, "review")
    assert personal_facts(sent)["found"] == "Two new listings"
    second = given.reported(people, row, step="review", at=AT + timedelta(minutes=1))
    leaves_nothing(WrongState, lambda: reviewed(people, row, first), "the applicant has sent a newer report")
    reviewed(people, row, second)
    assert open_report(row, "review") is None
    leaves_nothing(WrongState, lambda: reviewed(people, row, second), "the applicant has sent a newer report")


def test_an_officer_decides_without_a_report_only_by_saying_why(people):
    row = given.in_force(people)
    leaves_nothing(WrongState, lambda: reviewed(people, row, None), "say why you are deciding without it")
    leaves_nothing(
        WrongState,
        lambda: cancellation.cancel(row, given.ENDING, given.COMMENTS, report=None, by=people.oliver, at=AT),
        "say why you are deciding without it",
    )
    written = reviewed(people, row, None, said=given.ALONE)
    assert opened(written)["without_report"] == "Ines is ill"


def test_a_report_says_all_that_its_step_asks(people):
    row = given.in_force(people, kind="chis")
    leaves_nothing(
        WrongState,
        lambda: given.reported(people, row, step="review", at=AT, welfare=" "),
        "source’s welfare now",
    )


def test_what_repeats_the_application_is_said_and_answered_in_words_that_stay(people, monkeypatch):
    row = given.in_force(people)
    same = dict.fromkeys(("found", "why_continue", "proportionate"), "None yet")
    leaves_nothing(
        WrongState,
        lambda: given.reported(people, row, step="review", at=AT, answered="", **same),
        "these points need your answer. These questions have the same answer:",
    )
    report = given.reported(people, row, step="review", at=AT, answered="The shop was closed", **same)
    assert opened(report)["remarks_answered"] == "The shop was closed"
    pasted = replace(
        given.COMMENTS, comments="What the applicant wrote about the shop and its owner is right."
    )
    written = reviewed(people, row, report, said=pasted)
    assert opened(written)["remarks"] == []
    again = given.reported(people, row, step="review", at=AT + timedelta(days=10), **same)
    assert any("the report of 30 March 2026" in one for one in opened(again)["remarks"])
    leaves_nothing(
        WrongState,
        lambda: reviewed(people, row, again, said=pasted, at=AT + timedelta(days=10)),
        "the officer’s decision of 30 March 2026",
    )
    page = words(signed_in(people.helen).get(f"/authorisations/{row}/"))
    assert "Points that Watchbook raised before the signature" in page
    assert "The shop was closed" in page


def test_a_renewal_minutes_after_the_order_is_said_to_be_early(people):
    row = given.in_force(people)
    soon = given.ORDERED + timedelta(minutes=90)
    leaves_nothing(
        WrongState,
        lambda: given.reported(people, row, step="renewal", at=soon, answered=""),
        "This renewal is early",
    )
    report = given.reported(people, row, step="renewal", at=soon)
    leaves_nothing(
        WrongState,
        lambda: given.renewal.decide(
            row, given.COMMENTS, report=report, is_granted=True, by=people.oliver, at=soon
        ),
        "This renewal is early",
    )


def test_a_report_is_about_what_runs(people):
    granted = given.a_granted(people)
    leaves_nothing(
        WrongState, lambda: given.reported(people, granted, step="review", at=AT), "cannot report on this"
    )
    given.reported(people, granted, step="cancellation", at=AT)
    row = given.in_force(people)
    late = datetime(2026, 6, 3, 23, 0, tzinfo=UTC)
    leaves_nothing(
        WrongState,
        lambda: given.reported(people, row, step="renewal", at=late),
        "last date in force of the authorisation was 3 June 2026",
    )
    given.reported(people, row, step="cancellation", at=late)


def test_nobody_decides_on_their_own_report(people):
    row = given.in_force(people)
    both = duty.propose(people.oliver, kind=DutyKind.INVESTIGATOR, from_on=AT.date(), by=people.ada, at=AT)
    duty.grant(both, by=people.bashir, at=AT)
    need_to_know.add(row.investigation, people.oliver, by=people.ines, at=AT)
    report = given.reported(people, row, step="review", at=AT, by=people.oliver)
    leaves_nothing(NotPermitted, lambda: reviewed(people, row, report), "you wrote it")
    facts = {"authorisation": row, "reviewed_on": AT.date(), "decision": "cancel", "at": AT, "envelope": b"x"}
    for by, one in (
        (people.oliver, report),
        (people.judith, given.reported(people, row, step="renewal", at=AT)),
    ):
        with transaction.atomic(), pytest.raises(IntegrityError, match="somebody else"):
            Review(report=one, by=by, **facts).save(force_insert=True)
    assert reviewed(people, row, report, by=people.judith).report == report


def test_those_who_work_on_it_report_and_nothing_stays_where_the_log_fails(people, monkeypatch):
    row = given.in_force(people)

    def send(by):
        return given.reported(people, row, step="review", at=AT, by=by)

    refused_to_all_but({"ines"}, people, send, match="cannot report|only an investigator|only the")
    undone_when_the_log_fails(monkeypatch, applicant_report, lambda: send(people.ines))


def test_identical_beliefs_at_the_grant_are_said_and_answered(people):
    given.able_to_decide(people)
    row = given.a_passed(people)
    same = replace(given.WORDS, proportionality=given.WORDS.necessity)

    def grant(said):
        return authorising.grant(
            row, said, review_on=date(2026, 3, 30), by=people.oliver, at=given.DECIDED, version=text.number
        )

    text = row.applicationversions.get()
    reading.read_text(row, text, by=people.oliver, at=given.DECIDED)
    leaves_nothing(
        WrongState,
        lambda: grant(same),
        "These questions have the same answer: “Why do you believe that the authorisation is nec",
    )
    granted = grant(replace(same, remarks_answered="The same facts bear both"))
    assert opened(granted.determinations.get())["remarks_answered"] == "The same facts bear both"


def test_the_pages_say_what_was_noticed_and_keep_what_was_typed(people, monkeypatch):
    row = given.in_force(people)
    monkeypatch.setattr(timezone, "now", lambda: AT)
    ines, oliver = signed_in(people.ines), signed_in(people.oliver)
    answers = dict.fromkeys((box.id for box in report_boxes("review", kind=row.kind)), "None yet.")
    address = f"/authorisations/{row}/report/review/"
    assert "Your answer to the points that we raised" not in words(ines.get(address))
    asked = words(ines.post(address, answers))
    assert "We raised these points: These questions have the same answer:" in asked
    assert asked.count("None yet.") == len(answers)
    assert open_report(row, "review") is None
    assert ines.post(address, answers | {"remarks_answered": "The page was closed"}).status_code == 302
    page = words(oliver.get(f"/authorisations/{row}/review/"))
    for said in ("None yet.", "The page was closed", "In the application", "What is said of collateral."):
        assert said in page
    assert ines.get(f"/authorisations/{row}/report/nothing/").status_code == 404


def test_an_officer_asks_for_the_report_and_its_applicant_is_told_until_it_comes(people, monkeypatch):
    row = given.in_force(people)
    early = datetime(2026, 3, 10, 9, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: early)
    page = signed_in(people.oliver).get(f"/authorisations/{row}/")
    assert "Watchbook asks Ines for the report for the review under “Your work” from 23 March 2026" in words(
        page
    )
    assert "Ask for the report" in words(page)
    assert "Ask for the report" not in words(signed_in(people.ines).get(f"/authorisations/{row}/"))
    asked = signed_in(people.oliver).post(f"/authorisations/{row}/report/review/ask/", follow=True)
    assert "An officer last asked for it on 10 March 2026." in words(asked)
    assert "Ask for the report" not in words(asked)
    told = "write the report for the review (the authorising officer asked for this on 10 March 2026)"
    assert told in [one.to_do for one in waiting_for(people.ines, on=early.date())]
    assert told in [one.to_do for one in waiting_for(people.ines, on=date(2026, 3, 25))]
    again = signed_in(people.oliver).post(f"/authorisations/{row}/report/review/ask/", follow=True)
    assert (
        "You cannot ask for this report: somebody has already asked the applicant for the report today"
        in words(again)
    )
    assert signed_in(people.oliver).post(f"/authorisations/{row}/report/nothing/ask/").status_code == 404
    given.reported(people, row, step="review", at=early + timedelta(hours=1))
    assert not [one for one in waiting_for(people.ines, on=early.date()) if "asked" in one.to_do]
    later = {"by": people.oliver, "at": early + timedelta(hours=2)}
    leaves_nothing(
        WrongState,
        lambda: applicant_report.ask(row, step="review", **later),
        "the applicant has sent the report",
    )
    applicant_report.ask(row, step="renewal", **later)
    assert "apply for the renewal (the authorising officer asked for this on 10 March 2026)" in [
        one.to_do for one in waiting_for(people.ines, on=early.date())
    ]


def test_a_review_without_the_report_ends_the_asking_for_it(people):
    row = given.in_force(people)
    applicant_report.ask(row, step="review", by=people.oliver, at=AT - timedelta(days=9))
    given.reviewed(people, row, at=AT, next_due_on=NEXT)
    assert asked_about(row) is None


def test_who_may_decide_asks_for_a_report_of_what_is_in_force(people, monkeypatch):
    row = given.in_force(people)

    def ask(by):
        return applicant_report.ask(row, step="review", by=by, at=AT)

    undone_when_the_log_fails(monkeypatch, applicant_report, lambda: ask(people.oliver))
    refused_to_all_but({"oliver", "judith"}, people, ask, match="only the")
    late = datetime(2026, 6, 4, 9, tzinfo=UTC)
    with pytest.raises(WrongState, match="the last date in force of the authorisation was 3 June 2026"):
        applicant_report.ask(row, step="review", by=people.oliver, at=late)
    with pytest.raises(WrongState, match="the state of the authorisation is “granted"):
        applicant_report.ask(given.a_granted(people), step="review", by=people.oliver, at=AT)
    (imported,) = import_rows(people, GRANTED | {"cancelled_on": ""})
    with pytest.raises(WrongState, match="names no applicant"):
        applicant_report.ask(imported, step="cancellation", by=people.oliver, at=AT)


def test_what_was_imported_alone_has_no_report(people):
    row = Authorisation(is_imported=True)
    with pytest.raises(NotPermitted, match="You cannot read this authorisation"):
        may_send_report(people.ines, row)


def test_of_an_imported_authorisation_no_text_has_to_be_read(people):
    applicant_report._check_read(Authorisation(is_imported=True), None, step="review", by=people.oliver)


def test_before_its_end_the_applicant_sends_the_report_for_the_renewal_before_anybody_renews(people):
    row = given.in_force(people)
    row.review_due_on = None
    at = datetime(2026, 5, 20, 9, tzinfo=UTC)
    for reader, words_of_act in ((people.ines, "Apply for the renewal"), (people.oliver, "")):
        step = next_step(row, reported=frozenset(), renewal=None, reader=reader, at=at)
        assert step.says.startswith("The applicant must send the report for the renewal")
        assert step.words == words_of_act
    step = next_step(row, reported=frozenset({"renewal"}), renewal=None, reader=people.oliver, at=at)
    assert step.words == "Renew this authorisation"
