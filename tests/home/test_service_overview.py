"""How a service stands, walked as its line manager and the SRO: what is open, in force, signed, trained, recommended, and what ends."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import given as council
from tests.authorisations import given as authorisations
from tests.authorisations.test_earlier_record_import import GRANTED, import_rows
from tests.governance import tools_and_training
from tests.looks import given as looks
from tests.oversight import given as oversight
from tests.pages import signed_in, words
from tests.rights import closed_to_all_but
from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import can
from watchbook.governance.statements.rules import quarter_of
from watchbook.organisation import service
from watchbook.organisation.queries import the_authority
from watchbook.reports.permissions import may_read_service

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The clock of the pages."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def page_of(row, person):
    """The page of a service."""
    page = signed_in(person).get(f"/services/{row.id}/")
    assert page.status_code == 200
    return page


def queries_of(row, person):
    """How many questions the page asks the database."""
    client = signed_in(person)
    client.get("/services/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/services/{row.id}/")
    return len(asked)


def test_it_is_for_its_line_manager_the_co_ordinator_and_the_sro(people):
    ours = people.marian.service
    closed_to_all_but(("marian", "helen", "simon"), people, "/services/", match="the state of a service")
    other = service.add(name="Housing", by=people.ada, at=council.AT)
    readers = {name: getattr(people, name) for name in ("marian", "helen", "simon", "oliver", "ines")}
    may = {
        (name, row.name)
        for name, one in readers.items()
        for row in (ours, other)
        if can(may_read_service, one, row)
    }
    assert may == {("marian", ours.name)} | {
        (name, row.name) for name in ("helen", "simon") for row in (ours, other)
    }
    listed = words(signed_in(people.marian).get("/services/"))
    assert ours.name in listed
    assert "Housing" not in listed
    assert "Housing" in words(signed_in(people.simon).get("/services/"))


def test_the_line_manager_reads_what_is_in_force_and_the_sro_opens_only_what_they_may(people):
    row = authorisations.in_force(people)
    looks.made(people, looks.a_subject(people))
    due = oversight.a_recommendation(people, owner=people.ines)
    ours = people.marian.service
    theirs, sro = page_of(ours, people.marian), page_of(ours, people.simon)
    listed = words(signed_in(people.simon).get("/services/"))
    assert "Authorisations in force 1 Looks in the last 12 months 1" in listed
    link = f'href="/investigations/{row.investigation.reference}/"'
    assert link in theirs.text
    assert link not in sro.text
    assert "that you do not have access to" in words(sro)
    for page in (theirs, sro):
        told = words(page)
        assert "1 authorisation in force" in told
        assert f'href="/authorisations/{row.reference}/"' in page.text
        assert f"{row.reference} ends Date {row.ends_on.day} {row.ends_on:%B %Y}" in told
        assert f"Recommendation {due.reference} is due" in told
        assert "1 look in the last 12 months" in told
    recommended = f'href="/oversight/recommendations/{due.reference}/"'
    assert recommended in sro.text
    assert recommended not in theirs.text


def test_of_an_authorisation_that_they_may_not_read_the_line_manager_learns_nothing(people):
    """An imported one: its page answers the line manager as one that there is not."""
    began = {"decided_on": "2026-02-02", "court_on": "2026-02-05", "cancelled_on": ""}
    (row,) = import_rows(people, GRANTED | began)
    ours = people.marian.service
    theirs, sro = page_of(ours, people.marian), page_of(ours, people.simon)
    assert signed_in(people.marian).get(f"/authorisations/{row.reference}/").status_code == 403
    assert "1 authorisation in force" in words(sro)
    assert row.reference in words(sro)
    assert "0 authorisations in force" in words(theirs)
    assert row.reference not in words(theirs)


def test_it_says_what_is_signed_and_trained_and_where_nothing_is(people):
    def told(row=people.marian.service, person=people.marian):
        return words(page_of(row, person))

    assert "Investigator Holders 1 Trained 0" in told()
    tools_and_training.a_session(people, held_on=date(2026, 3, 2), attended_by=(people.ines,))
    assert "Investigator Holders 1 Trained 1" in told()
    assert "Investigator: Ines’s training stops counting Date" in told()
    for nothing in (
        "This service has no authorisation in force.",
        "This service has no open investigations.",
        "The register shows no looks by this service in the",
        "This service has no open recommendations.",
    ):
        assert nothing in told()
    empty = service.add(name="Housing", by=people.ada, at=council.AT)
    assert "This service has no end dates or due dates coming up." in told(empty, people.simon)
    assert "The duties held in this service need no training." in told(empty, people.simon)


def test_the_link_to_looks_bears_the_heading_that_it_leads_to(people):
    for person, heading in (
        (people.marian, "Looks of the service"),
        (people.simon, "Looks of the whole authority"),
    ):
        assert f'href="/looks/service/">{heading}</a>' in page_of(people.marian.service, person).text
        assert f">{heading}</h1>" in signed_in(person).get("/looks/service/").text


def test_the_line_manager_is_led_to_what_they_have_not_signed(people, monkeypatch):
    quarter = quarter_of(london_day(the_authority().recorded_at))
    over = datetime.combine(quarter.last_on + timedelta(days=1), time(9), tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: over)
    ours = people.marian.service
    sign = f'href="/governance/statements/sign/{ours.id}/{quarter.slug}/"'
    theirs, sro = page_of(ours, people.marian), page_of(ours, people.simon)
    assert sign in theirs.text
    assert sign not in sro.text
    for page in (theirs, sro):
        assert f"{quarter.title} Statement Not signed" in words(page)


def test_no_link_of_it_leads_to_a_refusal_and_more_rows_ask_no_more(people):
    authorisations.in_force(people)
    oversight.a_recommendation(people, owner=people.ines)
    looks.a_plan(people, looks.a_subject(people))
    ours = people.marian.service
    for person in (people.marian, people.helen, people.simon):
        client, page = signed_in(person), page_of(ours, person)
        main = page.text.split("<main")[1]
        links = {one.split('"')[0] for one in main.split('href="/')[1:]}
        assert {client.get(f"/{one}").status_code for one in links} == {200}
    before = {person: queries_of(ours, person) for person in (people.marian, people.simon)}
    authorisations.in_force(people)
    oversight.a_recommendation(people, owner=people.ines)
    looks.a_plan(people, looks.a_subject(people))
    assert {person: queries_of(ours, person) for person in before} == before
