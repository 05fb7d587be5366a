"""Retention schedules from paper by spreadsheet: one row a class, all rows of a version one schedule."""

from datetime import date

import pytest

from tests.given import AT
from tests.governance.signed import a_proposal
from tests.rights import refused_to_all_but
from watchbook.files.spreadsheet import write_csv
from watchbook.governance.retention_schedule.imports import COLUMNS, RETENTION_SCHEDULES
from watchbook.governance.retention_schedule.models import (
    RetentionAdoption,
    RetentionClass,
    RetentionSchedule,
)
from watchbook.governance.retention_schedule.queries import schedule_in_force
from watchbook.register.spreadsheet import ImportRefused, run

NAMES = [column.name for column in COLUMNS]
ROW = {
    "version": "Retention schedule 2019",
    "adopted_on": "2019-03-04",
    "in_force_from": "2019-04-01",
    "decided_by": "Corporate Governance Committee",
    "minute": "CGC 19/23",
    "code": "look",
    "title": "Record of a look",
    "trigger": "the date of the look",
    "period": "3",
    "unit": "years",
    "action": "delete",
    "reason": "UK GDPR art 5(1)(e)",
}
DELETION = {
    "code": "deletion_request",
    "title": "How to ask for deletion",
    "trigger": "the request arrives",
    "period": "1",
    "unit": "months",
    "action": "answer",
    "action_words": "Write to the data protection officer.",
}


def imported(by, *rows):
    lines = [[row.get(name, "") for name in NAMES] for row in rows]
    return run(
        RETENTION_SCHEDULES, write_csv(NAMES, lines), name="retention_schedule.csv", files={}, by=by, at=AT
    )


def refusals(people, *rows):
    with pytest.raises(ImportRefused) as refused:
        imported(people.simon, *rows)
    assert not RetentionSchedule.objects.exists()
    return [row.reason for row in refused.value.rows]


def test_the_columns_are_those_of_the_fixture():
    assert NAMES == [
        "version", "adopted_on", "in_force_from", "decided_by", "minute", "code", "title", "trigger", "period", "unit",
        "period_words", "action", "action_words", "reason",
        "lga_record_type",
    ]  # fmt: skip


def test_all_rows_of_a_version_are_one_schedule_with_its_decision(people):
    imported(people.simon, ROW, ROW | DELETION)
    found = schedule_in_force(on=date(2019, 10, 7))
    assert [row.code for row in found.classes] == ["look", "deletion_request"]
    assert (found.schedule.title, found.adoption.minute) == ("Retention schedule 2019", "CGC 19/23")
    assert "chis_record" in found.missing
    assert (RetentionSchedule.objects.count(), RetentionAdoption.objects.count()) == (1, 1)


def test_what_was_decided_below_the_laws_bounds_is_recorded_as_it_was(people):
    imported(people.simon, ROW | {"code": "chis_record", "period": "1"})
    assert RetentionClass.objects.get().period == 1


def test_each_version_is_a_schedule_of_its_own_and_rows_may_come_in_any_order(people):
    second = {"version": "2021", "adopted_on": "2021-01-05", "in_force_from": "2021-02-01"}
    imported(people.simon, ROW, ROW | second, ROW | DELETION, ROW | DELETION | second)
    assert RetentionSchedule.objects.count() == 2
    assert len(schedule_in_force(on=date(2020, 1, 1)).classes) == 2
    assert len(schedule_in_force(on=date(2021, 2, 1)).classes) == 2


def test_a_row_that_was_forgotten_is_added_later_by_the_same_decision(people):
    imported(people.simon, ROW)
    imported(people.simon, ROW | DELETION)
    assert RetentionSchedule.objects.count() == 1
    assert len(schedule_in_force(on=date(2019, 10, 7)).classes) == 2


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"version": ""}, "“version” is empty"),
        ({"code": "Look!"}, "short name of the class is missing or not right"),
        ({"period": "", "unit": ""}, "retention period is missing"),
        ({"period": ""}, "or leave both blank"),
        ({"unit": ""}, "or leave both blank"),
        ({"unit": "fortnights"}, "“unit” is “fortnights”"),
        ({"period": "-3"}, "If the period is longer, choose another unit"),
        ({"period": "0"}, "If the period is longer, choose another unit"),
        ({"period": "999999999"}, "If the period is longer, choose another unit"),
        ({"action": "shred"}, "“action” is “shred”"),
        ({"action": "answer"}, "address for requests is missing"),
        ({"reason": ""}, "“reason” is empty"),
        ({"in_force_from": "2019-03-03"}, "is before the date of adoption"),
        ({"adopted_on": "2030-01-01", "in_force_from": "2030-01-01"}, "is in the future"),
    ],
)
def test_a_row_that_cannot_be_true_is_refused_with_the_reason(people, changes, says):
    assert any(says in reason for reason in refusals(people, ROW | changes))


def test_rows_of_a_version_that_differ_in_the_decision_or_repeat_a_class_are_refused(people):
    (reason,) = refusals(people, ROW, ROW | DELETION | {"minute": "other"})
    assert "differs from the adoption in this row" in reason
    (reason,) = refusals(people, ROW, ROW)
    assert "already has the class “look”" in reason


def test_a_proposal_of_the_same_title_is_not_mixed_with_a_paper(people):
    a_proposal(people, title="Retention schedule 2019")
    with pytest.raises(ImportRefused) as refused:
        imported(people.simon, ROW)
    assert "differs from the adoption in this row, or no adoption is recorded" in refused.value.rows[0].reason


def test_only_the_sro_imports(people):
    refused_to_all_but({"simon"}, people, lambda by: imported(by, ROW), match="was adopted")
