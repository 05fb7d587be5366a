"""Readers that ask together: what each gets is what it would have got alone."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from tests import given
from tests.governance import adopted
from tests.oversight import given as oversight
from watchbook.audit_log.models import Event
from watchbook.governance.letters.models import LetterReceived
from watchbook.organisation.models import Authority, Duty, Person, Service
from watchbook.oversight.recommendation.queries import recommendation_rows
from watchbook.register.asked_together import (
    SqlQuestion,
    Wants,
    answer,
    ask,
    asked_again,
    counted,
    gathered,
    statement_of,
    together,
    with_related,
)
from watchbook.register.one_query import PLANS


def filled(people):
    """Rows of several registers."""
    given.a_letter_with_reply(people)
    given.a_letter(people)
    adopted.a_policy()
    oversight.a_recommendation(people)


def of_all_tables():
    """A query of every table, and queries with joins, annotations, values, nothing, and a union."""
    tables = [one._default_manager.order_by("pk")[:5] for one in apps.get_models() if one._meta.managed]
    return [
        *tables,
        Duty.objects.select_related("person__service", "decided_by").order_by("-from_on", "pk"),
        recommendation_rows(),
        Duty.objects.order_by("-from_on").values_list("kind").distinct(),
        Person.objects.order_by("-name").values("name", "email"),
        Service.objects.none(),
        Authority.objects.values("pk").union(Service.objects.values("pk")),
        Person.objects.prefetch_related("duties").order_by("name"),
    ]


def as_read(one):
    """A row with its values and their types."""
    if not hasattr(one, "_meta"):
        return one
    return type(one), {
        field.attname: (type(getattr(one, field.attname)), getattr(one, field.attname))
        for field in one._meta.concrete_fields
    }


def test_each_gets_the_same_rows_in_the_same_order_of_the_same_types(people):
    filled(people)
    together, alone = of_all_tables(), of_all_tables()
    ask(together)
    for one, other in zip(together, alone, strict=True):
        assert [as_read(row) for row in one] == [as_read(row) for row in other], one.query
    assert sum(map(len, together)) > 50
    joined, annotated = together[-7][0], together[-6][0]
    assert (joined.person.name, annotated.last_step) == (alone[-7][0].person.name, None)


def test_many_readers_ask_as_often_as_the_one_that_asks_most_often(people, django_assert_num_queries):
    filled(people)

    def asks(times):
        for number in range(times):
            rows = Person.objects.filter(is_active=True).annotate(number=Value(number))
            yield Wants(rows, Service.objects.all())
            yield (times, number, len(rows))

    with django_assert_num_queries(3):
        found = gathered(asks(times) for times in (1, 2, 3, 0))
    number = Person.objects.filter(is_active=True).count()
    assert sorted(found) == [(times, at, number) for times in (1, 2, 3) for at in range(times)]


def test_a_question_in_sql_is_answered_with_the_rows_of_others(people, django_assert_num_queries):
    doubled = SqlQuestion("SELECT few, 2 * few FROM unnest(%s::int[]) AS few ORDER BY few", [3, 1])
    nothing, rows = SqlQuestion("SELECT 1 WHERE false"), Person.objects.order_by("name")
    with django_assert_num_queries(1):
        ask([doubled, rows, nothing])
        assert (doubled.answers, nothing.answers) == ([(1, 2), (3, 6)], [])
        assert [one.name for one in rows][:2] == ["Ada", "Bashir"]


def test_readers_made_one_want_together_and_give_what_each_found(people, django_assert_num_queries):
    def names(*tables):
        for table in tables:
            yield Wants(table)
        yield {type(row).__name__ for table in tables for row in table}

    people_alone, both = names(Person.objects.all()), names(Person.objects.all(), Duty.objects.all())
    with django_assert_num_queries(2):
        assert gathered([together([both, people_alone])]) == [{"Person"}, {"Person", "Duty"}]
    with django_assert_num_queries(1):
        assert answer(names(Duty.objects.all())) == {"Duty"}


def test_nothing_is_asked_where_nothing_is_wanted(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert gathered([iter(("a",)), iter(())]) == ["a"]
        ask([Service.objects.none()])


def test_a_count_is_one_row(people):
    several, none = counted(Person.objects.all()), counted(Person.objects.filter(name="Nobody at all"))
    ask([several, none])
    assert (list(several), list(none)) == ([Person.objects.count()], [0])


def test_what_leads_to_rows_is_fetched_with_others(people, django_assert_num_queries):
    rows = list(Person.objects.filter(duties__isnull=False).distinct())
    with django_assert_num_queries(1):
        gathered([with_related(rows, "duties"), with_related([], "duties")])
    with django_assert_num_queries(0):
        assert all(one.duties.all() for one in rows)
    assert {one.pk: set(one.duties.all()) for one in rows} == {
        one.pk: set(Duty.objects.filter(person=one)) for one in rows
    }


def test_a_type_that_it_does_not_know_is_refused(people):
    rows = LetterReceived.objects.extra(select={"point": "point(1, 2)"}).values_list("point")
    given.a_letter(people)
    with pytest.raises(NotImplementedError, match="no loader"):
        ask([rows])


def test_it_connects_where_nobody_has_asked_yet(committed):
    connection.close()
    rows = Service.objects.all()
    ask([rows])
    assert list(rows) == []


def test_the_query_is_seen_by_whoever_counts_queries(people):
    with CaptureQueriesContext(connection) as told:
        ask([Event.objects.all(), Person.objects.all()])
    assert len(told) == 1
    assert "UNION ALL" in told[0]["sql"]


def test_a_connection_keeps_the_plans_of_few(db):
    """As many as there are sets of duties would fill the memory of the database."""
    for number in range(PLANS + 5):
        one = SqlQuestion("SELECT %s::int", number)
        ask([asked_again(one, statement_of(one))])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE NOT from_sql")
        assert cursor.fetchone() == (PLANS,), (
            "what a test prepares by a statement (tests/log.py) is not theirs"
        )


def test_who_wants_nothing_keeps_no_plan_from_the_others(people):
    one = asked_again(of := SqlQuestion("SELECT 4711"), statement_of(of))
    ask([one, Service.objects.none(), Service.objects.filter(pk__in=[])])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%4711%' AND NOT statement LIKE '%pg_pre%'"
        )
        assert cursor.fetchone() == (1,)
