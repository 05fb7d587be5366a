"""The annual return: the figures of answers, signed; nil only on signed statements; what changed since is told."""

import re
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.utils import timezone

from tests.authorisations import given as authorisations
from tests.foi.a_year import authorised, bring_about_a_year
from tests.governance import signed
from tests.log import leaves_nothing
from tests.pages import signed_in, words
from tests.reports.test_processing import text_of
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event
from watchbook.figures.named import QUERIES, figure
from watchbook.governance.statements.rules import quarter_of
from watchbook.organisation.models import Person
from watchbook.reading.times.period import Period
from watchbook.reports import annual_return as returns

PAGE = "/reports/annual-return/"
ON = date(2026, 2, 2)
NEXT_YEAR = datetime(2027, 1, 11, 9, tzinfo=UTC)


def sign(year, *, by, at):
    """Sign the figures as they stand."""
    reader = Person.objects.get(name="Simon")
    return returns.sign(year, shown=returns.annual_return(year, by=reader, on=at.date()).digest, by=by, at=at)


def test_every_figure_is_what_an_answer_to_a_request_says_and_what_the_files_hold(db, tmp_path):
    bring_about_a_year(tmp_path / "year", at=timezone.now())
    sro = Person.objects.filter(duties__kind="senior_responsible_officer").first()
    told = returns.annual_return(2025, by=sro, on=ON)
    counted = {one.figure.name: one.figure.count for one in told.lines}
    for name in set(counted) & set(QUERIES):
        value = figure(name, on=ON, period=told.period).value
        assert counted[name] == ((value["count"] if isinstance(value, dict) else value) or 0), name
    assert counted["directed_surveillance_count"] == authorised(
        date(2025, 1, 1), date(2025, 12, 31), kinds=("directed_surveillance",)
    )
    assert told.period == Period(date(2025, 1, 1), date(2025, 12, 31))
    assert not told.is_nil


def test_it_says_which_lines_are_published_and_which_are_from_memory(people):
    told = returns.annual_return(2025, by=people.simon, on=ON)
    assert {one.figure.name for one in told.lines if one.verified} == {
        "directed_surveillance_count", "chis_count", "in_force_at_end",
    }  # fmt: skip
    page = words(signed_in(people.simon).get(f"{PAGE}?year=2025"))
    assert "Watchbook does not have the Commissioner’s form" in page
    assert "not confirmed" in page


def test_a_nil_return_is_signed_only_where_signed_statements_cover_the_year(people):
    unproved = "signed statements do not cover the whole year for Directed surveillance, Covert human"
    leaves_nothing(WrongState, lambda: sign(2025, by=people.simon, at=NEXT_YEAR), unproved)
    page = signed_in(people.simon).post(f"{PAGE}sign/", {"year": "2025"})
    assert "You cannot sign this nil return" in words(page)
    coordinator = signed.seat_of("ripa_coordinator")
    for month in (1, 4, 7, 10):
        quarter = quarter_of(date(2025, month, 1))
        signed.entered_quarter(people, coordinator, quarter, authorisations=0, covert_profiles=0)
    told = returns.annual_return(2025, by=people.simon, on=ON)
    assert told.is_nil
    assert told.unproved == []
    event = sign(2025, by=people.simon, at=NEXT_YEAR)
    assert (event.fields["year"], event.fields["is_nil"]) == (2025, True)
    assert set(returns.signed_figures(event).values()) == {0}
    page = words(signed_in(people.edmund).get(f"{PAGE}?year=2025"))
    assert "Nil return: signed statements for the whole year say" in page
    assert "Simon signed this return on 11 January 2027" in page
    assert "Nil return" in text_of(signed_in(people.edmund).get(f"{PAGE}report.docx?year=2025"))


def test_what_changed_since_it_was_signed_is_told_and_it_is_signed_again(people):
    authorisations.in_force(people)
    sign(2026, by=people.simon, at=NEXT_YEAR)
    assert returns.annual_return(2026, by=people.simon, on=NEXT_YEAR.date()).changed == []
    authorisations.in_force(people)
    told = returns.annual_return(2026, by=people.simon, on=NEXT_YEAR.date())
    assert ("Directed surveillance", "1", "2") in told.changed
    sign(2026, by=people.simon, at=NEXT_YEAR)
    assert returns.annual_return(2026, by=people.simon, on=NEXT_YEAR.date()).changed == []
    assert Event.objects.filter(name="annual_return.signed").count() == 2


def test_a_year_that_is_not_over_is_not_signed(people):
    at = datetime(2026, 12, 31, 23, tzinfo=UTC)
    leaves_nothing(WrongState, lambda: sign(2026, by=people.simon, at=at), "its year is not over")
    leaves_nothing(
        WrongState, lambda: returns.sign(1, shown="", by=people.simon, at=at), "its year is not over"
    )


def test_the_senior_responsible_officer_alone_signs(people):
    shown = returns.annual_return(2026, by=people.simon, on=NEXT_YEAR.date()).digest
    refused_to_all_but(
        {"simon"},
        people,
        lambda by: returns.sign(2026, shown=shown, by=by, at=NEXT_YEAR),
        match="cannot sign the annual return",
    )
    assert "Sign this return" not in words(signed_in(people.edmund).get(f"{PAGE}?year=2025"))
    assert signed_in(people.edmund).post(f"{PAGE}sign/", {"year": "2025"}).status_code == 403


@pytest.mark.parametrize("year", ["", "0001", "9999", "x", "%00", "2025\n"])
def test_a_year_that_cannot_be_read_gives_the_last_that_is_over(people, year):
    assert signed_in(people.simon).get(PAGE, {"year": year}).status_code == 200
    assert Person.objects.exists()


@pytest.mark.parametrize("year", ["", "9999", "2028", "x", "-5"])
def test_a_signature_is_for_the_year_that_it_names_or_for_none(people, year):
    authorisations.in_force(people)
    page = signed_in(people.simon).post(f"{PAGE}sign/", {"year": year})
    assert "You cannot sign this return: " in words(page)
    assert not returns.signatures()


def test_a_return_that_stands_as_it_was_signed_is_not_signed_again(people):
    authorisations.in_force(people)
    sign(2026, by=people.simon, at=NEXT_YEAR)
    with pytest.raises(WrongState, match="its figures have not changed since"):
        sign(2026, by=people.simon, at=NEXT_YEAR)


@pytest.mark.parametrize("shown", ["", "0" * 64, "of before"])
def test_figures_that_changed_between_showing_and_signing_are_not_signed(people, shown):
    """Whoever opened the page saw one authorisation; by the time they sign there are two."""
    authorisations.in_force(people)
    opened = returns.annual_return(2026, by=people.simon, on=NEXT_YEAR.date()).digest
    authorisations.in_force(people)
    told = opened if shown == "of before" else shown
    leaves_nothing(
        WrongState,
        lambda: returns.sign(2026, shown=told, by=people.simon, at=NEXT_YEAR),
        "its figures changed after you opened the page",
    )
    event = sign(2026, by=people.simon, at=NEXT_YEAR)
    assert (
        event.fields["sha256"] == sha256("\n".join(["2026", *event.fields["figures"]]).encode()).hexdigest()
    )


def test_the_form_signs_what_its_page_showed(people):
    """A return of the last year but one, in which an earlier record has an authorisation."""
    coordinator = signed.seat_of("ripa_coordinator")
    for month in (1, 4, 7, 10):
        quarter = quarter_of(date(2025, month, 1))
        signed.entered_quarter(people, coordinator, quarter, authorisations=0, covert_profiles=0)
    browser = signed_in(people.simon)
    shown = re.search(r'name="shown" value="([0-9a-f]{64})"', browser.get(f"{PAGE}?year=2025").text)[1]
    refused = browser.post(f"{PAGE}sign/", {"year": "2025", "shown": "0" * 64})
    assert "its figures changed after you opened the page" in words(refused)
    assert not returns.signatures()
    assert browser.post(f"{PAGE}sign/", {"year": "2025", "shown": shown}).status_code == 302
    assert returns.signatures()[2025].fields["sha256"] == shown


def test_where_statements_are_missing_or_late_no_nought_is_told(people):
    """A year without entries: nobody signed; then somebody signed, long after the year."""
    says = "none recorded, but signed statements are missing or late"
    told = returns.annual_return(2025, by=people.simon, on=ON)
    assert {one.value for one in told.lines} == {None}
    page = words(signed_in(people.edmund).get(f"{PAGE}?year=2025"))
    assert page.count(says) == len(told.lines)
    paper = text_of(signed_in(people.edmund).get(f"{PAGE}report.docx?year=2025"))
    assert paper.count(says) == len(told.lines)
    assert not re.search(r":\s+0\b", paper)


def test_beside_authorisations_a_nought_of_sources_needs_its_statements(people):
    authorisations.in_force(people)
    told = {
        one.figure.name: one.value
        for one in returns.annual_return(2026, by=people.simon, on=NEXT_YEAR.date()).lines
    }
    assert (told["directed_surveillance_count"], told["chis_count"], told["juvenile_sources"]) == (
        1,
        None,
        None,
    )
    event = sign(2026, by=people.simon, at=NEXT_YEAR)
    assert returns.signed_figures(event) == told
    assert "chis_count -" in event.fields["figures"]
