"""Queries that Django writes once: asked anew each time, of whoever and whenever is meant."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from tests.people import DUTIES, NOBODY
from watchbook.audit_log.models import Event
from watchbook.audit_log.written_once import SOME_MOMENT, SOMEBODY, SomeOf, objects, rows, side_by_side, whole
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.queries import duties_of, services_led_by

FIELDS = [field.attname for field in Duty._meta.concrete_fields]


def test_a_query_is_written_once_and_asked_each_time(people):
    written = []

    def kinds():
        written.append(1)
        return Duty.objects.filter(person_id=SOMEBODY).values_list("kind")

    found = [rows(kinds, {SOMEBODY: getattr(people, name).pk}) for name in DUTIES]
    assert found == [[(kind,)] for kind in DUTIES.values()]
    assert written == [1]


def test_whole_rows_are_the_objects_that_django_gives(people):
    def whole():
        return Duty.objects.filter(person_id=SOMEBODY)

    for name in DUTIES:
        person = getattr(people, name)
        (found,) = objects(whole, {SOMEBODY: person.pk})
        asked = Duty.objects.get(person=person)
        assert (type(found), found._state.adding, found._state.db) == (Duty, False, "default")
        assert {name: getattr(found, name) for name in FIELDS} == {
            name: getattr(asked, name) for name in FIELDS
        }
    assert objects(whole, {SOMEBODY: uuid4()}) == []


def test_a_column_that_is_stored_otherwise_is_read_as_django_reads_it(people):
    def newest():
        return Event.objects.order_by("-number")[:1]

    (found,) = objects(newest, {})
    assert isinstance(found.fields, dict)
    assert found.fields == newest().get().fields


def test_it_is_asked_with_the_ids_and_the_moment_that_are_meant(people):
    ids, others = SomeOf("ids"), SomeOf("others")

    def named():
        said = Event.objects.filter(subject_id__among=ids).exclude(subject_id__among=others)
        return said.filter(recorded_at__lte=SOME_MOMENT).values_list("subject_id")

    now, them = timezone.now(), [people.ines.pk, people.nell.pk]
    assert {key for (key,) in rows(named, {ids: them, others: [], SOME_MOMENT: now})} == set(them)
    assert {key for (key,) in rows(named, {ids: them, others: them[:1], SOME_MOMENT: now})} == set(them[1:])
    assert rows(named, {ids: [], others: [], SOME_MOMENT: now}) == []
    assert rows(named, {ids: them, others: [], SOME_MOMENT: SOME_MOMENT}) == []


def test_what_a_query_defers_is_read_when_it_is_asked_for(people):
    def without():
        return Person.objects.filter(pk=SOMEBODY).defer("name")

    (found,) = objects(without, {SOMEBODY: people.ines.pk})
    assert found.get_deferred_fields() == {"name"}
    assert (found.email, found.name) == (people.ines.email, "Ines")


def test_queries_side_by_side_give_each_row_of_one_beside_those_of_the_others(people):
    def person():
        return Person.objects.filter(pk=SOMEBODY).order_by()

    def held():
        return Duty.objects.filter(person_id=SOMEBODY).values_list("kind")

    def none():
        return Duty.objects.filter(pk=SOMEBODY)

    for name, kinds in {**{name: [(kind,)] for name, kind in DUTIES.items()}, NOBODY: [(None,)]}.items():
        asked = {SOMEBODY: getattr(people, name).pk}
        found = side_by_side((person, none, held), asked)
        assert [kind for _person, _none, kind in found] == kinds
        assert {whole(person, row) for row, _none, _kind in found} == set(objects(person, asked))
        assert not any(any(nothing) for _person, nothing, _kind in found)
    assert side_by_side((none, person, held), asked) == []


def test_what_each_page_asks_follows_the_day_and_the_person(people):
    day, before = date(2026, 3, 2), date(2026, 3, 1)
    for name, kind in DUTIES.items():
        assert (duties_of(getattr(people, name), on=day), duties_of(getattr(people, name), on=before)) == (
            {kind},
            frozenset(),
        )
    marian, ines = people.marian, people.ines
    assert services_led_by(marian, on=day) == {marian.service_id}
    assert services_led_by(marian, on=before) == services_led_by(ines, on=day) == frozenset()
