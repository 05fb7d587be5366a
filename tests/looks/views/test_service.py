"""The supervisor's page of looks leads to those that its reader may open, and names the others."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.looks import given as looks
from tests.pages import signed_in, words


def test_looks_of_investigations_closed_to_the_reader_are_named_without_a_link(people):
    theirs = looks.somebody_elses(people)
    look, address = theirs.look, f'href="/looks/{theirs.look.reference}/"'
    page = signed_in(people.helen).get("/looks/service/")
    assert look.reference in page.text
    assert address not in page.text
    assert "You cannot open 1 of the looks below: you are not on the list" in words(page)
    manager = signed_in(people.marian).get("/looks/service/")
    assert address in manager.text
    assert "You cannot open" not in words(manager)


def test_the_page_takes_the_same_queries_for_looks_of_many_investigations(people):
    officer = looks.an_officer_of_housing(people)
    client, taken = signed_in(people.helen), []
    for count in (1, 6):
        for _ in range(count):
            looks.made(people, looks.their_subject(people, officer), by=officer)
        with CaptureQueriesContext(connection) as queries:
            client.get("/looks/service/")
        taken.append(len(queries))
    assert taken[0] == taken[1]
