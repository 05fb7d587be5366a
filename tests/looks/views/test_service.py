"""The supervisor's page of looks leads to those that its reader may open, and names the others."""

import re
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.looks import given as looks
from tests.oversight.error_report import given as errors
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


def test_a_look_that_was_reported_is_no_longer_to_be_checked_and_says_where_its_report_stands(people):
    row = looks.made(people, looks.a_subject(people), facts={})
    helen, ines = signed_in(people.helen), signed_in(people.ines)
    to_check = "Check these looks first"
    assert to_check in words(helen.get("/looks/service/"))
    assert "decides whether the look is an error to report" in words(ines.get(f"/looks/{row.reference}/"))
    report = errors.a_suspected_error(people, look=row)
    page = words(helen.get("/looks/service/"))
    assert to_check not in page
    assert f"{report.reference}, suspected" in page
    assert "has not decided on it yet" in words(ines.get(f"/looks/{row.reference}/"))
    errors.an_established_error(people, row=report)
    assert f"{report.reference}, established, to be reported" in words(helen.get("/looks/service/"))
    told = words(ines.get(f"/looks/{row.reference}/"))
    assert "The senior responsible officer decided that this look is an error to report." in told
    assert report.reference not in told
    assert report.reference not in words(signed_in(people.marian).get("/looks/service/"))


def test_who_keeps_the_looks_of_all_is_told_who_can_add_them_to_an_investigation(people):
    theirs = looks.somebody_elses(people)
    refused = words(signed_in(people.helen).get(f"/looks/{theirs.look.reference}/"))
    assert "you are not on the list of people with access to its investigation" in refused
    assert "ask the RIPA co-ordinator" not in refused
    unknown = words(signed_in(people.helen).get("/looks/LK-9999/"))
    assert "you are not on the list of people with access to its investigation" in unknown


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


def test_the_figures_of_a_year_lead_to_their_looks_for_whoever_may_read_them(people):
    subject = looks.a_subject(people)
    row = looks.made(people, subject, facts={})
    earlier = looks.made(people, subject, facts={}, looked_at=looks.AT.replace(year=2025))
    helen = signed_in(people.helen)
    page = helen.get("/looks/figures/?year=2026")
    links = [unescape(one) for one in re.findall(r'href="(/looks/service/[^"]+#every)"', page.text)]
    assert len(links) == 6  # service, purpose, manner, platform, month; and those without a basis
    for link in links:
        listed = helen.get(link).text.partition('id="every"')[2]
        assert row.reference in listed
        assert earlier.reference not in listed
    assert "#every" not in signed_in(people.bryn).get("/looks/figures/?year=2026").text
    assert "Line managers can read those of their own services" in words(
        signed_in(people.bryn).get("/looks/figures/?year=2026")
    )
    listed = signed_in(people.marian).get("/looks/service/?every-year=2025").text.partition('id="every"')[2]
    assert earlier.reference in listed
    assert row.reference not in listed
