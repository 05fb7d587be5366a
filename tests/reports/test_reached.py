"""The page of registers leads to each report that one may read, and to no other."""

from tests.pages import signed_in

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
    """The reports on the page of registers."""
    page = signed_in(person).get("/registers/").text
    return {one for one in REPORTS if f'href="{one}"' in page}


def test_each_report_is_reached_from_the_page_of_registers_by_those_who_may_read_it(people):
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
