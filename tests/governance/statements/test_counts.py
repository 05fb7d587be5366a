"""How many of each matter the registers hold in a period."""

from datetime import date

import pytest

from tests import given
from tests.authorisations import given as authorised
from tests.governance import adopted, tools_and_training
from tests.governance.signed import another_service, trading_standards
from tests.oversight import given as overseen
from watchbook.governance.statements.counts import held
from watchbook.governance.statements.models import Matter

PERIOD = {"first_on": date(2025, 10, 1), "last_on": date(2025, 12, 31)}


def count(matter, service=None, **period):
    return held([matter], service=service, **PERIOD | period)[matter]


def test_every_matter_is_counted_but_the_one_without_a_register(people):
    assert held(Matter.values, service=None, **PERIOD).keys() == set(Matter.values) - {"profiles"}
    assert held(["profiles"], service=None, **PERIOD) == {}


@pytest.mark.parametrize(
    ("first_on", "last_on", "counted"),
    [
        (date(2018, 6, 13), date(2018, 6, 30), 1),
        (date(2018, 4, 1), date(2018, 6, 11), 0),
        (date(2018, 6, 14), date(2018, 9, 30), 0),
    ],
)
def test_an_inspection_about_social_media_counts_that_had_a_day_in_the_period(
    people, first_on, last_on, counted
):
    overseen.an_inspection(people)
    overseen.an_inspection(people, concerns_social_media="no")
    assert count("inspections", first_on=first_on, last_on=last_on) == counted


def test_an_audit_about_social_media_counts_while_it_was_under_way(people):
    overseen.an_audit(people)
    overseen.an_audit(people, concerns_social_media="no")
    assert count("audits", first_on=date(2018, 4, 1), last_on=date(2018, 6, 30)) == 1
    assert count("audits") == 0


def test_authorisations_for_social_media_count_from_the_moment_they_took_effect_and_covert_profiles(people):
    authorised.in_force(people)
    authorised.a_profile(people)
    spring = {"first_on": date(2026, 1, 1), "last_on": date(2026, 3, 31)}
    assert (count("authorisations", **spring), count("covert_profiles", **spring)) == (1, 1)
    assert (count("authorisations"), count("covert_profiles")) == (0, 0)


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


def test_the_counts_take_nine_queries(people, django_assert_num_queries):
    adopted.a_policy(kind="form", title="Application")
    with django_assert_num_queries(9):
        held(Matter.values, service=None, **PERIOD)
