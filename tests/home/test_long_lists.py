"""Lists that grow show 25 rows a page and ask as many questions of the database for many rows as for few."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import given
from tests.looks import given as looks
from tests.oversight.error_report import given as errors
from tests.pages import signed_in, words
from watchbook.organisation import duty, person
from watchbook.organisation.queries import today

ON_A_PAGE = 25


def more_people(people, number):
    person.add(
        email=f"p{number}@council.invalid",
        name=f"Person {number:03}",
        service=None,
        by=people.ada,
        at=given.AT,
    )


def more_errors(people, number):
    errors.a_suspected_error(people)


def more_looks(people, number):
    at = timezone.now() - timedelta(days=2, minutes=number)
    looks.made(people, looks.Subject.objects.first() or looks.a_subject(people), looked_at=at)


@pytest.mark.parametrize(
    ("path", "reader", "more", "row"),
    [
        ("/organisation/people/", "bashir", more_people, 'href="/organisation/people/0'),
        ("/oversight/errors/", "simon", more_errors, 'href="/oversight/errors/ERR-'),
        ("/looks/of/INV-0001/", "ines", more_looks, 'href="/looks/LK-'),
    ],
)
def test_a_long_list_is_cut_into_pages_and_takes_the_same_queries(people, path, reader, more, row):
    client, taken = signed_in(getattr(people, reader)), []
    for first, count in ((0, 3), (3, 30)):
        for number in range(first, count):
            more(people, number)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(path)
        taken.append(len(queries))
    assert page.text.count(row) == ON_A_PAGE
    assert "Next" in words(page)
    assert taken[0] == taken[1]
    rest = client.get(f"{path}?page=2")
    assert 0 < rest.text.count(row) < ON_A_PAGE


def test_people_are_filtered_by_the_duty_that_they_hold_today(people):
    client = signed_in(people.bashir)
    page = words(client.get("/organisation/people/?duty=investigator"))
    accounts = page[page.index("Accounts") :]
    assert "Ines" in accounts
    assert "Marian" not in accounts
    duty.end(people.ines.duties.get(), on=today(), by=people.ada, at=timezone.now())
    assert "Ines" in words(client.get("/organisation/people/?duty=investigator"))
    assert "Marian" in words(client.get("/organisation/people/?duty=none-such"))
