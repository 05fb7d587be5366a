"""A year by month: each figure is that of answers, small numbers are for those who may read them, and it asks no more of many rows."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.authorisations import given as authorisations
from tests.foi.answering import received, sent
from tests.looks import given as looks
from tests.oversight.error_report import given as errors
from tests.pages import signed_in, words
from tests.proof_only import share
from tests.rights import closed_to_all_but
from watchbook.figures.tallies import tally
from watchbook.home.year_overview import year_overview
from watchbook.looks.queries.counts import counts
from watchbook.reading.times.period import Period

ON = date(2026, 8, 3)
READERS = ("helen", "simon", "judith", "leila", "bryn", "fatima", "oliver", "edmund", "ivo")


def figures_of(year=2026, *, on=ON):
    """The figures of a year by their titles, and how many requests are late."""
    told = year_overview(year, on=on)
    return {str(one.title): one for one in told.figures}, told.late


def test_it_is_for_those_who_may_read_statistics_and_no_link_of_it_leads_to_a_refusal(people):
    closed_to_all_but(READERS, people, "/year/", match="monthly figures of a year")
    for at, name in enumerate(READERS):
        client = signed_in(getattr(people, name))
        main = client.get("/year/?year=2026").text.split("<main")[1]
        links = {one.split('"')[0].replace("&amp;", "&") for one in main.split('href="/')[1:]}
        assert {client.get(f"/{one}").status_code for one in share(sorted(links), at, of=3)} == {200}, name


def test_each_month_is_counted_as_answers_count_it_up_to_the_month_of_the_day(people):
    authorisations.in_force(people)
    looks.made(people, looks.a_subject(people))
    errors.a_suspected_error(people)
    found, _late = figures_of()
    assert {len(one.counts) for one in found.values()} == {8}
    months = [Period(date(2026, month, 1), date(2026, month, 28)) for month in range(1, 9)]
    assert found["RIPA authorisations granted"].counts == tally("granted_by_officer", months)[None]
    assert found["Possible errors found"].counts == tally("errors", months)[None]
    made = counts(date(2026, 1, 1), ON, by=("month",))
    assert found["Looks"].counts == [made.get(one.first_on, 0) for one in months]
    assert [one.total for one in found.values()] == [1, 1, 0, 1, 0]


def test_a_request_is_in_time_late_or_waits(people):
    answered = received(people)
    sent(answered, people)
    received(people)
    month = answered.received_on.month - 1
    found, late = figures_of(answered.received_on.year, on=answered.received_on)
    asked = found["Requests received"]
    assert (asked.counts[month], asked.within[month], late[month]) == (2, 1, 0)
    assert [(one.look, one.down) for one in asked.picture.shapes if one.sort == "column"] == [
        ("plain", 0.0),
        ("dark", 50.0),
    ]
    _found, late = figures_of(answered.received_on.year, on=date(answered.received_on.year, 12, 31))
    assert late[month] == 1


def test_more_rows_ask_no_more_and_a_year_that_is_none_is_this_one(people):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            year_overview(2026, on=ON)
        return len(asked)

    received(people)
    few = queries()
    for _more in range(3):
        received(people)
        errors.a_suspected_error(people)
    assert queries() == few <= 12
    client = signed_in(people.simon)
    this_year = words(client.get("/year/"))
    assert "Total" in this_year
    for other in ("1066", "next", "²", "9" * 5000):
        assert words(client.get(f"/year/?year={other}")) == this_year


def test_a_month_before_the_register_began_is_no_nought(people):
    looks.made(people, looks.a_subject(people))
    rows = dict(year_overview(2026, on=ON).rows)
    assert (rows["February"][0], rows["March"][0], rows["Total"][0]) == ("no register yet", 1, 1)
