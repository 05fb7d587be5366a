"""Reading the register of tools: in use on a day, of a kind, as recorded by a moment."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.given import AT
from tests.governance.tools_and_training import a_tool, tool_facts
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.governance.software import software
from watchbook.governance.software.models import Tool
from watchbook.governance.software.queries import tools, whose
from watchbook.organisation import service as service_acts

RECORDED, ENDED, CORRECTED, TAKEN_BACK = (
    datetime(2026, month, 1, 9, 0, tzinfo=UTC) for month in (3, 4, 5, 6)
)
TICK = timedelta(microseconds=1)
METHOD = {"kind": "in_house_method", "acquired": "made", "supplier": "", "name": "A search"}


@pytest.fixture
def a_story(people):
    """A tool recorded in March, ended in April, found in May to do sentiment analysis, taken back in June."""
    with recorded_as_if_at(RECORDED):
        tool = a_tool(people)
    with recorded_as_if_at(ENDED):
        tool = software.end(tool, until_on=date(2019, 3, 31), by=people.helen, at=AT)
    with recorded_as_if_at(CORRECTED):
        facts = tool_facts(until_on=date(2019, 3, 31), does_sentiment_analysis=True)
        tool = software.correct(tool, facts, by=people.helen, at=AT)
    with recorded_as_if_at(TAKEN_BACK):
        software.take_back(tool, by=people.helen, at=AT)


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        (RECORDED - TICK, []),
        (RECORDED, [(None, False)]),
        (ENDED - TICK, [(None, False)]),
        (ENDED, [(date(2019, 3, 31), False)]),
        (CORRECTED, [(date(2019, 3, 31), True)]),
        (TAKEN_BACK - TICK, [(date(2019, 3, 31), True)]),
        (TAKEN_BACK, []),
        (None, []),
    ],
)
def test_a_tool_is_told_as_it_was_recorded_by_a_moment(a_story, as_at, expected):
    assert [(tool.until_on, tool.does_sentiment_analysis) for tool in tools(as_at=as_at)] == expected


def test_every_version_is_there_in_order(a_story):
    assert [version.is_struck for version in Tool.objects.versions(reference="TOOL-0001")] == [
        False,
        False,
        False,
        True,
    ]
    assert Tool.objects.newest(reference="TOOL-0001").is_struck
    assert Tool.objects.newest(reference="TOOL-0002") is None


def test_tools_are_in_use_from_their_first_day_to_their_last(people):
    tool = a_tool(people, until_on=date(2019, 3, 31))
    for day, used in [
        (date(2018, 3, 31), []),
        (date(2018, 4, 1), [tool]),
        (date(2019, 3, 31), [tool]),
        (date(2019, 4, 1), []),
        (None, [tool]),
    ]:
        assert tools(on=day) == used


def test_tools_are_asked_for_by_kind(people):
    program, method = a_tool(people), a_tool(people, **METHOD)
    device = a_tool(people, kind="hardware")
    assert tools(Tool.Kind.SOFTWARE, Tool.Kind.HARDWARE) == [device, program]
    assert tools(Tool.Kind.IN_HOUSE_METHOD) == [method]
    assert tools() == [device, method, program]


def test_services_are_named_in_their_order(people):
    housing = service_acts.add(name="Housing", by=people.ada, at=AT)
    a_tool(people, services=frozenset({people.marian.service_id, housing.id}))
    a_tool(people)
    assert whose(tools()) == {"TOOL-0001": "Housing, Trading Standards", "TOOL-0002": ""}


def test_tools_take_one_query_however_many_there_are(people, django_assert_num_queries):
    for count in (2, 30):
        while Tool.objects.count() < count:
            a_tool(people)
        for as_at in (None, datetime(2027, 1, 1, tzinfo=UTC)):
            with django_assert_num_queries(1):
                assert [tool.recorded_by.name for tool in tools(as_at=as_at)] == ["Helen"] * count
