"""What the table of tools refuses, by going straight to SQL, and two people at once."""

from datetime import date

import pytest
from psycopg import errors

from tests.given import AT
from tests.governance.tools_and_training import a_tool
from tests.threads import at_once, split
from watchbook.acting.refusals import WrongState
from watchbook.governance.software import software
from watchbook.governance.software.models import Tool

TOOL = (
    "INSERT INTO governance_tool (id, reference, kind, name, supplier, acquired, purpose, does_sentiment_analysis,"
    " whole_authority, services, from_on, until_on, recorded_by_id, corrects_id, is_struck) VALUES"
    " (gen_random_uuid(), %(reference)s, %(kind)s, 'x', %(supplier)s, %(acquired)s, 'x', false, true, '{}',"
    " '2018-04-01', %(until_on)s, %(by)s, %(corrects)s, false)"
)


@pytest.fixture
def tool(committed_people):
    return a_tool(committed_people)


@pytest.fixture
def facts(tool):
    return {
        "reference": "TOOL-9", "kind": "software", "supplier": "x", "acquired": "bought", "until_on": None,
        "by": tool.recorded_by_id, "corrects": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"until_on": "2018-03-31"}, "tool_ends_after_it_begins"),
        ({"kind": "in_house_method"}, "tool_in_house_method_is_made_here"),
        ({"supplier": ""}, "tool_bought_names_its_supplier"),
    ],
)
def test_a_tool_that_cannot_be_so_is_refused(facts, as_app, changes, constraint):
    with pytest.raises(errors.CheckViolation, match=constraint):
        as_app.execute(TOOL, facts | changes)


def test_a_tool_has_one_entry_and_each_version_one_successor(committed_people, tool, facts, as_app):
    software.end(tool, until_on=date(2019, 3, 31), by=committed_people.helen, at=AT)
    with pytest.raises(errors.UniqueViolation, match="tool_reference_is_one_tools"):
        as_app.execute(TOOL, facts | {"reference": "TOOL-0001"})
    with pytest.raises(errors.UniqueViolation, match="corrects_id"):
        as_app.execute(TOOL, facts | {"corrects": tool.id})


def test_an_entry_is_never_changed(tool, as_app):
    with pytest.raises(errors.IntegrityConstraintViolation, match="is never changed"):
        as_app.execute("UPDATE governance_tool SET does_sentiment_analysis = true")


def test_of_two_who_end_a_tool_at_the_same_time_one_wins(committed, committed_people, tool):
    def end(by):
        return software.end(tool, until_on=date(2019, 3, 31), by=by, at=AT)

    helen, simon = committed_people.helen, committed_people.simon
    ended, refused = split(at_once(committed, lambda: end(helen), lambda: end(simon)))
    assert len(ended) == 1
    assert [type(refusal) for refusal in refused] == [WrongState]
    assert Tool.objects.count() == 2
