"""Signing: who may, for which days, what is refused, what the log says; correcting; what was signed on paper."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.given import AT
from tests.governance import tools_and_training
from tests.governance.signed import (
    Q3_2025,
    Q4_2025,
    another_service,
    entered_quarter,
    none_of,
    seat_of,
    trading_standards,
)
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.governance.statements import statement
from watchbook.governance.statements.models import Statement, StatementItem
from watchbook.governance.statements.rules import ALL_RECORDED, NONE, MatterStatement
from watchbook.governance.statements.statement import Page
from watchbook.organisation import service

AUDIT = "internal_auditor"


def signed(people, quarter=Q4_2025, page=None, at=AT):
    """Internal audit's statement."""
    return statement.sign(seat_of(AUDIT), quarter, page or none_of(AUDIT), by=people.edmund, at=at)


def refused(act, says):
    leaves_nothing(WrongState, act, says)


def test_each_signs_what_is_theirs_with_the_days_date(people):
    row = signed(people)
    assert (row.reference, row.duty, row.service, row.signed_on) == ("ST-0001", AUDIT, None, AT.date())
    assert [(item.matter, item.answer, item.counted) for item in row.items.all()] == [("audits", "none", 0)]
    name, by, at, fields, personal = told(row)
    assert (name, by, at) == ("statement.signed", people.edmund.id, AT)
    assert fields["said"] == ["audits=none"]
    assert personal == {"remarks": ""}


@pytest.mark.parametrize(
    ("duty", "who"),
    [
        ("line_manager", "marian"),
        ("internal_auditor", "edmund"),
        ("ripa_coordinator", "helen"),
        ("senior_responsible_officer", "simon"),
    ],
)
def test_nobody_signs_for_somebody_else(people, duty, who):
    seat = trading_standards() if duty == "line_manager" else seat_of(duty)
    refused_to_all_but(
        {who},
        people,
        lambda by: statement.sign(seat, Q4_2025, none_of(duty), by=by, at=AT),
        match="sign the statement of the",
    )
    assert statement.sign(seat, Q4_2025, none_of(duty), by=getattr(people, who), at=AT)


def test_a_line_manager_signs_for_their_own_service_alone(people):
    housing = another_service(people)
    leaves_nothing(
        NotPermitted,
        lambda: statement.sign(housing, Q4_2025, none_of("line_manager"), by=people.marian, at=AT),
        "You cannot sign this statement",
    )


def test_a_quarter_is_signed_once_by_each(people):
    signed(people)
    refused(lambda: signed(people), "1 October 2025 to 31 December 2025 is already signed")
    signed(people, Q3_2025)
    statement.sign(seat_of("ripa_coordinator"), Q4_2025, none_of("ripa_coordinator"), by=people.helen, at=AT)


def test_a_quarter_is_signed_from_the_day_after_its_last(people):
    last_day = datetime(2025, 12, 31, 23, 0, tzinfo=UTC)
    refused(lambda: signed(people, at=last_day), "the date of signing must be after the period")
    signed(people, at=last_day + timedelta(hours=1))


def test_a_closed_service_signs_for_the_quarters_before_and_no_others(people):
    seat = trading_standards()
    service.close(seat.service, by=people.ada, at=datetime(2025, 10, 1, 12, tzinfo=UTC))
    statement.sign(trading_standards(), Q4_2025, none_of("line_manager"), by=people.marian, at=AT)
    later = datetime(2026, 4, 2, tzinfo=UTC)
    after = type(Q4_2025)(date(2026, 1, 1), date(2026, 3, 31))
    refused(
        lambda: statement.sign(
            trading_standards(), after, none_of("line_manager"), by=people.marian, at=later
        ),
        "Trading Standards was closed on 1 October 2025",
    )


def test_none_is_not_signed_while_the_register_holds_some_nor_all_while_it_holds_another_number(people):
    seat = trading_standards()
    tools_and_training.a_tool(people)

    def sign(**said):
        return statement.sign(seat, Q4_2025, Page(said), by=people.marian, at=AT)

    refused(
        lambda: sign(tools=MatterStatement(NONE)),
        "the register shows 1 for these dates, so you cannot state",
    )
    refused(lambda: sign(tools=MatterStatement(ALL_RECORDED, 2)), "the register now shows 1 for these dates")
    refused(
        lambda: sign(methods=MatterStatement(ALL_RECORDED, 1)), "the register now shows 0 for these dates"
    )
    refused(
        lambda: sign(profiles=MatterStatement(ALL_RECORDED, 1)),
        "is no register for this question yet, so you cannot",
    )
    refused(lambda: sign(looks=MatterStatement(ALL_RECORDED, 1)), "the register now shows 0 for these dates")
    refused(lambda: sign(audits=MatterStatement(NONE)), "this statement does not cover audits")
    refused(sign, "you have not answered any question.")
    assert sign(tools=MatterStatement(ALL_RECORDED, 1), methods=MatterStatement(NONE)).items.count() == 2


def test_the_years_before_are_signed_once_up_to_what_is_signed(people):
    signed(people, Q4_2025)

    def before(first_on=date(2016, 1, 4)):
        return statement.sign_years_before(
            seat_of(AUDIT), first_on=first_on, page=none_of(AUDIT), by=people.edmund, at=AT
        )

    refused(lambda: before(date(2026, 1, 1)), "last date of the period is before the first date")
    refused(lambda: before(date(1899, 12, 31)), "the period begins before 1900")
    row = before()
    assert (row.first_on, row.last_on) == (date(2016, 1, 4), date(2025, 9, 30))
    refused(lambda: before(date(2010, 1, 1)), "somebody has already signed for the years before")


def test_with_nothing_signed_the_years_before_end_with_the_last_quarter(people):
    row = statement.sign_years_before(
        trading_standards(), first_on=date(2016, 1, 1), page=none_of("line_manager"), by=people.marian, at=AT
    )
    assert row.last_on == Q4_2025.last_on


def test_the_years_before_are_not_signed_for_somebody_else(people):
    refused_to_all_but(
        {"edmund"},
        people,
        lambda by: statement.sign_years_before(
            seat_of(AUDIT), first_on=date(2016, 1, 1), page=none_of(AUDIT), by=by, at=AT
        ),
        match="sign the statement of the internal auditor",
    )


def test_a_correction_is_a_new_statement_for_the_same_days_and_the_old_one_stays(people):
    row = signed(people)
    newer = statement.correct(row, Page({}, "One was found."), by=people.edmund, at=AT + timedelta(days=3))
    assert (newer.reference, newer.corrects, newer.signed_on) == ("ST-0001", row, date(2026, 3, 5))
    assert (newer.first_on, newer.last_on, newer.items.count()) == (*Q4_2025, 0)
    assert Statement.objects.count() == 2
    assert told(newer)[0] == "statement.corrected"
    assert told(newer)[3]["corrects"] == str(row.id)
    refused(
        lambda: statement.correct(row, none_of(AUDIT), by=people.edmund, at=AT),
        "this statement: somebody has already corrected the entry",
    )


def test_a_statement_is_corrected_by_its_own_signer_alone(people):
    row = signed(people)
    refused_to_all_but(
        {"edmund"},
        people,
        lambda by: statement.correct(row, none_of(AUDIT), by=by, at=AT),
        match="internal auditor",
    )


def test_remarks_stay_out_of_the_open_log(people):
    signed(people, page=Page({}, "Ask Zephyrine."))
    assert "Zephyrine" not in open_words()


def test_without_its_entry_in_the_log_nothing_is_signed(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, statement, lambda: signed(people))
    row = signed(people)
    undone_when_the_log_fails(
        monkeypatch, statement, lambda: statement.correct(row, none_of(AUDIT), by=people.edmund, at=AT)
    )
    seat = seat_of("ripa_coordinator")
    undone_when_the_log_fails(
        monkeypatch, statement, lambda: entered_quarter(people, seat, Q4_2025, authorisations=0)
    )


def test_what_was_signed_on_paper_is_entered_as_it_was_whatever_the_registers_hold(people):
    tools_and_training.a_tool(people)
    row = entered_quarter(people, trading_standards(), Q4_2025, tools=0, looks=4)
    assert {item.matter: item.counted for item in row.items.all()} == {"tools": 0, "looks": 4}
    assert told(row)[0] == "statement.entered"
    refused(lambda: entered_quarter(people, trading_standards(), Q4_2025, tools=0), "already signed")


def test_postgresql_itself_refuses_what_no_statement_can_say(people):
    row = signed(people)
    for wrong in (
        StatementItem(statement=row, matter="audits", answer="none", recorded_by=people.edmund),
        StatementItem(statement=row, matter="letters", answer="none", counted=3, recorded_by=people.edmund),
        StatementItem(statement=row, matter="letters", answer="all_recorded", recorded_by=people.edmund),
    ):
        with transaction.atomic(), pytest.raises(IntegrityError):
            wrong.save(force_insert=True)
