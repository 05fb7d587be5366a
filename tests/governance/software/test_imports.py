"""Tools imported from a spreadsheet: what a row becomes, and why one is refused."""

from datetime import date

import pytest

from tests.given import AT
from tests.log import leaves_nothing
from tests.rights import refused_to_all_but
from watchbook.governance.software.imports import COLUMNS, TOOLS
from watchbook.governance.software.queries import tools
from watchbook.organisation import service as service_acts
from watchbook.register.spreadsheet import ImportRefused, run, template_file

HEADER = "kind,name,supplier,acquired,purpose,sentiment_analysis,services,from_on,until_on"
MONITOR = "software,Monitor,Example Limited,bought,Alerts,yes,,2018-04-01,2019-03-31"
METHOD = "in_house_method,A search,,made,To find shops,no,trading standards; Housing ;,2018-04-01,"
FREE = "hardware,Recorder,,free,To keep pages,no,Housing,2018-04-01,"


def import_(by, *rows, header=HEADER):
    data = "\r\n".join([header, *rows]).encode()
    return run(TOOLS, data, name="tools.csv", files={}, by=by, at=AT).added


def reason(by, row):
    """Why a row is refused; and nothing is left."""
    found = []

    def act():
        try:
            import_(by, row)
        except ImportRefused as refusal:
            found.extend(refusal.rows)
            raise

    leaves_nothing(ImportRefused, act, "We imported nothing.")
    return " ".join(row.reason for row in found)


def test_the_columns_are_these():
    assert ",".join(column.name for column in COLUMNS) == HEADER


def test_every_row_becomes_a_tool_with_its_services(people):
    service_acts.add(name="Housing", by=people.ada, at=AT)
    assert len(import_(people.simon, MONITOR, METHOD, FREE)) == 3
    told = {
        tool.name: (tool.kind, tool.acquired, tool.does_sentiment_analysis, len(tool.services), tool.until_on)
        for tool in tools()
    }
    assert told == {
        "Monitor": ("software", "bought", True, 0, date(2019, 3, 31)),
        "A search": ("in_house_method", "made", False, 2, None),
        "Recorder": ("hardware", "free", False, 1, None),
    }


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (MONITOR.replace("software", "witchcraft"), "“kind” is “witchcraft”"),
        (MONITOR.replace("bought", "stolen"), "“acquired” is “stolen”"),
        (MONITOR.replace("yes", "perhaps"), "“sentiment_analysis” is “perhaps”."),
        (MONITOR.replace("Monitor", "x" * 201), "“name” has 201 characters"),
        (MONITOR.replace("Alerts", "x" * 1001), "“purpose” has 1001 characters"),
        (MONITOR.replace("2018-04-01", "never"), "“from_on” is “never”"),
        (MONITOR.replace("2019-03-31", "2018-03-31"), "last date of use is before the first date"),
        (MONITOR.replace("Example Limited", ""), "supplier of a bought tool"),
        (
            METHOD.replace("made", "free").replace(" Housing ;", ""),
            "in-house method must be made by the authority",
        ),
        (METHOD, "“services” names “Housing”, but no service has that name."),
        (
            MONITOR.replace("yes,,", "yes,;,"),
            "You cannot import this row: “services” does not name a service",
        ),
    ],
)
def test_a_row_that_cannot_be_a_tool_says_why(people, row, why):
    assert why in reason(people.helen, row)


def test_a_cell_that_begins_like_a_formula_stays_text(people):
    [tool] = import_(people.helen, MONITOR.replace("Monitor", '"=HYPERLINK(""x"")"'))
    assert tool.name == '=HYPERLINK("x")'


def test_the_file_to_fill_in_can_be_imported_as_it_is(people):
    for ending in ("csv", "xlsx"):
        data = template_file(TOOLS, ending)
        assert len(run(TOOLS, data, name=f"tools.{ending}", files={}, by=people.helen, at=AT).added) == 1


def test_those_who_record_tools_import_them_a_line_manager_of_their_own_service(people):
    own = MONITOR.replace("yes,,", "yes,Trading Standards,")
    assert len(import_(people.marian, own)) == 1
    assert "you can record tools only for your own service" in reason(people.marian, MONITOR)
    refused_to_all_but(
        {"helen", "simon", "marian"},
        people,
        lambda by: import_(by, own),
        match="cannot record, correct or take back a tool",
    )
