"""A page of a long list: what the address asks for, in the order and of the choice that it asks for, and kindly where it asks for none."""

import pytest
from django.db.models import F, Q
from django.test import RequestFactory

from watchbook.audit_log.models import Event
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.rules import TITLES
from watchbook.web import long_list
from watchbook.web.long_list import ListChoice, cut

KINDS = ListChoice("Duty", "kind", TITLES.items())
ORDERS = {"name": "person__name", "kind": ("kind", "person__name")}


@pytest.fixture(autouse=True)
def five(monkeypatch):
    """Pages of five rows."""
    monkeypatch.setattr(long_list, "ON_A_PAGE", 5)


def asked(address):
    """Somebody's request for an address."""
    return RequestFactory().get(address)


def duties(address, **more):
    """The page of duties that an address asks for."""
    rows = Duty.objects.order_by("recorded_at", "pk").select_related("person")
    return cut(asked(address), rows, sort=ORDERS, choose={"kind": KINDS}, **more)


def test_a_heading_orders_in_the_database_and_turns_round_when_it_is_chosen_again(people):
    first = duties("/?sort=name")
    names = sorted(Duty.objects.values_list("person__name", flat=True))
    assert [one.person.name for one in first] == names[:5]
    assert [one.person.name for one in duties("/?sort=-name")] == names[::-1][:5]
    assert [one.order for one in first.headings.values()] == ["ascending", "none"]
    assert first.headings["name"].address == "?sort=-name"
    assert duties("/?sort=-name").headings["name"].address == "?sort=name"
    assert duties("/?sort=-name").headings["name"].order == "descending"


def test_those_that_say_nothing_come_last_in_both_directions(people):
    rows = Person.objects.filter(is_system=False).order_by("email")
    for said in ("service", "-service"):
        last = cut(asked(f"/?sort={said}&page=99"), rows, sort={"service": "service__name"})
        assert [one.service for one in last][-1] is None


@pytest.mark.parametrize(
    "address", ["/?sort=password", "/?sort=--name", "/?page=x", "/?kind=none", "/?sort=&page="]
)
def test_what_is_no_order_no_page_and_no_choice_is_answered_with_the_usual_list(people, address):
    assert [one.pk for one in duties(address)] == [one.pk for one in duties("/")]


def test_a_page_beyond_the_last_is_the_last(people):
    last = duties("/?page=999")
    assert last.number == last.paginator.num_pages > 1


@pytest.mark.parametrize("order", ["subject_table", "-subject_table", F("subject_table").desc()])
def test_rows_that_are_alike_in_the_order_of_a_list_stand_on_one_page_each(people, order):
    rows = Event.objects.order_by(order)
    pages = [cut(asked(f"/?page={number}"), rows) for number in range(1, len(rows) // 5 + 2)]
    assert sorted(one.pk for page in pages for one in page) == sorted(one.pk for one in rows)


@pytest.fixture
def by_five(monkeypatch):
    """Rows counted five at a time."""
    monkeypatch.setattr(long_list, "COUNTED_AT_ONCE", 5)


@pytest.mark.parametrize(
    ("address", "said", "pages"),
    [
        ("/", "10 or more", 2),
        ("/?page=1", "10 or more", 2),
        ("/?page=2", "15 or more", 3),
        ("/?page=x", "10 or more", 2),
    ],
)
def test_rows_of_the_database_are_counted_to_a_page_after_the_one_that_is_asked_for(
    people, by_five, address, said, pages
):
    assert Duty.objects.count() >= 15
    lists = duties(address).paginator
    assert (lists.counted, lists.num_pages, lists.has_more) == (said, pages, True)


def test_every_page_is_reached_and_the_last_says_how_many_there_are(people, by_five):
    page, seen = duties("/"), []
    while page.has_next():
        seen += [one.pk for one in page]
        page = duties(f"/?page={page.next_page_number()}")
    seen += [one.pk for one in page]
    assert seen == list(Duty.objects.order_by("recorded_at", "pk").values_list("pk", flat=True))
    assert (page.paginator.counted, page.paginator.has_more) == (str(len(seen)), False)


def test_a_number_that_no_list_reaches_is_answered_with_a_page(people, by_five):
    assert duties(f"/?page={'9' * 40}").number == 2
    assert duties("/?page=999").number == duties("/?page=999").paginator.num_pages


def test_a_list_whose_number_is_known_or_that_is_no_query_is_not_counted_again(
    people, by_five, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert duties("/", counted=1_234).paginator.counted == "1,234"
    assert cut(asked("/"), list(range(30))).paginator.counted == "30"


def test_a_choice_keeps_the_order_and_the_other_lists_where_they_are(people):
    page = duties("/?kind=investigator&sort=name&page=2&wrong-page=3")
    assert {one.kind for one in page} == {"investigator"}
    assert page.address == "?kind=investigator&sort=name&wrong-page=3&page="
    assert page.headings["kind"].address == "?kind=investigator&wrong-page=3&sort=kind"
    assert page.besides == [("sort", "name"), ("wrong-page", "3")]
    (chosen,) = page.choices
    assert (chosen.name, chosen.code) == ("kind", "investigator")


def test_a_choice_may_be_a_condition_and_of_its_rows_the_known_number_says_nothing(people):
    held = ListChoice("Name", lambda code: Q(person__name__istartswith=code), [("i", "I")])
    rows = Duty.objects.order_by("pk")
    page = cut(asked("/?name=i"), rows, choose={"name": held}, counted=1_234)
    assert page.paginator.count == Duty.objects.filter(person__name__istartswith="i").count()
    assert page.is_narrowed


def test_a_list_that_one_sees_at_a_glance_offers_no_choice_unless_one_was_made(people, monkeypatch):
    assert [one.name for one in duties("/").offers] == ["kind"]
    monkeypatch.setattr(long_list, "AT_A_GLANCE", Duty.objects.count())
    assert duties("/").offers == ()
    assert [one.name for one in duties("/?kind=investigator").offers] == ["kind"]


def test_each_list_of_a_page_has_names_of_its_own():
    page = cut(asked("/?page=2&late-page=3"), list(range(20)), named="late")
    assert (page.number, list(page)) == (3, [10, 11, 12, 13, 14])
    assert page.address == "?page=2&late-page="
