"""Refusals for want of a duty: whom each reader is told to ask, by the duties that they hold themselves."""

import pytest

from tests.pages import signed_in, words
from watchbook.acting.refusals import NotPermitted
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind
from watchbook.retention.deletion.permissions import may_read_deletions

SOLICITOR, MANAGER, KEEPER = DutyKind.SOLICITOR, DutyKind.LINE_MANAGER, DutyKind.RECORDS_MANAGER


def refused(person, *kinds):
    with pytest.raises(NotPermitted) as refusal:
        require_duty(person, *kinds, to="read it")
    return str(refusal.value), refusal.value.how_to_ask()


def test_an_administrator_asks_another_for_a_duty_that_they_may_hold(people):
    said, how = refused(people.ada, SOLICITOR)
    assert said.endswith("If you should hold this duty, ask another system administrator.")
    assert how.startswith("Tell another system administrator which duty you need")


def test_one_duty_that_can_be_held_is_enough_to_ask(people):
    said, _how = refused(people.ada, MANAGER, SOLICITOR)
    assert said.endswith("If you should hold one of these duties, ask another system administrator.")


@pytest.mark.parametrize(
    ("kinds", "such", "whom"),
    [
        ([MANAGER], "this duty", "a person who holds it."),
        ([MANAGER, KEEPER], "any of these duties", "a person who holds one of them."),
    ],
)
def test_a_reader_who_may_never_hold_the_duty_is_sent_to_those_who_do(people, kinds, such, whom):
    said, how = refused(people.ada, *kinds)
    assert said.endswith(
        " can. A system administrator looks after accounts and settings and sees no case data."
    )
    only = "this duty allows" if such == "this duty" else "these duties allow"
    needs = f"If your work needs something that only {only}, ask {whom}"
    assert how == f"You cannot hold {such} as well as your own. {needs}"


def test_everybody_else_asks_a_system_administrator(people):
    said, how = refused(people.nell, SOLICITOR)
    assert said == (
        "You cannot read it: only the solicitor can. If you should hold this duty, ask a system administrator."
    )
    assert how.startswith("Tell a system administrator which duty you need")


def test_the_page_says_so(people):
    page = signed_in(people.ada).get("/organisation/administration/")
    assert page.status_code == 403
    assert "How to ask You cannot hold any of these duties as well as your own." in words(page)


def test_a_duty_that_two_lists_have_is_named_once(people):
    """Those who read lists of deletions and those who propose them are asked for together."""
    said, _how = refused(people.nell, SOLICITOR, KEEPER, SOLICITOR)
    assert said.startswith("You cannot read it: only the solicitor or records manager can.")
    with pytest.raises(NotPermitted) as refusal:
        may_read_deletions(people.ada)
    assert refusal.value.duties
    assert len(refusal.value.duties) == len(set(refusal.value.duties))
