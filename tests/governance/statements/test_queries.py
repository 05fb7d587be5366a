"""Whether a matter is stated: every quarter, everybody whose word it needs, by then, as recorded by then."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests import given
from tests.given import AT
from tests.governance.signed import (
    Q3_2025,
    Q4_2025,
    another_service,
    entered,
    entered_quarter,
    none_of,
    seat_of,
    trading_standards,
)
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.governance.statements import queries, statement
from watchbook.governance.statements.missing import not_signed, statements_to_sign
from watchbook.governance.statements.models import Matter
from watchbook.governance.statements.queries import (
    Seat,
    missing_statements,
    most_counted,
    seat_named,
    seats,
    stated,
    unbroken_from,
)
from watchbook.governance.statements.rules import MatterStatement, quarter_of, quarters_touching
from watchbook.governance.statements.statement import Page
from watchbook.organisation import service
from watchbook.organisation.models import Authority, Service
from watchbook.organisation.rules import DutyKind

ON = AT.date()
AUDIT = "internal_auditor"


def in_q4(matter, on=ON, **asked):
    return stated(Matter(matter), first_on=Q4_2025.first_on, last_on=Q4_2025.last_on, on=on, **asked)


def in_the_quarter_after_set_up():
    """The quarter in which the register began, and the day after it."""
    began = quarter_of(Authority.objects.get().recorded_at.date())
    return began, began.last_on + timedelta(days=1)


def test_nothing_is_stated_before_anybody_signed(people):
    assert in_q4("looks") is None
    assert in_q4("audits") is None


def test_one_signer_states_what_is_theirs_alone_to_say(people):
    row = entered_quarter(people, seat_of(AUDIT), Q4_2025, audits=0)
    found = in_q4("audits")
    assert (found.none, found.counted, found.statements, found.retrospective) == (True, 0, (row,), False)
    assert (found.matter, found.first_on, found.last_on) == (Matter.AUDITS, *Q4_2025)


def test_a_service_matter_needs_every_service_that_was_open(people):
    housing = another_service(people)
    entered_quarter(people, trading_standards(), Q4_2025, looks=0)
    assert in_q4("looks") is None
    entered_quarter(people, housing, Q4_2025, looks=3)
    found = in_q4("looks")
    assert (found.none, found.counted, len(found.statements)) == (False, 3, 2)


def test_a_service_closed_before_the_quarter_is_not_asked_and_one_closed_in_it_is(people):
    entered_quarter(people, trading_standards(), Q4_2025, looks=0)
    housing = another_service(people).service
    service.close(housing, by=people.ada, at=datetime(2025, 9, 30, 12, tzinfo=UTC))
    assert in_q4("looks")
    parks = another_service(people, "Parks").service
    service.close(parks, by=people.ada, at=datetime(2025, 10, 1, 12, tzinfo=UTC))
    assert in_q4("looks") is None


def test_without_a_service_nobody_could_say_so_and_nothing_is_stated(people):
    service.close(Service.objects.get(), by=people.ada, at=datetime(2020, 1, 1, tzinfo=UTC))
    assert in_q4("looks") is None
    assert unbroken_from(Matter.LOOKS, last_on=Q4_2025.last_on, on=ON) is None


def test_a_statement_that_leaves_the_matter_open_states_nothing_of_it(people):
    entered_quarter(people, seat_of("senior_responsible_officer"), Q4_2025, letters=0)
    assert in_q4("letters")
    assert in_q4("inspections") is None


def test_every_quarter_must_be_signed_and_the_last_ones_number_counts(people):
    entered_quarter(people, seat_of(AUDIT), Q3_2025, audits=5)
    both = {"first_on": Q3_2025.first_on, "last_on": Q4_2025.last_on, "on": ON}
    assert stated(Matter.AUDITS, **both) is None
    entered_quarter(people, seat_of(AUDIT), Q4_2025, audits=2)
    found = stated(Matter.AUDITS, **both)
    assert (found.none, found.counted, len(found.statements)) == (False, 2, 2)


def test_a_period_within_quarters_needs_the_days_that_it_names_and_no_others(people):
    entered(people, seat_of(AUDIT), date(2025, 8, 10), Q4_2025.last_on, signed_on=date(2026, 1, 5), audits=0)
    asked = {"last_on": date(2025, 11, 3), "on": ON}
    assert stated(Matter.AUDITS, first_on=date(2025, 8, 10), **asked)
    assert stated(Matter.AUDITS, first_on=date(2025, 8, 9), **asked) is None
    assert stated(Matter.AUDITS, first_on=date(2025, 11, 4), **asked) is None


@pytest.mark.parametrize(
    ("signed_on", "retrospective"),
    [(date(2026, 1, 1), False), (date(2026, 3, 31), False), (date(2026, 4, 1), True)],
)
def test_what_is_signed_more_than_a_quarter_after_its_period_is_retrospective(
    people, signed_on, retrospective
):
    later = datetime(2026, 5, 1, tzinfo=UTC)
    entered_quarter(people, seat_of(AUDIT), Q4_2025, signed_on=signed_on, audits=0, at=later)
    assert in_q4("audits", on=later.date()).retrospective is retrospective


def test_a_run_of_quarters_in_one_statement_is_retrospective_for_the_early_ones_alone(people):
    entered(people, seat_of(AUDIT), date(2016, 1, 1), Q4_2025.last_on, signed_on=date(2026, 1, 5), audits=0)
    assert not in_q4("audits").retrospective
    assert stated(Matter.AUDITS, first_on=date(2016, 1, 1), last_on=Q4_2025.last_on, on=ON).retrospective


def test_what_was_signed_later_than_the_day_asked_about_does_not_count(people):
    entered_quarter(people, seat_of(AUDIT), Q4_2025, signed_on=date(2026, 1, 14), audits=0)
    assert in_q4("audits", on=date(2026, 1, 13)) is None
    assert in_q4("audits", on=date(2026, 1, 14))


def test_as_at_a_moment_only_what_was_recorded_by_then_counts_and_a_correction_after_it_does_not(people):
    first, second = datetime(2026, 1, 20, tzinfo=UTC), datetime(2026, 2, 20, tzinfo=UTC)
    seat = seat_of(AUDIT)
    with recorded_as_if_at(first):
        row = entered_quarter(people, seat, Q4_2025, audits=0)
    with recorded_as_if_at(second):
        statement.correct(row, Page({}, "One was found after all."), by=people.edmund, at=second)
    assert in_q4("audits", as_at=first - timedelta(days=1)) is None
    assert in_q4("audits", as_at=first).statements == (row,)
    assert in_q4("audits", as_at=second) is None
    assert in_q4("audits") is None


def test_as_at_a_moment_a_service_recorded_later_is_not_asked(people):
    with recorded_as_if_at(datetime(2026, 1, 20, tzinfo=UTC)):
        early = another_service(people, "Early")
        entered_quarter(people, early, Q4_2025, looks=0)
    assert in_q4("looks", as_at=datetime(2026, 1, 21, tzinfo=UTC))
    assert in_q4("looks") is None


def test_the_unbroken_run_ends_at_the_first_quarter_that_is_not_stated(people):
    seat = seat_of(AUDIT)
    entered(people, seat, date(2024, 1, 1), date(2024, 12, 31), signed_on=date(2025, 1, 5), audits=0)
    for quarter in quarters_touching(date(2025, 4, 1), date(2025, 12, 31)):
        entered_quarter(people, seat, quarter, audits=0)
    found = {"last_on": Q4_2025.last_on, "on": ON}
    assert unbroken_from(Matter.AUDITS, **found) == date(2025, 4, 1)
    entered_quarter(people, seat, quarter_of(date(2025, 1, 1)), audits=0)
    assert unbroken_from(Matter.AUDITS, **found) == date(2024, 1, 1)
    assert unbroken_from(Matter.AUDITS, last_on=date(2026, 3, 31), on=ON) is None
    assert unbroken_from(Matter.AUDITS, last_on=date(2025, 11, 2), on=ON) == date(2024, 1, 1)
    assert unbroken_from(Matter.AUDITS, last_on=date(2020, 12, 31), on=ON) is None
    assert unbroken_from(Matter.LETTERS, **found) is None


def test_who_did_not_sign_is_named_quarter_by_quarter(people):
    housing = another_service(people)
    entered_quarter(people, trading_standards(), Q4_2025, looks=0)
    missing = missing_statements(Matter.LOOKS, first_on=Q3_2025.first_on, last_on=Q4_2025.last_on, on=ON)
    assert [(one.seat.title, one.quarter) for one in missing] == [
        ("Housing", Q3_2025),
        ("Trading Standards", Q3_2025),
        ("Housing", Q4_2025),
    ]
    assert missing[0].seat == housing
    assert (
        missing_statements(Matter.AUDITS, first_on=Q4_2025.first_on, last_on=Q4_2025.last_on, on=ON)[
            0
        ].seat.title
        == "internal auditor"
    )


def test_the_most_that_anybody_counted_is_told(people):
    housing = another_service(people)
    period = {"first_on": Q4_2025.first_on, "last_on": Q4_2025.last_on, "on": ON}
    assert most_counted(Matter.FORMS, **period) == 0
    entered_quarter(people, trading_standards(), Q4_2025, forms=4)
    entered_quarter(people, housing, Q4_2025, forms=2)
    assert most_counted(Matter.FORMS, **period) == 4


def test_seats_are_every_service_then_the_other_signers(people):
    another_service(people)
    assert [seat.title for seat in seats()] == [
        "Housing", "Trading Standards", "internal auditor", "RIPA co-ordinator", "senior responsible officer",
    ]  # fmt: skip
    assert all(seat_named(seat.slug) == seat for seat in seats())
    assert seat_named("solicitor") is None
    assert seats(as_at=datetime(2000, 1, 1, tzinfo=UTC))[0].duty is DutyKind.INTERNAL_AUDITOR


def test_whoever_has_not_signed_for_the_last_quarter_is_listed_until_they_have(people):
    last, after = in_the_quarter_after_set_up()
    assert {one.quarter for one in not_signed(after)} == {last}
    assert [one.seat.title for one in not_signed(after)] == [seat.title for seat in seats()]
    at = datetime.combine(after, time(12), tzinfo=UTC)
    statement.sign(seat_of(AUDIT), last, none_of(AUDIT), by=people.edmund, at=at)
    assert AUDIT not in [one.seat.duty for one in not_signed(after)]


def test_quarters_are_asked_for_since_the_register_began_and_a_year_back_at_most(people):
    last, after = in_the_quarter_after_set_up()
    assert not_signed(last.last_on) == []
    assert {one.quarter for one in not_signed(after)} == {last}
    in_two_years = date(after.year + 2, 6, 1)
    assert len({one.quarter for one in not_signed(in_two_years)}) == 4


def test_each_is_shown_what_is_theirs_to_sign(people):
    another_service(people)
    _last, after = in_the_quarter_after_set_up()
    names = ("marian", "edmund", "helen", "simon", "bryn", "nell")
    shown = {
        name: [one.seat.title for one in statements_to_sign(getattr(people, name), on=after)]
        for name in names
    }
    assert shown == {
        "marian": ["Trading Standards"],
        "edmund": ["internal auditor"],
        "helen": ["RIPA co-ordinator"],
        "simon": ["senior responsible officer"],
        "bryn": [],
        "nell": [],
    }


def test_before_set_up_nothing_is_asked_of_anybody(db):
    assert not_signed(ON) == []


@pytest.mark.parametrize("services", [0, 5])
def test_the_queries_take_the_same_number_however_much_is_signed(people, django_assert_num_queries, services):
    for number in range(services):
        seat = another_service(people, f"Service {number}")
        for quarter in (Q3_2025, Q4_2025):
            entered_quarter(people, seat, quarter, looks=0)
    asked = {"first_on": Q3_2025.first_on, "last_on": Q4_2025.last_on, "on": ON, "as_at": None}
    with django_assert_num_queries(2):
        stated(Matter.LOOKS, **asked)
    with django_assert_num_queries(2):
        missing_statements(Matter.LOOKS, **asked)
    with django_assert_num_queries(2):
        unbroken_from(Matter.LOOKS, last_on=Q4_2025.last_on, on=ON, as_at=None)
    with django_assert_num_queries(1):
        most_counted(Matter.LOOKS, **asked)
    _last, after = in_the_quarter_after_set_up()
    with django_assert_num_queries(3):
        not_signed(after)
    with django_assert_num_queries(2 if services else 1):
        queries.statements_in(Q3_2025.first_on, Q4_2025.last_on)


def test_a_statement_is_found_by_its_reference_in_its_newest_version(people):
    row = entered_quarter(people, trading_standards(), Q4_2025, looks=0)
    newer = statement.correct(
        row, Page({"looks": MatterStatement("none")}, "Again."), by=people.marian, at=AT
    )
    assert queries.statement_by_reference("ST-0001") == newer
    assert queries.statement_by_reference("ST-0002") is None
    assert queries.versions_of("ST-0001") == [row, newer]
    assert queries.statements_in(*Q4_2025) == {trading_standards().key: [newer]}
    assert Seat.of(row) == trading_standards()
    assert given.AT == AT
