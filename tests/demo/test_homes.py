"""The first page of each duty of the demonstration, where there is something in nearly every list."""

from tests.pages import signed_in
from watchbook.home.queries import waiting_for
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

AT_MOST = 12


def test_it_asks_the_database_twelve_times_at_most(loaded, django_assert_max_num_queries):
    for kind in DutyKind:
        person = Person.objects.filter(duties__kind=kind).order_by("email").first()
        client = signed_in(person)
        with django_assert_max_num_queries(AT_MOST, info=kind):
            assert client.get("/").status_code == 200


def test_what_is_overdue_comes_first_with_whom_it_waits_for(loaded):
    person = Person.objects.get(duties__kind=DutyKind.SENIOR_RESPONSIBLE_OFFICER)
    found = waiting_for(person, on=today())
    overdue = [bool(one.days_overdue(today())) for one in found]
    assert overdue == sorted(overdue, reverse=True)
    assert any(overdue)
    assert any(one.waits_for for one in found)
    page = signed_in(person).get("/").text
    assert "watchbook-cards__card--overdue" in page
