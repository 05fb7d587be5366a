"""Signed confirmations that none is held by spreadsheet."""

from datetime import date

import pytest

from tests.given import AT
from tests.governance.adopted import a_policy
from tests.log import everything
from watchbook.acting.refusals import NotPermitted
from watchbook.files.spreadsheet import write_csv
from watchbook.governance.documents.models import NoneHeld
from watchbook.governance.none_held import none_held
from watchbook.governance.none_held.imports import COLUMNS, NONE_HELD
from watchbook.register.spreadsheet import ImportRefused, run

NAMES = [column.name for column in COLUMNS]
ROW = {"kind": "dpia", "searched": "The library", "reason": "Never done", "signed_on": "2019-09-02"}


def import_rows(*rows, by):
    data = write_csv(NAMES, [[row.get(name, "") for name in NAMES] for row in rows])
    return run(NONE_HELD, data, name="none_held.csv", files={}, by=by, at=AT)


def refusals(*rows, by):
    before = everything()
    with pytest.raises(ImportRefused) as refused:
        import_rows(*rows, by=by)
    assert everything() == before
    return [(row.line, row.reason) for row in refused.value.rows]


def test_each_row_is_signed_by_whoever_imports(people):
    import_rows(ROW, ROW | {"kind": "Privacy impact assessment", "signed_on": ""}, by=people.fatima)
    rows = [(row.kind, row.signed_on, row.recorded_by) for row in NoneHeld.objects.order_by("kind")]
    assert rows == [("dpia", date(2019, 9, 2), people.fatima), ("pia", AT.date(), people.fatima)]


def test_on_a_real_register_a_day_that_has_passed_is_refused(people, monkeypatch):
    monkeypatch.setattr(none_held, "mode", lambda: "production")  # a database's mode never changes
    [(line, reason)] = refusals(ROW | {"kind": "pia", "signed_on": ""}, ROW, by=people.simon)
    assert line == 3
    assert "sign with today’s date, 2026-03-02" in reason


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kind": "poem"}, "“kind” is “poem”. Enter policy"),
        ({"searched": ""}, "“searched” is empty"),
        ({"reason": ""}, "“reason” is empty"),
        ({"reason": "x" * 1001}, "“reason” has 1001 characters"),
        ({"signed_on": "2099-01-01"}, "the date of signature is in the future"),
        ({"kind": "policy"}, "D-0001/1 “RIPA policy” is in force on the date of signature"),
    ],
)
def test_a_row_that_is_wrong_says_why_and_nothing_is_imported(people, changes, says):
    a_policy()
    (line, reason), *more = refusals(ROW, ROW | changes, by=people.simon)
    assert {line, *(other for other, _ in more)} == {3}
    assert says in reason


def test_each_row_asks_whether_the_importer_may(people):
    [(_, reason)] = refusals(ROW, by=people.helen)
    assert "only the senior responsible officer or data protection officer" in reason
    with pytest.raises(NotPermitted, match="confirm that no document of a given kind is held"):
        import_rows(ROW, by=people.bryn)
    import_rows(ROW | {"kind": "form"}, by=people.helen)
    assert NoneHeld.objects.get().kind == "form"
