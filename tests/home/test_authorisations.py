"""What waits about authorisations, for each who must act."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from tests.authorisations import given
from tests.pages import signed_in, words
from watchbook.home.queries import waiting_for
from watchbook.investigations import need_to_know
from watchbook.organisation import duty


def waits(person, on=date(2026, 3, 2)):
    """What waits for somebody about authorisations."""
    return [(one.to_do, one.by) for one in waiting_for(person, on=on) if "/authorisations/" in one.href]


def test_each_step_waits_for_whoever_takes_it(people):
    given.a_submitted(people)
    assert waits(people.helen) == [("check the application", None)]
    given.a_passed(people)
    assert waits(people.oliver) == [("decide on the application", None)]
    given.a_granted(people)
    assert ("take the authorisation to court: it has no effect until the court approves it", None) in waits(
        people.ines
    )
    assert not waits(people.nell)


def test_an_application_that_was_sent_stands_in_its_applicants_work_with_who_has_it(people):
    sent, passed = given.a_submitted(people), given.a_passed(people)
    head = given.a_passed(people, is_confidential=True)
    told = {
        one.what.split()[-1]: (one.to_do, one.waits_for)
        for one in waiting_for(people.ines, on=given.AT.date())
    }
    assert told == {
        sent.reference: ("check the application", "RIPA co-ordinator"),
        passed.reference: ("decide on the application", "authorising officer"),
        head.reference: ("decide on the application", "head of paid service"),
    }
    assert "Waiting for others" in words(signed_in(people.ines).get("/"))


def test_what_the_co_ordinator_checked_stands_in_their_work_with_who_has_it(people):
    passed = given.a_passed(people)
    returned = given.returned(people, "Say which market")
    told = {
        one.what.split()[-1]: (one.to_do, one.waits_for)
        for one in waiting_for(people.helen, on=given.AT.date())
        if "/authorisations/" in one.href
    }
    assert told == {
        passed.reference: ("decide on the application", "authorising officer"),
        returned.reference: ("correct the application and send it again", people.ines.name),
    }


def test_a_row_has_the_title_of_the_operation_for_those_who_may_read_it(people):
    row = given.a_passed(people)
    named = f"Directed surveillance {row.reference}: Counterfeit trainers"
    for person in (people.oliver, people.helen, people.ines):
        assert named in words(signed_in(person).get("/"))
    need_to_know.add(row.investigation, people.helen, by=people.marian, at=timezone.now())
    need_to_know.remove(row.investigation, people.ines, by=people.marian, at=timezone.now())
    page = words(signed_in(people.ines).get("/"))
    assert f"Directed surveillance {row.reference}" in page
    assert f"{row.reference}:" not in page
    assert "Counterfeit trainers" not in page


def test_a_grant_and_a_renewal_wait_for_the_courts_order_with_the_co_ordinator_too(people):
    given.a_granted(people)
    decided, asked = given.DECIDED.date(), date(2026, 3, 9)
    for person, told in (
        (people.ines, "take the authorisation to court: it has no effect until the court approves it"),
        (
            people.helen,
            "no court order is recorded yet: the applicant takes the papers to the court; record the order once the court has made it",
        ),
    ):
        (one,) = waiting_for(person, on=asked)[:1]
        assert (one.to_do, one.since, one.days_waiting(asked)) == (told, decided, 7)
    (one,) = waiting_for(people.oliver, on=asked)
    told = "take the authorisation to court, and record the court’s order"
    assert (one.to_do, one.since, one.waits_for) == (told, decided, people.ines.name)
    row = given.in_force(people)
    given.a_renewal(people, row, at=datetime(2026, 5, 20, 9, tzinfo=UTC))
    told = "no court order on the renewal is recorded yet: the authorisation ends unless the court approves the renewal"
    assert (told, date(2026, 6, 3)) in waits(people.helen, date(2026, 5, 25))


def test_the_head_of_paid_service_has_what_only_the_head_decides_and_what_nobody_else_can(people):
    given.a_passed(people)
    assert waits(people.oliver) == [("decide on the application", None)]
    assert waits(people.judith) == []
    given.a_passed(people, is_confidential=True)
    assert waits(people.judith) == [("decide on the application", None)]
    for held in people.oliver.duties.all():
        duty.end(held, on=given.AT.date(), by=people.ada, at=given.AT)
    assert len(waits(people.judith)) == 2


def test_reviews_ends_and_lapses_wait_for_officer_applicant_and_sro(people):
    given.in_force(people)
    assert ("review the authorisation", date(2026, 3, 30)) in waits(people.oliver, date(2026, 3, 25))
    told = (
        "write the report for the review: from 9 April 2026 you cannot open new looks under the authorisation"
    )
    assert (told, date(2026, 3, 30)) in waits(people.ines, date(2026, 4, 1))
    told = "review the authorisation: from 9 April 2026 officers cannot open new looks under it"
    assert (told, date(2026, 3, 30)) in waits(people.oliver, date(2026, 4, 1))
    lapsed = ("cancel the authorisation: it lapsed before anybody cancelled it", date(2026, 6, 3))
    barred = (
        "review the authorisation: officers cannot open new looks under it until you do",
        date(2026, 3, 30),
    )
    for person in (people.simon, people.helen):  # who oversee it, and for whom else it waits
        assert waits(person, date(2026, 3, 30)) == []
        assert waits(person, date(2026, 6, 3)) == [barred]
        assert {one.waits_for for one in waiting_for(person, on=date(2026, 6, 3)) if one.by == barred[1]} == {
            "Oliver"
        }
    for person in (people.oliver, people.simon):
        assert lapsed in waits(person, date(2026, 6, 4))
    (told,) = [one for one, _by in waits(people.ines, date(2026, 6, 4))]
    assert (
        told == "write the report for the cancellation: the authorisation lapsed before anybody cancelled it"
    )


def test_a_report_waits_for_the_officers_until_one_has_decided(people):
    row = given.in_force(people)
    at = datetime(2026, 3, 20, 9, tzinfo=UTC)
    for minute in range(2):
        report = given.reported(people, row, step="review", at=at + timedelta(minutes=minute))
    told = ("review the authorisation: the applicant has sent the report", None)
    assert waits(people.oliver).count(told) == waits(people.judith).count(told) == 1
    facts = {"decision": "continue", "next_due_on": date(2026, 4, 1), "report": report}
    given.review.review(row, given.COMMENTS, by=people.oliver, at=at, **facts)
    assert told not in waits(people.judith)


def test_one_authorisation_is_one_line_with_what_to_do_next_and_what_follows(people):
    row = given.in_force(people)
    end = date(2026, 6, 1)
    (told,) = waits(people.oliver, end)
    then = "; then get the applicant’s report for the renewal in time for a court hearing, or cancel the authorisation"
    barred = f"review the authorisation: officers cannot open new looks under it until you do{then}"
    assert told == (barred, date(2026, 3, 30))
    assert len(waits(people.ines, end)) == 1
    given.reported(people, row, step="review", at=datetime(2026, 6, 1, 9, tzinfo=UTC))
    (told,) = waits(people.oliver, end)
    come = f"review the authorisation: the applicant has sent the report{then}"
    assert told == (come, date(2026, 3, 30))
    (told,) = waits(people.ines, end)
    assert told == ("apply for the renewal, or write the report for the cancellation", date(2026, 6, 3))


def test_a_renewal_that_was_granted_waits_for_the_applicant_to_go_to_court_and_no_longer_for_the_officer(
    people,
):
    row, end = given.in_force(people), date(2026, 5, 25)
    given.a_renewal(people, row, at=datetime(2026, 5, 20, 9, tzinfo=UTC))
    renews = [told for told, _by in waits(people.oliver, end) if "renew" in told]
    assert not renews
    (told,) = [told for told, _by in waits(people.ines, end) if "renew" in told]
    assert "take the renewal to court: the authorisation ends unless the" in told
