"""What PostgreSQL itself refuses of statements: a change, a period that is not over, a second signature, a contradiction."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.governance.signed import Q4_2025, entered_quarter, seat_of, trading_standards
from watchbook.governance.statements.models import Statement, StatementItem


def refused(act):
    with transaction.atomic(), pytest.raises(IntegrityError):
        act()


def test_a_signed_statement_is_never_changed(people):
    row = entered_quarter(people, seat_of("internal_auditor"), Q4_2025, audits=0)
    for table, changes in ((Statement, {"remarks": "x"}), (StatementItem, {"counted": 4})):
        refused(lambda table=table, changes=changes: table.objects.update(**changes))
    assert str(row) == "ST-0001"


def test_a_statement_that_cannot_be_is_refused(people):
    def write(**changes):
        told = {
            "reference": "ST-0009",
            "duty": "internal_auditor",
            "first_on": Q4_2025.first_on,
            "last_on": Q4_2025.last_on,
            "signed_on": date(2026, 1, 5),
            "recorded_by": people.edmund,
        }
        refused(lambda: Statement(**told | changes).save(force_insert=True))

    entered_quarter(people, seat_of("internal_auditor"), Q4_2025, audits=0)
    write()
    write(first_on=date(2025, 1, 1), last_on=date(2024, 1, 1))
    write(first_on=date(2025, 1, 1), signed_on=Q4_2025.last_on)
    write(duty="line_manager")
    write(duty="ripa_coordinator", service=trading_standards().service)


def test_an_answer_of_none_counts_none_and_all_counts_some(people):
    row = entered_quarter(people, seat_of("senior_responsible_officer"), Q4_2025, letters=0)
    for matter, answer, counted in (
        ("inspections", "none", 2),
        ("inspections", "all_recorded", 0),
        ("letters", "none", 0),
    ):
        item = StatementItem(
            statement=row, matter=matter, answer=answer, counted=counted, recorded_by=people.simon
        )
        refused(lambda item=item: item.save(force_insert=True))
