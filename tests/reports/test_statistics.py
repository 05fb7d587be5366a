"""Statistics of a period: each figure is what `foi answer` gives for the same days, and what the year's files hold, counted apart."""

import re
from csv import DictReader
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.utils import timezone

from tests.authorisations import given
from tests.foi.a_year import AUTHORISED, SERVICES, authorised, bring_about_a_year, looked, looks_that
from tests.governance import signed
from tests.looks import given as looks
from tests.pages import signed_in, words
from watchbook.figures.authorisation_tallies import AUTHORISATIONS, in_force_on
from watchbook.figures.named import QUERIES, figure
from watchbook.figures.tallies import tally
from watchbook.foi.draft.answer import draft
from watchbook.governance.statements.rules import quarter_of
from watchbook.home.defensible import defensible_today
from watchbook.organisation.models import Person
from watchbook.reading.split.questions import split
from watchbook.reading.times.period import Period
from watchbook.reading.topics.matching import catalogue
from watchbook.reports.reporting_period import parts, period_before
from watchbook.reports.statistics import statistics
from watchbook.reports.statistics_cut import StatisticCut, cut

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
FINANCIAL = Period(date(2024, 4, 1), date(2025, 3, 31))
ODD = Period(date(2025, 2, 10), date(2025, 9, 20))
RECEIVED = date(2026, 2, 2)
WORDS = {"refused_by_officer": "how many RIPA applications did a council officer reject"}
ASKED = sorted({*AUTHORISATIONS, "covert_profiles"} & set(QUERIES))


@pytest.fixture
def year(db, tmp_path):
    """A year of registers."""
    bring_about_a_year(tmp_path / "year", at=timezone.now())


def lines(period):
    """Every figure of a period by its title."""
    return {line.title: line for table in statistics(period, on=RECEIVED) for line in table.lines}


def answered(topics, period):
    """What `foi answer` says to one question of each topic, all of them for these days; by topic."""
    aliases = {one.id: one.aliases[0] for one in catalogue()} | WORDS
    days = f"between {period.first_on:%-d %B %Y} and {period.last_on:%-d %B %Y}"
    text = "\n".join(
        f"{n}. Please tell me {aliases[topic]} {days}." for n, topic in enumerate(topics, start=1)
    )
    found = draft(split(text).questions, text=text, received_on=RECEIVED, as_at=None).answers
    return {one.topic: one.finding for one in found}


def number(value):
    """The figure of a finding that may tell others beside it."""
    return value["count"] if isinstance(value, dict) else value


@pytest.mark.usefixtures("year")
def test_every_figure_is_what_an_answer_to_a_request_says_and_what_the_files_hold():
    for period in (YEAR, FINANCIAL, ODD):
        says_what_an_answer_says(period)
        tells_looks_and_the_course_as_an_answer_does(period)
        holds_what_the_files_hold(period)
        goes_on_from_what_was_in_force(period)
    stands_alike_on_every_page()
    assert in_force_on(date(2025, 2, 10)).count() == 1
    assert (
        lines(YEAR)["Covert profiles on the register, approved or not"].note
        == "signed statements say that there were none"
    )
    assert (
        lines(FINANCIAL)["Covert profiles on the register, approved or not"].note
        == "not known: the register alone does not show it"
    )


def stands_alike_on_every_page():
    """Of a year: the statistics, the figures of looks, the sheet and an answer have one number for one thing."""
    told = {title: line.count for title, line in lines(YEAR).items()}
    sro = Person.objects.filter(duties__kind="senior_responsible_officer").first()
    page = words(signed_in(sro).get("/looks/figures/?year=2025"))
    sheet = defensible_today(sro, at=datetime(2025, 12, 31, 12, tzinfo=UTC))
    (looks_line,) = [
        remark.words for line in sheet for remark in line.remarks if " this year: " in remark.words
    ]
    found = {
        "looks": ("Looks at social media", r"(\d+) looks are recorded"),
        "overt": (
            "Looks made openly, under present or earlier rules",
            r"(?:openly|overt, under earlier rules|overt)(?:, from an earlier log)? Looks (\d+)",
        ),
        "covert": ("Looks made covertly", r" covertly(?:, from an earlier log)? Looks (\d+)"),
        "unannounced": (
            "Looks neither announced nor hidden",
            r"neither announced nor hidden(?:, from an earlier log)? Looks (\d+)",
        ),
    }
    answer = figure("conducts_research", on=RECEIVED, period=YEAR).value
    assert told["Looks at social media"]
    for name, (title, on_page) in found.items():
        assert told[title] == answer.get(name, 0) == sum(map(int, re.findall(on_page, page))), name
        assert re.search(rf": {told[title]}\b", looks_line)
    for title, on_page in (
        ("Looks found useful", "Useful: yes"),
        ("Looks found partly useful", "Useful: partly"),
        ("Looks found not useful", "Useful: no"),
        ("Looks with an outcome recorded", "with an outcome recorded"),
    ):
        assert told[title] == int(re.search(rf"{on_page} Looks (\d+)", page)[1]), title


def says_what_an_answer_says(period):
    by_name = {line.name: line for table in statistics(period, on=RECEIVED) for line in table.lines}
    said = answered(ASKED, period)
    assert set(said) == set(ASKED)
    assert {name: number(said[name].value) or 0 for name in ASKED} == {
        name: by_name[name].count for name in ASKED
    }
    for name in ASKED:
        if not by_name[name].count:
            assert by_name[name].status == said[name].status


def tells_looks_and_the_course_as_an_answer_does(period):
    told = lines(period)
    said = answered(["conducts_research", "renewals_and_cancellations", "staff_involved"], period)
    looks, course = said["conducts_research"].value, said["renewals_and_cancellations"].value
    assert told["Looks at social media"].count == looks["looks"]
    assert told["Looks made covertly"].count == looks["covert"]
    for title, name in {
        "Reviews": "reviews",
        "Renewals": "renewals",
        "Cancellations": "cancellations",
    }.items():
        assert told[title].count == course[name]


def holds_what_the_files_hold(period):
    days, told = (period.first_on, period.last_on), lines(period)
    before = period_before(period)
    assert told["Looks at social media"].count == looks_that(*days)
    assert told["Looks at social media"].before == looks_that(before.first_on, before.last_on)
    assert told["Looks made covertly"].count == looks_that(*days, manner="covert")
    assert told["Authorisations that took effect"].count == authorised(*days)
    assert told["Authorisations that took effect"].before == authorised(before.first_on, before.last_on)
    assert told["Covert human intelligence sources"].count == authorised(*days, kinds=("chis",))
    assert told["Authorisations for social media"].count == authorised(*days, social_media=("yes",))
    cancelled = [day + timedelta(40) for _k, day, _d, _a, court in AUTHORISED if court == "approved"]
    assert told["Cancellations"].count == sum(days[0] <= one <= days[1] for one in cancelled)
    refused = [day for _k, day, decision, _a, _c in AUTHORISED if decision == "refused"]
    assert told["RIPA applications refused by an authorising officer"].count == sum(
        days[0] <= one <= days[1] for one in refused
    )
    by_court = [day + timedelta(2) for _k, day, _d, _a, court in AUTHORISED if court == "refused"]
    assert told["Grants and renewals refused by a court"].count == sum(
        days[0] <= one <= days[1] for one in by_court
    )


def goes_on_from_what_was_in_force(period):
    told = lines(period)
    began, ended = told["Authorisations that took effect"].count, told["Cancellations"].count
    start, end = (
        told["Authorisations in force when the period began"].count,
        told["Authorisations in force when the period ended"].count,
    )
    assert start + began - ended == end


@pytest.mark.usefixtures("year")
def test_the_parts_of_every_cut_add_up_to_the_whole_and_looks_are_counted_row_by_row():
    for by in StatisticCut.values:
        found = cut(YEAR, by=by)
        for place, name in enumerate(found.names):
            whole = (
                looks_that(YEAR.first_on, YEAR.last_on) if name == "looks" else tally(name, [YEAR])[None][0]
            )
            assert sum(row[place] for _named, row in found.rows) == whole, (by, name)
    by_service = {name: row[0] for name, row in cut(YEAR, by="service").rows}
    assert by_service == {one: looks_that(YEAR.first_on, YEAR.last_on, service=one) for one in SERVICES}
    for (named, row), part in zip(cut(ODD, by="month").rows, parts(ODD), strict=True):
        assert named == part.words
        assert row[0] == looks_that(part.period.first_on, part.period.last_on)
    assert sum(row[0] for _named, row in cut(ODD, by="month").rows) == sum(
        ODD.first_on <= one["on"] <= ODD.last_on for one in looked()
    )


def test_the_page_shows_a_period_its_year_before_a_picture_with_its_table_and_a_file(people):
    given.in_force(people)
    browser = signed_in(people.simon)
    page = browser.get("/reports/statistics/?from=2026-01-01&to=2026-12-31&by=kind")
    assert page.status_code == 200
    assert "1 January 2026 to" in words(page)
    assert "Directed surveillance 1" in words(page).replace("This period ", "")
    assert page.text.count('watchbook-drawing"') == 1
    told = list(
        DictReader(
            StringIO(browser.get("/reports/statistics.csv?from=2026-01-01&to=2026-12-31").content.decode())
        )
    )
    found = [row for row in told if row["figure"] == "directed_surveillance_count"]
    assert [row["count"] for row in found] == ["1", "0"]
    assert all(row["authority"] == "Test Council" and row["counted_at"] for row in told)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("from=2026-13-01", "Enter both dates"),
        ("from=2026-05-01&to=2026-04-01", "is after the last date"),
        ("from=2999-01-01&to=2999-02-01", "in the future"),
        ("from=0001-01-01&to=2026-01-01", "more than 100 years ago"),
        ("from=%00&to=%F0%9F%98%80", "Enter both dates"),
    ],
)
def test_days_that_name_no_period_are_refused_with_what_to_do(people, asked, said):
    browser = signed_in(people.simon)
    for address, code in (("/reports/statistics/", 200), ("/reports/statistics.csv", 422)):
        page = browser.get(f"{address}?{asked}")
        assert page.status_code == code
        assert said in page.text


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (("30", "6", "2026"), "1 April 2026 to 30 June 2026"),
        (("31", "6", "2026"), "The last date must be a real date"),
        (("30", "3", "2026"), "The first date is after the last date"),
    ],
)
def test_a_period_is_typed_as_day_month_and_year(people, last, said):
    typed = dict(zip(("last_day", "last_month", "last_year"), last, strict=True))
    first = {"first_day": "1", "first_month": "4", "first_year": "2026"}
    assert said in words(signed_in(people.simon).get("/reports/statistics/", first | typed))


def test_a_nought_of_the_year_before_says_whether_a_register_was_kept_as_in_the_report_to_members(people):
    looks.made(people, looks.a_subject(people))
    page = words(signed_in(people.simon).get("/reports/statistics/?from=2026-01-01&to=2026-03-31"))
    assert (
        "Looks at social media This period 1 Year before no register yet Meaning of a 0 in this period –"
        in page
    )
    assert "Reviews This period 0 Year before none on record" in page
    assert "The register of looks begins on 3 March 2026." in page
    assert "“No register yet” means that the period ended before the register began." in page


def test_a_nought_of_authorisations_the_year_before_is_certified_or_from_before_the_register(people):
    given.in_force(people)
    address = "/reports/statistics/?from=2026-01-01&to=2026-03-31"
    page = words(signed_in(people.simon).get(address))
    assert "Authorisations that took effect This period 1 Year before no register yet" in page
    assert "Reviews This period 0 Year before no register yet" in page
    assert "Complaints about personal data This period 0 Year before none on record" in page
    quarter = quarter_of(date(2025, 1, 1))
    signed.entered_quarter(people, signed.seat_of("ripa_coordinator"), quarter, authorisations=0)
    page = words(signed_in(people.simon).get(address))
    assert "took effect This period 1 Year before 0" in page
    assert "Reviews This period 0 Year before 0" in page, "as the report on that quarter says"


def test_the_same_days_a_period_before_keep_whole_months():
    assert period_before(Period(date(2024, 2, 1), date(2024, 2, 29))) == Period(
        date(2023, 2, 1), date(2023, 2, 28)
    )
    assert period_before(Period(date(2023, 2, 1), date(2023, 2, 28))) == Period(
        date(2022, 2, 1), date(2022, 2, 28)
    )
    assert period_before(YEAR) == Period(date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("period", "before", "said"),
    [
        (YEAR, Period(date(2024, 1, 1), date(2024, 12, 31)), "Year before"),
        (
            Period(date(2023, 11, 29), date(2026, 11, 28)),
            Period(date(2020, 11, 29), date(2023, 11, 28)),
            "3 years before",
        ),
        (
            Period(date(2024, 1, 1), date(2025, 3, 31)),
            Period(date(2022, 1, 1), date(2023, 3, 31)),
            "2 years before",
        ),
    ],
)
def test_a_period_and_the_one_before_it_share_no_day(people, period, before, said):
    assert period_before(period) == before
    assert before.last_on < period.first_on
    asked = f"?from={period.first_on}&to={period.last_on}"
    page = words(signed_in(people.simon).get(f"/reports/statistics/{asked}"))
    assert f"This period {said}" in page
    assert f"compared with {before.first_on:%-d %B %Y} to {before.last_on:%-d %B %Y}" in page


def test_a_long_period_is_told_by_years_and_its_ends_are_cut():
    assert [one.words for one in parts(Period(date(2022, 5, 3), date(2025, 2, 1)))] == [
        "2022",
        "2023",
        "2024",
        "2025",
    ]
    assert parts(ODD)[0].period == Period(date(2025, 2, 10), date(2025, 2, 28))
    assert parts(ODD)[-1].period.last_on == ODD.last_on
