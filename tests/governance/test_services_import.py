"""Services by spreadsheet: added, and closed as on their day."""

from datetime import date

import pytest

from tests.given import AT
from tests.rights import refused_to_all_but
from watchbook.files.spreadsheet import write_csv
from watchbook.governance.services_import import SERVICES
from watchbook.organisation.models import Service
from watchbook.register.spreadsheet import ImportRefused, run


def imported(by, *rows):
    return run(SERVICES, write_csv(["name", "closed_on"], rows), name="services.csv", files={}, by=by, at=AT)


def test_services_are_added_and_one_that_is_no_more_is_closed_as_on_its_day(people):
    imported(people.ada, ["Housing", ""], ["Markets", "2019-03-31"])
    assert dict(Service.objects.values_list("name", "closed_on")) == {
        "Trading Standards": None,
        "Housing": None,
        "Markets": date(2019, 3, 31),
    }


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["", "2019-03-31"], "“name” is empty"),
        (
            ["trading standards", ""],
            "You cannot import this row: a service called “trading standards” already exists.",
        ),
        (["Housing", "2030-01-01"], "is in the future"),
        (["Housing", "soon"], "“closed_on” is “soon”"),
        (["x" * 81, ""], "“name” has 81 characters. Shorten the text to 80 characters or fewer."),
    ],
)
def test_a_row_that_cannot_be_true_is_refused_and_nothing_is_imported(people, row, says):
    with pytest.raises(ImportRefused) as refused:
        imported(people.ada, ["Parks", ""], row)
    assert says in refused.value.rows[0].reason
    assert Service.objects.count() == 1


def test_a_system_administrator_alone_imports(people):
    refused_to_all_but({"ada", "bashir"}, people, lambda by: imported(by, ["Parks", ""]), match="settings")
