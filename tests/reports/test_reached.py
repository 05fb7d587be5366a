"""The page of reports leads to each report that one may read, and to no other."""

import pytest

from tests.pages import signed_in
from watchbook.home.reports import OF_DUTIES, reports_of_duties
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, today

REPORTS = {
    "/reports/members/",
    "/reports/statistics/",
    "/reports/calendar/",
    "/reports/annual-return/",
    "/reports/processing/",
    "/reports/inspection/",
    "/reports/samples/",
    "/reports/exports/",
}


def reached(person):
    """The reports on the page that lists them."""
    page = signed_in(person).get("/reports/").text
    return {one for one in REPORTS if f'href="{one}"' in page}


def test_each_report_is_reached_from_the_page_of_reports_by_those_who_may_read_it(people):
    assert reached(people.edmund) == REPORTS
    assert reached(people.bryn) == REPORTS - {"/reports/inspection/", "/reports/samples/"}
    assert reached(people.winston) == REPORTS - {
        "/reports/inspection/",
        "/reports/samples/",
        "/reports/statistics/",
        "/reports/annual-return/",
    }
    assert reached(people.joan) == {"/reports/members/", "/reports/calendar/"}
    assert reached(people.ines) == set()


def on_the_first_page(person):
    """The reports on a person's first page, under their own heading."""
    page = signed_in(person).get("/").text.partition("Your reports")[2].partition("Your duties")[0]
    return {one for one in REPORTS if f'href="{one}"' in page}


def test_the_first_page_leads_to_the_reports_of_ones_duties(people):
    calendar, members = "/reports/calendar/", "/reports/members/"
    inspection, samples, exports = "/reports/inspection/", "/reports/samples/", "/reports/exports/"
    statistics = "/reports/statistics/"
    assert on_the_first_page(people.simon) == {
        inspection,
        calendar,
        "/reports/annual-return/",
        members,
        statistics,
    }
    assert on_the_first_page(people.edmund) == {samples, inspection, exports}
    assert on_the_first_page(people.ivo) == {inspection, samples, statistics, exports}
    assert on_the_first_page(people.fatima) == {"/reports/processing/", inspection}
    assert on_the_first_page(people.joan) == {members, calendar}
    assert on_the_first_page(people.ines) == set()


@pytest.mark.parametrize("duty", list(OF_DUTIES))
def test_whoever_holds_a_duty_may_read_the_reports_of_it(people, duty):
    person = next(one for one in Person.objects.all() if duty in duties_of(one, on=today()))
    told = {one.address for one in reports_of_duties(person, [duty])}
    assert told == set(OF_DUTIES[duty])
