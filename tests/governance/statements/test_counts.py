"""How many of each matter the registers of governance hold in a period, and which they do not count."""

from datetime import date

import pytest

from tests import given
from tests.governance import adopted, tools_and_training
from tests.governance.signed import another_service, trading_standards
from watchbook.governance.statements.counts import held
from watchbook.governance.statements.models import Matter

PERIOD = {"first_on": date(2025, 10, 1), "last_on": date(2025, 12, 31)}


def count(matter, service=None, **period):
    return held([matter], service=service, **PERIOD | period)[matter]


def test_of_matters_whose_register_stands_elsewhere_or_nowhere_nothing_is_counted(people):
    assert held(Matter.values, service=None, **PERIOD).keys() == {
        "tools",
        "methods",
        "forms",
        "letters",
        "looks",
    }
    assert held(["audits", "inspections"], service=None, **PERIOD) == {}


def test_tools_of_the_service_and_of_the_whole_authority_count_and_methods_apart(people):
    ours, theirs = trading_standards().service_id, another_service(people).service_id
    tools_and_training.a_tool(people)
    tools_and_training.a_tool(people, services=frozenset({ours}), acquired="free", supplier="")
    tools_and_training.a_tool(
        people, kind="in_house_method", acquired="made", supplier="", services=frozenset({theirs})
    )
    assert (count("tools", ours), count("methods", ours)) == (2, 0)
    assert (count("tools", theirs), count("methods", theirs)) == (1, 1)


@pytest.mark.parametrize(
    ("from_on", "until_on", "counted"),
    [
        (date(2025, 12, 31), None, 1),
        (date(2026, 1, 1), None, 0),
        (date(2018, 1, 1), date(2025, 10, 1), 1),
        (date(2018, 1, 1), date(2025, 9, 30), 0),
    ],
)
def test_a_tool_counts_that_was_in_use_on_some_day_of_the_period(people, from_on, until_on, counted):
    tools_and_training.a_tool(people, from_on=from_on, until_on=until_on)
    assert count("tools", trading_standards().service_id) == counted


def test_forms_in_force_that_concern_social_media_count_once_whatever_their_editions(people):
    ours, theirs = trading_standards(), another_service(people)
    form = adopted.a_policy(kind="form", title="Application")
    adopted.a_newer_edition(form, approved_on=date(2025, 11, 3))
    adopted.a_policy(kind="form", title="Theirs", service=theirs.service)
    adopted.a_policy(kind="form", title="Other", concerns_social_media="no")
    adopted.a_draft(kind="form", title="Draft")
    adopted.a_policy(kind="form", title="Later", approved_on=date(2026, 1, 1))
    withdrawn = adopted.a_policy(kind="form", title="Withdrawn")
    adopted.withdraw(withdrawn, on=date(2025, 10, 1))
    assert count("forms", ours.service_id) == 1
    assert count("forms", theirs.service_id) == 2


def test_letters_on_social_media_count_by_the_day_they_came(people):
    for day, concerns in ((date(2025, 10, 1), True), (date(2025, 9, 30), True), (date(2025, 12, 31), False)):
        given.a_letter(people, dated_on=day, received_on=day, concerns_social_media=concerns)
    assert count("letters") == 1


def test_the_counts_take_five_queries(people, django_assert_num_queries):
    adopted.a_policy(kind="form", title="Application")
    with django_assert_num_queries(5):
        held(Matter.values, service=None, **PERIOD)
