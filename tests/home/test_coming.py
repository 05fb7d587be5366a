"""What comes: the dates of the next weeks for each duty, and the picture of the year's looks."""

from datetime import date, timedelta

from django.utils import timezone

from tests.governance import adopted
from tests.looks import given as looks
from tests.oversight import given as oversight
from tests.pages import signed_in, words
from tests.rights import EVERYBODY
from tools import rights
from watchbook.governance.statements.rules import quarter_of
from watchbook.home.coming import WEEKS, coming_for
from watchbook.home.start import starts_of
from watchbook.home.year_of_looks import year_of_looks
from watchbook.organisation import duty
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

NOVEMBER = date(2026, 11, 30)
ENDS = "October to December 2026 ends. "
SIGN = f"{ENDS}You can sign your statement from the next day."


def said(person, on=NOVEMBER):
    return [(one.on, one.says) for one in coming_for(person, on=on)]


def test_the_end_of_a_quarter_comes_for_those_who_sign_and_for_nobody_else(people):
    last = date(2026, 12, 31)
    found = {name: [says for on, says in said(getattr(people, name)) if on == last] for name in EVERYBODY}
    assert {name for name, says in found.items() if says == [SIGN]} == {"marian", "helen", "simon", "edmund"}
    assert found["bryn"] == found["ines"] == found["ada"] == found["nell"] == []
    assert said(people.simon, on=date(2026, 11, 18)) == []  # six weeks and a day before


def test_reviews_and_recommendations_come_for_those_who_see_to_them_the_next_first(people):
    adopted.a_policy(review_on=NOVEMBER + timedelta(days=20))
    adopted.a_policy(title="Later", review_on=NOVEMBER + timedelta(weeks=WEEKS, days=1))
    adopted.a_policy(title="Overdue", review_on=NOVEMBER)
    row = oversight.a_recommendation(people)
    before = row.due_on - timedelta(days=3)
    assert (NOVEMBER + timedelta(days=20), "Review of RIPA policy, D-0001") in said(people.helen)
    assert not any("Later" in says or "Overdue" in says for _on, says in said(people.helen))
    assert (row.due_on, "Recommendation R-0001 is due") in said(people.simon, on=before)
    assert not any("R-0001" in says for _on, says in said(people.simon, on=row.due_on))
    assert said(people.ines) == said(people.ines, on=before) == []
    found = said(people.simon)
    assert found == sorted(found)


def test_a_duty_that_ends_comes_for_its_holder_and_for_the_administrators(people):
    last = today() + timedelta(days=9)
    duty.end(people.oliver.duties.get(), on=last, by=people.ada, at=timezone.now())
    assert (last, "Your last date as authorising officer") in said(people.oliver, on=today())
    assert said(people.bashir, on=today()) == [(last, "Authorising officer: last date for Oliver")]
    assert not any("Oliver" in says for _on, says in said(people.helen, on=today()))


def test_dates_take_the_same_queries_for_one_document_and_for_many(people, django_assert_num_queries):
    on = today()  # whose duties are asked of that day too
    for count in (1, 12):
        for number in range(count):
            adopted.a_policy(title=f"Policy {count}-{number}", review_on=on + timedelta(days=number + 1))
        with django_assert_num_queries(4):
            assert len(coming_for(people.helen, on=on)) >= min(count, 10)


def test_every_duty_has_two_things_to_begin_with():
    assert [kind for kind in DutyKind if len(starts_of(rights.holder(kind))) < 2] == []


def test_the_work_of_an_officer_and_a_solicitor_begins_with_their_own_lists(people):
    for name, begins in (
        ("oliver", "See the re-triages to sign"),
        ("leila", "See the questions about assessments"),
    ):
        assert str(starts_of(getattr(people, name))[0].words) == begins


def test_each_first_page_tells_what_comes_and_what_to_begin_with(people):
    for name in EVERYBODY:
        page = words(signed_in(getattr(people, name)).get("/"))
        assert ("Coming up" in page) is ("Start" in page) is getattr(people, name).duties.exists(), name


def test_the_looks_of_a_year_are_a_picture_with_its_table_for_those_who_read_figures(people):
    assert year_of_looks(people.simon, on=today()) == []
    looks.made(people, looks.a_subject(people), looked_at=timezone.now() - timedelta(days=1))
    months = year_of_looks(people.simon, on=today())
    assert len(months) == 12
    assert months[-1].first_on == today().replace(day=1)
    assert sum(one.looks for one in months) == 1
    assert max(one.share for one in months) == 100
    page = signed_in(people.simon).get("/")
    assert page.text.count("<rect") == 1
    assert page.text.count('class="watchbook-drawing__words"') == 12
    assert "Looks in the last 12 months, whole authority" in words(page)
    assert sum(one.looks for one in year_of_looks(people.marian, on=today())) == 1
    assert "Looks in the last 12 months, your services" in words(signed_in(people.marian).get("/"))


def test_an_officer_sees_the_looks_of_their_own_service_and_a_solicitor_those_of_all(people):
    looks.made(people, looks.a_subject(people), looked_at=timezone.now() - timedelta(days=1))
    page = words(signed_in(people.ines).get("/"))
    assert "Looks in the last 12 months, your service " in f"{page} "
    assert "Figures on looks" not in page
    assert sum(one.looks for one in year_of_looks(people.ines, on=today())) == 1
    assert year_of_looks(looks.an_officer_of_housing(people), on=today()) == []
    assert sum(one.looks for one in year_of_looks(people.leila, on=today())) == 1
    assert year_of_looks(people.joan, on=today()) == []


def test_an_officer_without_a_service_has_no_picture(people):
    looks.made(people, looks.a_subject(people), looked_at=timezone.now() - timedelta(days=1))
    hanna = looks.an_officer_of_housing(people)
    hanna.service = None
    assert year_of_looks(hanna, on=today()) == []


def test_a_quarter_that_ends_today_comes_no_more(people):
    assert said(people.edmund, on=quarter_of(NOVEMBER).last_on) == []
