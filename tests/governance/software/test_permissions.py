"""Who keeps and who reads the register of tools and methods."""

from datetime import date

import pytest

from tests.given import AT
from tests.governance.tools_and_training import a_tool
from tests.rights import those_who_may
from watchbook.acting.refusals import NotPermitted, can
from watchbook.governance.software.permissions import (
    may_read_tool,
    may_read_tools,
    may_record_for_all,
    may_record_tool,
    may_record_tool_of,
)
from watchbook.governance.software.queries import read_by
from watchbook.organisation import duty
from watchbook.organisation import service as service_acts
from watchbook.organisation.rules import DutyKind

KEEPERS = {"helen", "simon"}
GOVERNING = KEEPERS | {"leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston"}


@pytest.fixture
def housing(people):
    return service_acts.add(name="Housing", by=people.ada, at=AT)


def test_who_keeps_and_who_reads(people):
    assert those_who_may(people, may_read_tools) == GOVERNING | {"marian"}
    assert those_who_may(people, may_record_tool) == KEEPERS | {"marian"}
    assert those_who_may(people, may_record_for_all) == KEEPERS


def test_a_line_manager_reads_their_services_tools_and_the_whole_authoritys(people, housing):
    whole = a_tool(people)
    own = a_tool(people, services=frozenset({people.marian.service_id, housing.id}))
    other = a_tool(people, services=frozenset({housing.id}))
    assert those_who_may(people, may_read_tool, whole) == GOVERNING | {"marian"}
    assert those_who_may(people, may_read_tool, own) == GOVERNING | {"marian"}
    assert those_who_may(people, may_read_tool, other) == GOVERNING
    assert set(read_by(people.marian)) == {whole, own}
    assert set(read_by(people.simon)) == {whole, own, other}
    with pytest.raises(NotPermitted, match="You cannot read about this tool"):
        may_read_tool(people.marian, other)


def test_a_line_manager_records_for_their_service_alone(people, housing):
    own = people.marian.service_id
    assert those_who_may(people, may_record_tool_of, [own]) == KEEPERS | {"marian"}
    for services in ([], [housing.id], [own, housing.id]):
        assert those_who_may(people, may_record_tool_of, services) == KEEPERS
    with pytest.raises(NotPermitted, match="You cannot record this tool"):
        may_record_tool_of(people.marian, [])


def test_a_duty_for_a_service_is_for_that_one_and_not_for_ones_own(people, housing):
    row = duty.propose(
        people.nell,
        kind=DutyKind.LINE_MANAGER,
        service=housing,
        from_on=date(2026, 3, 2),
        by=people.ada,
        at=AT,
    )
    duty.grant(row, by=people.bashir, at=AT)
    assert can(may_record_tool_of, people.nell, [housing.id])
    assert not can(may_record_tool_of, people.nell, [people.marian.service_id])
