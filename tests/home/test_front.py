"""The public front page: no figure that the report to members does not show, and the way on for whoever asks."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache

from tests.foi.published import a_publication
from tests.looks import given as looks
from tests.pages import browser, words
from tests.welsh import noting_what_is_missing
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.figures.findings import Finding, Status
from watchbook.home import front
from watchbook.home.front import due_answer, front_figures
from watchbook.home.views import pages
from watchbook.organisation.models import Authority
from watchbook.reading.times.period import Period
from watchbook.reports.members_report import members_report

PAGE, ON = "/about/", date(2027, 1, 5)
LAST_YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def _after_the_year(monkeypatch):
    """It is January 2027: the looks that tests make were made last year."""
    monkeypatch.setattr(pages, "today", lambda: ON)


def counting(
    monkeypatch, *, status=Status.HELD_SUPPLIED, authorisations=0, is_signed=False, own_pages=0, **manners
):
    """Have the figures of answers say these numbers of looks."""
    found = {
        "conducts_research": {"looks": sum(manners.values()), "own_pages": own_pages, **manners}
        if manners
        else 0,
        "unauthorised_looks": {"without_basis": 1, "did_more": 0} if manners else 0,
        "authorisations_by_period": authorisations,
    }
    monkeypatch.setattr(front, "figure", lambda name, **_: Finding(status, "", found[name]))
    monkeypatch.setattr(front, "is_nought_signed", lambda *_, **__: is_signed)


def test_what_an_earlier_edition_of_the_program_kept_is_counted_again(people):
    cache.set(f"home.front.{ON.year}", {"year": 2026, "looks": 7})
    page = browser().get(PAGE)
    assert page.status_code == 200
    assert front_figures(on=ON).looks != 7


def test_its_figures_are_those_of_the_report_to_members(people):
    subject = looks.a_subject(people)
    looks.made(people, subject)
    told = {
        line.title: line.count for table in members_report(LAST_YEAR, on=ON).tables for line in table.lines
    }
    shown = front_figures(on=ON)
    assert str(shown.looks) == told["Looks at social media"] == "1"
    assert str(shown.without_basis) == told["Looks without a basis"] == "1"
    assert "Looks made openly, under present or earlier rules" not in told or shown.manners["overt"] is None
    assert shown.authorisations is None
    assert told["Authorisations that took effect"] == "none on record"
    page = words(browser().get(PAGE))
    assert "Looks at social media from 3 March 2026 to 31 December 2026 Number 1" in page
    assert "of these, made openly Number not shown" in page
    assert "none on record; not all our services have confirmed this" in page
    assert "Our register of looks begins on 3 March 2026." in page


@pytest.mark.parametrize(
    ("manners", "told"),
    [
        ({"overt": 60, "covert": 1, "unannounced": 9}, {"overt": 60, "covert": None, "unannounced": None}),
        ({"overt": 7, "covert": 3}, {"overt": None, "covert": None, "unannounced": None}),
        ({"overt": 69, "covert": 6}, {"overt": 69, "covert": 6, "unannounced": 0}),
        ({}, {}),
    ],
)
def test_a_small_part_is_hidden_and_so_is_what_would_tell_it(db, monkeypatch, manners, told):
    counting(monkeypatch, **manners)
    shown = front_figures(on=ON)
    assert shown.manners == told
    assert shown.looks == sum(manners.values())


@pytest.mark.parametrize(
    ("status", "shown"), [(Status.NIL, 0), (Status.TO_BE_SEARCHED, None), (Status.NOT_HELD, None)]
)
def test_there_were_none_only_where_an_answer_would_say_so(db, monkeypatch, status, shown):
    counting(monkeypatch, status=status)
    assert front_figures(on=ON)[1:5] == (shown, {}, shown, shown)


@pytest.mark.parametrize(
    ("is_signed", "covert"),
    [(True, "0"), (False, "none on record; not all our services have confirmed this")],
)
def test_a_manner_that_nobody_signed_for_is_no_nought(people, monkeypatch, is_signed, covert):
    counting(monkeypatch, is_signed=is_signed, own_pages=9, overt=9, unannounced=6)
    page = words(browser().get(PAGE))
    assert f"of these, made covertly Number {covert} " in page
    assert "of these, made openly Number 9 " in page
    assert "of those made openly, looks at our own pages Number 9 " in page
    assert "of these, neither announced nor hidden Number 6 " in page


@pytest.mark.parametrize(("own_pages", "shown"), [(9, 9), (8, None), (2, None), (0, 0)])
def test_looks_at_our_own_pages_tell_no_small_number_of_others(db, monkeypatch, own_pages, shown):
    counting(monkeypatch, own_pages=own_pages, overt=9, unannounced=6)
    assert front_figures(on=ON).own_pages == shown


def test_it_counts_once_an_hour_however_many_ask(people, django_assert_max_num_queries):
    browser().get(PAGE)
    for _each in range(2):
        a_publication(people)
        with django_assert_max_num_queries(
            4
        ):  # the authority for the page and for its frame, the figures, the answers
            browser().get(PAGE)
    cache.clear()
    looks.made(people, looks.a_subject(people))
    assert front_figures(on=ON).looks == 1


def test_it_shows_the_newest_answers_and_searches_them(people):
    a_publication(people, title="Audits of research")
    page = browser().get(PAGE)
    assert 'href="/disclosure-log/DL-0001/">Audits of research</a>' in page.text
    assert 'action="/disclosure-log/"' in page.text
    assert "1 answer" in words(browser().get("/disclosure-log/", {"words": "audits"}))


@pytest.mark.parametrize(
    ("regimes", "law"),
    [
        (["foia", "eir"], "Freedom of Information Act 2000, section 10(1)"),
        (["foisa", "eisr"], "Freedom of Information (Scotland) Act 2002, time for answering"),
        (["eir"], None),
    ],
)
def test_the_law_of_the_nation_says_when_an_answer_is_due(regimes, law):
    found = due_answer(Authority(regimes=regimes), on=ON)
    assert (found and (found.on, found.working_days)) == (law and (date(2027, 2, 2), 20))
    assert law == (found and found.law)
    assert due_answer(Authority(regimes=regimes), on=date(2999, 1, 1)) is None


def asked(page=PAGE, **boxes):
    return browser().get(page, {f"asked-{box}": value for box, value in boxes.items()})


def test_whoever_asked_last_week_reads_when_their_answer_is_due(people):
    page = words(asked(day="4", month="1", year="2027"))
    assert "If your question reached us on 4 January 2027, our answer is due by 1 February 2027." in page
    assert "If your question reached us on" not in words(browser().get(PAGE))
    past = words(asked(day="4", month="11", year="2026"))
    assert "our answer was due by 3 December 2026." in past  # the bank holiday of St Andrew counts
    assert "If you have not had an answer, you can complain to us" in past


REAL, PAST = "Enter a real date, such as 1 12 2026", "The date must be today or in the past"
WRONG = [
    ({"day": "6", "month": "1", "year": "2027"}, PAST),
    ({"day": "31", "month": "2", "year": "2026"}, REAL),
    ({"day": "1", "month": "", "year": ""}, REAL),
    ({"day": "a", "month": "b", "year": "c"}, REAL),
    ({"day": "1", "month": "1", "year": "1"}, "Enter the year in four digits, such as 2026"),
    ({"day": "", "month": "", "year": ""}, "Enter the date when your question reached us"),
]


@pytest.mark.parametrize(("boxes", "said"), WRONG)
def test_a_wrong_day_is_refused_in_a_sentence_of_its_own_at_the_top_and_at_its_boxes(people, boxes, said):
    answer = asked(**boxes)
    page = words(answer)
    assert f"There is a problem {said}" in page
    assert f"Error: {said}" in page
    assert 'href="#asked-day"' in answer.text
    assert "<title>Error: How " in answer.text
    assert "If your question reached us on" not in page


def test_a_page_that_was_opened_without_a_day_has_no_error(people):
    page = browser().get(PAGE)
    assert "<title>How " in page.text
    assert "There is a problem" not in page.text


def test_somebody_who_is_not_signed_in_comes_here_and_signs_in_with_one_click(people):
    client = browser()
    assert client.get("/")["Location"] == PAGE
    page = client.get(PAGE)
    assert '<a class="watchbook-header__name" href="/account/login/">Sign in</a>' in page.text
    for way in ("/your-data/", "/.well-known/watchbook/", "/disclosure-log/"):
        assert f'href="{way}"' in page.text
        assert client.get(way).status_code == 200
    assert Authority.objects.get().email in page.text
    assert not client.cookies


def test_the_address_of_the_council_with_a_language_leads_here_in_that_language(people):
    page = browser().get("/?lang=cy", follow=True)
    assert page.redirect_chain == [(f"{PAGE}?lang=cy", 302)]
    assert '<html lang="cy"' in page.text
    assert browser().get("/?lang=fr")["Location"] == PAGE
    assert browser().get("/registers/?lang=cy")["Location"].startswith("/account/login/")


def test_before_the_register_begins_it_leads_to_the_way_in(db):
    assert browser().get(PAGE)["Location"] == "/account/login/"


def test_every_sentence_of_it_is_in_welsh_too(people, monkeypatch):
    a_publication(people)
    with noting_what_is_missing() as missing:
        page = browser().get(f"{PAGE}?lang=cy")
        cache.clear()
        counting(monkeypatch, overt=7, own_pages=7)
        browser().get(PAGE, {"lang": "cy"})
        cache.clear()
        counting(monkeypatch, overt=7, covert=1)
        browser().get(PAGE, {"lang": "cy"})
        for year in ("2026", "2999", "1901", "1", "none"):
            browser().get(PAGE, {"lang": "cy", "asked-day": "1", "asked-month": "12", "asked-year": year})
        assert "Gwall: Rhowch y dyddiad" in words(browser().get(PAGE, {"lang": "cy", "asked-day": ""}))
        Authority.objects.update(regimes=["foisa"])
        browser().get(PAGE, {"lang": "cy"})
    assert missing == set(), "\n".join(sorted(missing))
    assert '<html lang="cy"' in page.text


def test_a_look_recorded_late_does_not_move_the_beginning_of_the_register_back(people):
    subject = looks.a_subject(people)
    with recorded_as_if_at(looks.AT):
        looks.opened(people, subject)
    looks.made(people, subject, looked_at=looks.AT - timedelta(days=20))
    assert "Our register of looks begins on 3 March 2026." in words(browser().get(PAGE))
    assert front_figures(on=ON).looks == 2
