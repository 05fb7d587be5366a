"""The public figures by month and by service: no small number, and none that a reader works out from what stands beside it."""

import csv
import io
from collections import Counter
from datetime import date, timedelta
from itertools import product

import pytest
from django.core.cache import cache

from tests.looks import given as looks
from tests.pages import browser, signed_in, words
from tests.welsh import noting_what_is_missing
from watchbook.home import front
from watchbook.home.front import front_figures
from watchbook.home.views import figures, pages
from watchbook.organisation.models import Service
from watchbook.reading.times.period import Period
from watchbook.reports.members_report import members_report
from watchbook.reports.small_numbers import told_months, told_parts

PAGE, CSV, ON = "/about/figures/", "/about/figures.csv", date(2027, 1, 5)
SMALL = range(1, 5)
QUARTERS = [range(at, at + 3) for at in range(0, 12, 3)]


@pytest.fixture(autouse=True)
def _after_the_year(monkeypatch):
    """It is January 2027: the looks that tests make were made last year."""
    for views in (figures, pages):
        monkeypatch.setattr(views, "today", lambda: ON)


def counting(monkeypatch, months, services):
    """Have these looks been made: of each month, and of each service by its name."""
    monkeypatch.setattr(front, "looks_by_month", lambda _year: months)
    monkeypatch.setattr(front, "looks_by_service", lambda _year: services)
    cache.clear()


def written(page):
    """The lines of the file below its heading."""
    return list(csv.reader(io.StringIO(page.text)))[1:]


def rows(page):
    """Those of the months and the services."""
    lines = written(page)
    return lines[: [by for by, *_rest in lines].index("Year")]


MADE = [
    ([9, 12, 7, 2, 20, 8, 0, 0, 0, 6, 11, 1], {"Housing": 60, "Licensing": 1, "Planning": 15, "": 0}),
    ([3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], {"Housing": 3, "Licensing": 0, "": 0}),
    ([5, 9, 6, 0, 0, 7, 5, 5, 5, 8, 0, 0], {"Housing": 25, "Licensing": 25, "": 0}),
]


@pytest.mark.parametrize(("months", "services"), MADE)
def test_no_small_number_is_on_the_page_or_in_its_file(people, monkeypatch, months, services):
    counting(monkeypatch, months, services)
    told = rows(browser().get(CSV))
    assert [(by, name) for by, name, _count in told] == [
        *(("Month", f"{date(2026, month, 1):%B} 2026") for month in range(1, 13)),
        *(("Service", name) for name in services if name),
        *(
            [("Service", "No service recorded")]
            if "not shown" in [count for _by, _of, count in told[12:]]
            else []
        ),
    ]
    assert not [count for *_of, count in told if count.isdigit() and int(count) in SMALL]
    page = words(browser().get(PAGE))
    is_one_sentence = all(count == "not shown" for by, _of, count in told if by == "Service")
    assert ("We hide how many looks each service made" in page) == is_one_sentence
    for by, name, count in told:
        assert (f"{name} Looks {count} " in page) == (by == "Month" or not is_one_sentence)
    hides = "not shown" in [count for *_of, count in told]
    assert ("we hide that part" in page) == hides


@pytest.mark.parametrize(("months", "services"), MADE)
def test_a_total_less_what_is_shown_tells_no_small_number(db, monkeypatch, months, services):
    """Whoever knows the total, those of the quarters from reports to members, and the rule still has more than one reading."""
    counting(monkeypatch, months, services)
    told = front_figures(on=ON)
    for quarter in QUARTERS:
        shown, made = [told.months[at] for at in quarter], [months[at] for at in quarter]
        readings = readings_of(shown, sum(made))
        assert tuple(made) in readings
        for place, count in enumerate(made):
            assert count not in SMALL or len({one[place] for one in readings}) > 1
    shown = [count for _name, count in told.services]
    hidden = sum(services.values()) - sum(filter(None, shown))
    assert shown.count(None) != 1
    assert hidden not in SMALL or shown.count(None) > 1


def readings_of(shown, whole):
    """Every quarter with this total of which this would be shown."""
    return {
        one
        for one in product(range(whole + 1), repeat=len(shown))
        if sum(one) == whole and told_months(one, below=5) == shown
    }


def test_a_month_that_is_hidden_is_not_told_by_the_total_of_its_quarter():
    """Over the year alone two small months would hide each other; a report on each quarter would tell both."""
    months = [2, 20, 30, 3, 40, 50, 6, 6, 6, 6, 6, 6]
    assert told_parts(months, below=5)[1] == 20
    told = told_months(months, below=5)
    assert told == [None, None, 30, None, None, 50, 6, 6, 6, 6, 6, 6]


def test_every_service_stands_there_whether_or_not_it_looked_and_the_order_tells_nothing(people):
    subject = looks.a_subject(people)
    looks.made(people, subject)
    told = front_figures(on=ON)
    names = list(Service.objects.order_by("name").values_list("name", flat=True))
    assert [name for name, _count in told.services] == [*names, ""]
    assert {count for _name, count in told.services} == {None}
    assert told.months == [None, None, None, *[0] * 9]
    page = words(browser().get(PAGE))
    assert "All looks in the year Looks 1 " in page
    assert "“None on record” means" in page


def test_it_shows_no_figure_that_the_report_to_members_hides(people):
    """The report tells totals of whole quarters and splits none by month or service: the year's total here is the report's."""
    looks.made(people, looks.a_subject(people))
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    report = members_report(year, on=ON)
    totals = [
        line.count for table in report.tables for line in table.lines if line.title == "Looks at social media"
    ]
    assert totals == [str(front_figures(on=ON).looks)]
    numbers = Counter(count for *_of, count in rows(browser().get(CSV)) if count.isdigit())
    assert not numbers


def test_it_draws_what_it_shows_and_nothing_of_what_it_hides(people, monkeypatch):
    counting(monkeypatch, MADE[0][0], MADE[0][1])
    page = browser().get(PAGE).text
    shown = [count for count in front_figures(on=ON).months if count]
    assert page.count('<rect class="watchbook-shape') == len(shown)
    counting(monkeypatch, MADE[1][0], MADE[1][1])
    assert "<svg" not in browser().get(PAGE).text


def test_those_who_read_no_other_figures_see_it_drawn_on_their_first_page(people):
    def drawn(somebody):
        return signed_in(somebody).get("/").text.count('<rect class="watchbook-shape')

    subject = looks.a_subject(people)
    for _ in SMALL:
        looks.made(people, subject)
    assert drawn(people.joan) == 0
    looks.made(people, subject)
    looks.made(
        people, subject, looked_at=looks.AT + timedelta(days=60)
    )  # a month of another quarter, too small
    for somebody in (people.joan, people.winston, people.ada):
        assert drawn(somebody) == 1
        assert f"Our published figures: looks in {ON.year - 1}" in words(signed_in(somebody).get("/"))
    assert "Our published figures" not in words(signed_in(people.simon).get("/"))


def test_it_asks_two_questions_and_its_file_one(people, django_assert_num_queries):
    browser().get(PAGE)
    with django_assert_num_queries(3):  # the authority for the page and for its frame, the figures
        browser().get(PAGE)
    with django_assert_num_queries(1):
        browser().get(CSV)


def test_the_front_page_leads_there_and_before_the_register_begins_it_leads_to_the_way_in(people):
    assert f'href="{PAGE}"' in browser().get("/about/").text
    assert f'href="{CSV}"' in browser().get(PAGE).text


def test_before_the_register_begins_it_leads_to_the_way_in(db):
    assert browser().get(PAGE)["Location"] == "/account/login/"


def test_every_sentence_of_it_is_in_welsh_too(people, monkeypatch):
    with noting_what_is_missing() as missing:
        for months, services in MADE:
            counting(monkeypatch, months, services)
            page = browser().get(PAGE, {"lang": "cy"})
            file = browser(accept_language="cy").get(CSV)
    assert missing == set()
    assert '<html lang="cy"' in page.text
    assert written(file)[0] == ["Mis", "Ionawr 2026", "5"]


def test_the_file_ends_with_the_total_and_the_key_to_its_words(people):
    looks.made(people, looks.a_subject(people))
    *_parts, total, none, hidden = written(browser().get(CSV))
    assert total == ["Year", "All looks in the year", "1"]
    assert none[:2] == ["Key", "none on record"]
    assert hidden[:2] == ["Key", "not shown"]
    page = words(browser().get(PAGE))
    assert none[2] in page
    assert hidden[2] in page


def test_of_months_that_ended_before_the_register_began_it_says_so(people, monkeypatch):
    counting(monkeypatch, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 12], {"Housing": 21, "": 0})
    monkeypatch.setattr(front, "begins_on", lambda: date(2026, 10, 3))
    file = browser().get(CSV)
    said = [count for _by, _month, count in rows(file)[:12]]
    assert said == [*["no register yet"] * 9, "none on record", "9", "12"]
    assert "“No register yet” means that the month ended" in words(browser().get(PAGE))
    with noting_what_is_missing() as missing:
        browser().get(PAGE, {"lang": "cy"})
    assert missing == set()
