"""Disposal of tools and methods."""

from datetime import date

import pytest

from tests.given import AT
from tests.governance.tools_and_training import a_tool, tool_facts
from tests.log import leaves_nothing, undone_when_the_log_fails
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event
from watchbook.governance.software import disposal, software
from watchbook.governance.software.models import Tool


def test_tools_whose_use_ended_before_the_day_are_due_in_their_newest_version(people):
    a_tool(people)
    ended = software.end(a_tool(people), until_on=date(2019, 3, 31), by=people.helen, at=AT)
    assert disposal.due(date(2019, 4, 1)) == [ended.id]
    assert disposal.due(date(2019, 3, 31)) == []


def test_a_person_is_found_in_name_supplier_and_purpose_also_of_earlier_versions(people):
    named = a_tool(people, name="Jane Roe’s script")
    supplied = a_tool(people, supplier="JANE ROE")
    meant = a_tool(people, purpose="To follow Jane Roe")
    cleaned = software.correct(meant, tool_facts(), by=people.helen, at=AT)
    a_tool(people)
    assert set(disposal.find("Jane Roe")) == {named.id, supplied.id, cleaned.id}
    assert disposal.find("John Doe") == []


def test_a_tool_goes_with_every_version(people):
    kept, tool = a_tool(people), a_tool(people)
    newer = software.correct(tool, tool_facts(), by=people.helen, at=AT)
    disposal.dispose(newer.id, by=people.winston, at=AT)
    assert list(Tool.objects.all()) == [kept]
    events = Event.objects.filter(name="software.disposed")
    assert [event.fields for event in events] == [{"reference": "TOOL-0002", "versions": 2}] * 2
    with pytest.raises(Tool.DoesNotExist):
        disposal.dispose(newer.id, by=people.winston, at=AT)


def test_a_version_that_was_corrected_since_takes_nothing_with_it(people):
    tool = a_tool(people)
    software.correct(tool, tool_facts(), by=people.helen, at=AT)
    leaves_nothing(
        WrongState,
        lambda: disposal.dispose(tool.id, by=people.winston, at=AT),
        "You cannot delete this entry: somebody has already corrected the entry",
    )


def test_a_failing_log_undoes_it(people, monkeypatch):
    tool = a_tool(people)
    undone_when_the_log_fails(
        monkeypatch, disposal, lambda: disposal.dispose(tool.id, by=people.winston, at=AT)
    )
    assert Tool.objects.get() == tool
