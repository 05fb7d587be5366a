"""The records manager's line about overdue records: every reason to keep one is asked for with the others."""

from datetime import date

from django.utils import timezone

from tests import given as council
from tests.foi.sent import a_sent_answer
from tests.governance import signed
from tests.governance.third_parties.given import a_third_party
from tests.pages import signed_in
from tests.retention import given as holds
from tests.retention.complaint import given as complaints
from tests.retention.deletion import given as lists
from tests.retention.rights_request import given as rights
from watchbook.foi.request import request
from watchbook.home.queries import waiting_for
from watchbook.organisation.queries import today
from watchbook.retention import due

AT_MOST = 12  # as every first page: tests/home/test_queries.py


def contracts(people, count):
    """Contracts that have had their time, the longest overdue first."""
    return [
        a_third_party(people, who=f"Company {year}", from_on=date(2009, 1, 1), until_on=date(year, 12, 31))
        for year in range(2010, 2010 + count)
    ]


def reasons_to_keep(people, held, listed):
    """One of each: a hold, one that somebody else ended, requests and a complaint, each open and closed, and a list."""
    holds.a_hold(people, held[0])
    holds.ended(people, holds.a_hold(people, held[1], by=people.fatima), by=people.simon)
    council.a_letter(people, subject="About Jane Roe")
    answered = rights.an_answered_request(people)
    complaints.a_complaint(people, request_reference=answered.reference)
    rights.a_restricting_request(people)
    lists.a_proposed_list(people, listed)
    a_sent_answer(people)


def test_it_takes_the_queries_of_one_however_many_reasons_there_are(people, django_assert_max_num_queries):
    signed.an_adopted_schedule(people)
    *held, listed, first_free, _next = contracts(people, 5)
    reasons_to_keep(people, held, listed)
    client = signed_in(people.winston)
    with django_assert_max_num_queries(AT_MOST):
        page = client.get("/").text
    assert "Overdue records" in page
    [told] = [one for one in waiting_for(people.winston, on=today()) if one.what == "Overdue records"]
    last_days = {row.item.id: row.last_on for row in due.page(on=today())}
    assert told.by == last_days[first_free.id] > last_days[held[0].id]
    asked = "How many contracts with third parties do you have for research on social media?"
    request.receive(asked, received_on=today(), regime="foia", by=people.bryn, at=timezone.now())
    with django_assert_max_num_queries(AT_MOST):
        page = client.get("/").text
    assert "Overdue records: each is held by a request, under a legal hold or on a deletion list" in page
    assert 'href="/retention/"' in page
