"""What the entry of a tool or a method must satisfy."""

from datetime import date

import pytest

from tests.each import each
from tests.governance.tools_and_training import tool_facts
from watchbook.governance.software.rules import why_not

TODAY = date(2026, 3, 2)


@each(
    "changes",
    [
        {},
        {"from_on": TODAY},
        {"until_on": date(2018, 4, 1)},
        {"until_on": date(2030, 1, 1)},
        {"kind": "in_house_method", "acquired": "made", "supplier": ""},
        {"acquired": "free", "supplier": ""},
        {"acquired": "made", "supplier": ""},
        {"kind": "hardware", "acquired": "trial"},
    ],
)
def test_a_tool_may_be_so(changes):
    assert why_not(tool_facts(**changes), today=TODAY) is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": " "}, "The name or the purpose of the tool is missing"),
        ({"purpose": ""}, "The name or the purpose of the tool is missing"),
        ({"from_on": date(2026, 3, 3)}, "The first date of use is in the future"),
        ({"until_on": date(2018, 3, 31)}, "The last date of use is before the first date"),
        (
            {"kind": "in_house_method", "acquired": "bought"},
            "An in-house method must be made by the authority",
        ),
        ({"kind": "in_house_method", "acquired": "free"}, "An in-house method must be made by the authority"),
        ({"supplier": " "}, "The supplier of a bought tool is missing."),
    ],
)
def test_a_tool_cannot_be_so(changes, why):
    assert why in why_not(tool_facts(**changes), today=TODAY)
