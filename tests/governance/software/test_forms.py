"""Shapes of what is typed about tools and methods, hostile input among it."""

from datetime import date

import pytest

from tests.pages import a_day
from watchbook.governance.software.forms import ToolEndForm, ToolForm
from watchbook.organisation.models import Service
from watchbook.register.forms import TakeBackForm

TYPED = {
    "kind": "software",
    "name": "Monitor",
    "acquired": "bought",
    "supplier": "Example Limited",
    "purpose": "Alerts",
    "does_sentiment_analysis": "no",
    "used_by": "all",
    **a_day("from_on", date(2018, 4, 1)),
}


@pytest.fixture
def trading_standards(people):
    return Service.objects.get()


def form(typed, *, for_all=True):
    return ToolForm(typed, services=list(Service.objects.all()), for_all=for_all)


def faults(form):
    return {name: list(errors) for name, errors in form.errors.items()}


def test_an_empty_form_says_what_to_enter(db):
    assert faults(form({})) == {
        "kind": ["Select the kind of tool"],
        "name": ["Enter the name of the tool"],
        "acquired": ["Select how the council obtained the tool"],
        "purpose": ["Enter the purpose of the tool"],
        "does_sentiment_analysis": ["Select yes if the tool does sentiment analysis"],
        "used_by": ["Select who uses the tool"],
        "from_on": ["Enter the first date of use of the tool"],
    }
    assert faults(ToolEndForm({})) == {"until_on": ["Enter the last date of use of the tool"]}
    assert faults(TakeBackForm({})) == {"confirmed": ["Tick the box to take the entry back"]}


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("kind", "witchcraft", "Select one of the answers"),
        ("acquired", "stolen", "Select one of the answers"),
        ("used_by", "nobody", "Select one of the answers"),
        ("does_sentiment_analysis", "1; DROP TABLE", "Select one of the answers"),
        ("services", "00000000-0000-4000-8000-000000000000", "Select one of the answers"),
        ("services", "' OR 1=1", "Select one of the answers"),
        ("name", "x" * 201, "200 characters"),
        ("name", "a\x00b", "Remove the characters that cannot be printed"),
        ("supplier", "x" * 201, "200 characters"),
        ("purpose", "x" * 1001, "1,000 characters"),
        ("from_on_day", "32", "must be a real date"),
        ("from_on_year", "99999", "must be between 1900 and 2100"),
        ("from_on_month", "٤", "must be written in numbers"),
    ],
)
def test_hostile_input_is_refused_with_a_sentence(people, name, value, says):
    told = faults(form(TYPED | {name: [value] if name == "services" else value}))
    assert says in " ".join(told.get(name, []) + [one for errors in told.values() for one in errors])


def test_it_is_the_whole_authoritys_or_some_services_and_nothing_ticked_is_dropped(trading_standards):
    ticked = {"services": [str(trading_standards.id)]}
    assert form(TYPED).is_valid()
    assert faults(form(TYPED | {"used_by": "some"})) == {"services": ["Select at least one service"]}
    assert faults(form(TYPED | ticked)) == {
        "services": ["Untick the services, or select “Only the services selected below”"]
    }
    some = form(TYPED | ticked | {"used_by": "some"})
    assert some.is_valid()
    assert some.values()["services"] == frozenset({trading_standards.id})


def test_a_line_manager_is_not_asked_about_the_whole_authority(trading_standards):
    own = form(TYPED, for_all=False)
    assert faults(own) == {"services": ["Select at least one service"]}
    assert "used_by" not in own.fields
    assert form(TYPED | {"services": [str(trading_standards.id)]}, for_all=False).is_valid()


def test_a_form_gives_what_was_typed_as_the_act_takes_it(people):
    typed = form(TYPED | {"does_sentiment_analysis": "yes"} | a_day("until_on", date(2019, 3, 31)))
    assert typed.is_valid()
    values = typed.values()
    assert (values["does_sentiment_analysis"], values["services"], values["until_on"]) == (
        True, frozenset(), date(2019, 3, 31),
    )  # fmt: skip
