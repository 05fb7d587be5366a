"""Queries that are written once for all who hold the same duties: each asks what it would ask if it was written for its reader."""

import pytest
from django.db.models import Q
from django.utils import timezone

from tests import given
from tests.midnight import A_DAY, passing_anywhere
from tests.people import DUTIES
from tests.proof_only import share
from watchbook.config import urls  # noqa: F401  # by then every list is marked
from watchbook.organisation import duty
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.queries import duties_of, services_led_by, the_authority, today
from watchbook.organisation.rules import DutyKind
from watchbook.register.asked_together import (
    Wants,
    answer,
    ask,
    counted_first,
    in_sql,
    sql_of,
    statement_of,
)
from watchbook.register.written import (
    ASKED_AT,
    WRITTEN,
    AskedAt,
    SomeIds,
    _written,
    written,
    written_by_services,
)

ALL = frozenset(DUTIES.values())
HELD = [*({kind} for kind in sorted(ALL)), *(ALL - {kind} for kind in sorted(ALL)), ALL, frozenset()]


def asked(found):
    """The statements with their values, as if they were asked at some moment."""
    for one in found if isinstance(found, tuple) else (found,):
        if "statement" in one.__dict__:
            values = {**one.__dict__["given"], "now": given.AT, "ids": []}
            yield "".join(said(piece, values) for piece in statement_of(one).pieces)
        else:
            sql, values, _compiler = sql_of(one)
            yield in_sql(sql, [meant(value) for value in values])


def said(piece, values):
    """A piece of a statement, or the value that is given for its place."""
    return piece if isinstance(piece, str) else in_sql("%s", [values[piece.of]])


def meant(value):
    """A value, some moment in place of each, and no ids where they are named later."""
    if isinstance(value, SomeIds):
        return []
    return given.AT if isinstance(value, AskedAt) else value


def holding(person, held):
    """As if these were the person’s duties today."""
    person.kept["duties"] = {today(): frozenset(held)}
    person.kept["services_led"] = {today(): frozenset(filter(None, [person.service_id]))}


@pytest.mark.parametrize("query", WRITTEN, ids=lambda one: f"{one.__module__}.{one.__qualname__}")
def test_it_asks_what_it_would_ask_if_it_was_written_for_its_reader_whatever_they_hold(people, query):
    ines, nobody = people.ines, people.nell
    nobody.service_id = None
    for held in (ALL, *share(HELD, WRITTEN.index(query), of=3)):
        for person in (ines, nobody) if held == ALL else (ines,):
            holding(person, held)
            assert [*asked(query(person, today()))] == [*asked(query.__wrapped__(person, today()))], held


def test_it_is_written_once_for_those_who_hold_the_same_and_answers_each(people):
    times = []

    @written
    def mine(person, on):
        times.append(sorted(duties_of(person, on=on)))
        rows = Duty.objects.filter(person=person, from_on__lte=on).select_related("person")
        return rows, counted_first(rows, "from_on", up_to=5)

    def read(person):
        rows, few = mine(person, today())
        yield Wants(rows, few)
        yield [row.person.name for row in rows], few.answers[0][0]

    for person in (people.ines, people.leila, people.ines, people.ada):
        assert answer(read(person)) == ([person.name], 1)
    assert times == [["investigator"], ["solicitor"], ["system_administrator"]]
    assert answer(read(people.bashir)) == (["Bashir"], 1)
    assert len(times) == 3


def test_a_change_of_duties_is_heeded_at_once(people):
    @written
    def held(person, on):
        kinds = sorted(duties_of(person, on=on))
        return (
            Duty.objects.filter(kind__in=kinds, person=person).order_by("kind").values_list("kind", flat=True)
        )

    def read(person):
        rows = held(person, today())
        yield Wants(rows)
        yield list(rows)

    assert answer(read(people.ines)) == ["investigator"]
    row = duty.propose(people.ines, kind=DutyKind.SOLICITOR, from_on=today(), by=people.ada, at=given.AT)
    assert answer(read(people.ines)) == ["investigator"]
    duty.grant(row, by=people.bashir, at=given.AT)
    assert answer(read(people.ines)) == ["investigator", "solicitor"]


def test_a_moment_is_that_of_the_asking(people, monkeypatch):
    @written
    def recent(_person, _on):
        return Person.objects.filter(recorded_at__gte=ASKED_AT - A_DAY)

    def read(person):
        rows = recent(person, given.AT.date())
        yield Wants(rows)
        yield len(rows)

    recorded = people.ines.recorded_at
    assert answer(read(people.ines)) == Person.objects.count()
    monkeypatch.setattr(timezone, "now", lambda: recorded + 2 * A_DAY)
    assert answer(read(people.ines)) == 0


def test_midnight_may_pass_while_it_is_written(people, monkeypatch):
    @written_by_services
    def held(person, on):
        rows = Duty.objects.filter(person=person, kind__in=sorted(duties_of(person, on=today())))
        return rows.filter(Q(service__in=services_led_by(person, on=today())) | Q(from_on__lte=on))

    def read():
        _written.cache_clear()
        marian = Person.objects.get(pk=people.marian.pk)
        rows = held(marian, today())
        ask([rows])
        assert [row.kind for row in rows] == ["line_manager"]

    passing_anywhere(monkeypatch, read)


@pytest.mark.parametrize(
    "query",
    [
        lambda person, _on: Person.objects.filter(name=person.name),
        lambda person, _on: Person.objects.filter(name=str(person.id)),
        lambda person, _on: Person.objects.filter(service=person.service),
        lambda person, _on: Person.objects.filter(is_active=person.id in {given.AT}),
        lambda _person, _on: Person.objects.filter(is_active=bool(the_authority())),
        lambda _person, _on: Person.objects.filter(recorded_at__lte=timezone.now()),
        lambda person, on: Person.objects.filter(is_active=bool(duties_of(person, on=on - A_DAY))),
        lambda person, on: Person.objects.filter(is_active=bool(services_led_by(person, on=on - A_DAY))),
    ],
)
def test_what_does_not_follow_from_day_and_duties_is_refused(people, query):
    with pytest.raises(TypeError, match="everybody with these duties"):
        written(query)(people.ines, today())
