"""Software, hardware and in-house methods: recorded, corrected, ended, taken back."""

from datetime import date, timedelta

import pytest

from tests.given import AT
from tests.governance.tools_and_training import a_tool, tool_facts
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.governance.software import software
from watchbook.governance.software.models import Tool
from watchbook.governance.software.queries import tools
from watchbook.organisation import service as service_acts
from watchbook.organisation.models import Service

TOMORROW = AT.date() + timedelta(days=1)
ENDED_ON = date(2019, 3, 31)
ONLY = "cannot record, correct or take back a tool or a method"


def end(tool, by, *, until_on=ENDED_ON):
    return software.end(tool, until_on=until_on, by=by, at=AT)


def correct(tool, by, **changes):
    return software.correct(tool, tool_facts(**changes), by=by, at=AT)


def take_back(tool, by):
    return software.take_back(tool, by=by, at=AT)


def own_service(people):
    return frozenset({people.marian.service_id})


def another_service(people):
    return frozenset({service_acts.add(name="Housing", by=people.ada, at=AT).id})


def test_a_tool_is_recorded_with_the_next_reference(people):
    row = Tool.objects.get(pk=a_tool(people, name=" Monitor ", supplier=" Example ").pk)
    assert (row.reference, str(row), row.kind, row.acquired) == (
        "TOOL-0001",
        "TOOL-0001",
        "software",
        "bought",
    )
    assert (row.name, row.supplier, row.does_sentiment_analysis) == ("Monitor", "Example", False)
    assert (row.whole_authority, row.services, row.recorded_by) == (True, [], people.helen)
    assert (row.from_on, row.until_on, row.corrects, row.is_struck) == (date(2018, 4, 1), None, None, False)
    assert a_tool(people).reference == "TOOL-0002"


def test_a_tool_of_some_services_names_them(people):
    row = a_tool(people, services=own_service(people))
    assert (row.whole_authority, row.services) == (False, [people.marian.service_id])


def test_the_log_tells_a_tool_without_its_words(people):
    row = a_tool(people, services=own_service(people))
    fields = {
        "reference": "TOOL-0001",
        "kind": "software",
        "acquired": "bought",
        "does_sentiment_analysis": False,
        "whole_authority": False,
        "services": [str(people.marian.service_id)],
        "from_on": "2018-04-01",
        "until_on": None,
        "corrects": None,
        "is_struck": False,
    }
    personal = {
        "called": "Monitor",
        "supplier": "Example Limited",
        "purpose": "Alerts on mentions of the council",
    }
    assert told(row) == ("software.recorded", people.helen.id, AT, fields, personal)
    assert "Example Limited" not in open_words()
    ended = end(row, people.simon)
    fields |= {"until_on": "2019-03-31", "corrects": str(row.id)}
    assert told(ended) == ("software.ended", people.simon.id, AT, fields, personal)
    gone = take_back(ended, people.simon)
    fields |= {"corrects": str(ended.id), "is_struck": True}
    assert told(gone) == ("software.taken_back", people.simon.id, AT, fields, personal)


def test_a_correction_is_a_new_version_and_the_old_one_stays(people):
    old = a_tool(people)
    newer = correct(old, people.simon, does_sentiment_analysis=True, name="Monitor Plus")
    assert (newer.reference, newer.corrects, newer.name) == ("TOOL-0001", old, "Monitor Plus")
    old.refresh_from_db()
    assert (old.name, old.does_sentiment_analysis) == ("Monitor", False)
    assert told(newer)[0] == "software.corrected"


def test_only_the_newest_version_is_corrected_ended_or_taken_back(people):
    old = a_tool(people)
    correct(old, people.helen)
    for act in (correct, end, take_back):
        leaves_nothing(WrongState, lambda act=act: act(old, people.helen), "has already corrected the entry")


def test_a_last_day_is_recorded_once_and_may_lie_ahead(people):
    ended = end(a_tool(people), people.helen, until_on=TOMORROW)
    assert ended.until_on == TOMORROW
    leaves_nothing(WrongState, lambda: end(ended, people.helen), "already recorded")


def test_a_tool_cannot_end_before_it_begins(people):
    tool = a_tool(people)
    leaves_nothing(
        WrongState,
        lambda: end(tool, people.helen, until_on=date(2018, 3, 31)),
        "last date of use is before the first date",
    )


def test_what_was_taken_back_is_left_out_until_it_is_corrected(people):
    gone = take_back(a_tool(people), people.helen)
    assert tools() == []
    for act in (end, take_back):
        leaves_nothing(
            WrongState, lambda act=act: act(gone, people.helen), "has already taken the entry back"
        )
    again = correct(gone, people.helen)
    assert tools() == [again]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"from_on": TOMORROW}, "is in the future"),
        ({"until_on": date(2018, 3, 31)}, "last date of use is before the first date"),
        ({"kind": "in_house_method", "acquired": "free"}, "in-house method must be made by the authority"),
        ({"supplier": " "}, "supplier of a bought tool"),
        ({"name": " "}, "name or the purpose of the tool is missing"),
    ],
)
def test_a_tool_that_cannot_be_so_is_neither_recorded_nor_corrected_into(people, changes, why):
    tool = a_tool(people)
    leaves_nothing(WrongState, lambda: a_tool(people, **changes), why)
    leaves_nothing(WrongState, lambda: correct(tool, people.helen, **changes), why)


def test_the_whole_authoritys_tools_are_recorded_by_co_ordinator_and_sro_alone(people):
    tool = a_tool(people)
    for by in (people.helen, people.simon):
        assert software.add(tool_facts(), by=by, at=AT).recorded_by == by
    everybody_else = {"helen", "simon", "marian"}
    refused_to_all_but(
        everybody_else, people, lambda by: software.add(tool_facts(), by=by, at=AT), match=ONLY
    )
    for act in (correct, end, take_back):
        refused_to_all_but(everybody_else, people, lambda by, act=act: act(tool, by), match=ONLY)
    for act in (lambda by: software.add(tool_facts(), by=by, at=AT), lambda by: end(tool, by)):
        leaves_nothing(
            NotPermitted, lambda act=act: act(people.marian), "you can record tools only for your own service"
        )


def test_a_line_manager_keeps_their_own_services_tools_and_cannot_move_them(people):
    own, other = own_service(people), another_service(people)
    tool = software.add(tool_facts(services=own), by=people.marian, at=AT)
    assert end(tool, people.marian).until_on == ENDED_ON
    newest = Tool.objects.as_at(None).get(reference=tool.reference)
    for services in (other, own | other, frozenset()):
        leaves_nothing(
            NotPermitted,
            lambda services=services: correct(newest, people.marian, services=services),
            "you can record tools only for your own service",
        )
    theirs = a_tool(people, services=other)
    leaves_nothing(
        NotPermitted,
        lambda: correct(theirs, people.marian, services=own),
        "you can record tools only for your own service",
    )
    assert take_back(newest, people.marian).is_struck


def test_a_failing_log_undoes_each_act(people, monkeypatch):
    tool = a_tool(people)
    for act in (
        lambda: a_tool(people),
        lambda: correct(tool, people.helen),
        lambda: end(tool, people.helen),
        lambda: take_back(tool, people.helen),
    ):
        undone_when_the_log_fails(monkeypatch, software, act)
    assert Service.objects.count() == 1
