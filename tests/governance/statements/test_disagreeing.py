"""A signed statement and a register that disagree: an entry came after the signature."""

from datetime import date

import pytest

from tests.governance import tools_and_training
from tests.governance.signed import Q4_2025, another_service, entered_quarter, trading_standards
from tests.pages import signed_in, words
from watchbook.governance.statements.disagreeing import disagreements, said_less
from watchbook.governance.statements.queries import seats


def found():
    return [
        (one.reference, str(one.matter), one.signed, one.now) for one in disagreements(said_less(), seats())
    ]


@pytest.fixture
def signed(people):
    """Trading Standards signed that there was no tool and no method."""
    return entered_quarter(people, trading_standards(), Q4_2025, tools=0, methods=0)


def test_a_tool_recorded_after_none_was_signed_disagrees_with_the_statement(people, signed):
    assert found() == []
    tools_and_training.a_tool(
        people, services=frozenset({trading_standards().service_id}), from_on=date(2025, 2, 1)
    )
    assert found() == [(signed.reference, "tools", 0, 1)]
    (one,) = disagreements(said_less(), seats())
    assert one.words == (
        f"Statement {signed.reference} (Trading Standards) and the register disagree on tools (bought, free or on trial): "
        "the statement says none, but the register now says 1"
    )


@pytest.mark.parametrize("changes", [{"until_on": date(2025, 9, 30)}, {"from_on": date(2026, 1, 1)}])
def test_what_was_not_used_in_its_days_is_no_disagreement(people, signed, changes):
    tools_and_training.a_tool(people, **changes)
    assert found() == []


def test_a_tool_of_another_service_is_none_and_an_in_house_method_is_a_method(people, signed):
    theirs = frozenset({another_service(people).service_id})
    tools_and_training.a_tool(people, services=theirs)
    assert found() == []
    tools_and_training.a_tool(people, kind="in_house_method", acquired="made", supplier="")
    assert found() == [(signed.reference, "methods", 0, 1)]


def test_the_statement_its_signer_the_overseer_and_the_sheet_say_so(people, signed):
    said = f"Statement {signed.reference} (Trading Standards) and the register disagree"
    pages = [(people.marian, "/"), (people.simon, "/"), (people.simon, "/defensible/")]
    pages += [
        (people.helen, f"/governance/statements/{signed.reference}/"),
        (people.helen, "/governance/statements/?year=2025"),
    ]
    for told in (False, True):
        for who, page in pages:
            assert (said in words(signed_in(who).get(page))) == told, (page, told)
        tools_and_training.a_tool(people)
