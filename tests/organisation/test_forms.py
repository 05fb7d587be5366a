"""Shapes of what is typed about the authority, its people and their duties."""

from datetime import date

import pytest

from tests import given
from tests.pages import a_day
from watchbook.organisation import service as service_acts
from watchbook.organisation.forms import AuthorityForm, DutyForm, LastDayForm, PersonForm, ServiceForm
from watchbook.organisation.models import Service

LONG = "x" * 500


def faults(form):
    return {name: list(errors) for name, errors in form.errors.items()}


def test_empty_forms_say_what_to_enter(db):
    assert faults(AuthorityForm({})) == {
        "name": ["Enter the authority’s name"],
        "colour": ["Enter the colour of the page header, such as #1d4f7c"],
    }
    assert faults(ServiceForm({})) == {"name": ["Enter the service’s name"]}
    assert faults(PersonForm({})) == {
        "name": ["Enter the person’s name"],
        "email": ["Enter the person’s email address"],
        "identity": ["Select how you know that the link reaches the right person"],
    }
    assert faults(DutyForm({})) == {
        "kind": ["Select a duty"],
        "from_on": ["Enter the first date of the duty"],
    }
    assert faults(LastDayForm({})) == {"on": ["Enter the last date of the duty"]}


@pytest.mark.parametrize(
    "colour", ["1d4f7c", "#1d4f7", "#1d4f7cc", "#1d4f7g", "red", "#000; } body { }", "#000000\n;"]
)
def test_a_colour_that_is_not_six_digits_is_refused_since_it_goes_into_a_style_sheet(colour):
    form = AuthorityForm({"name": "X", "colour": colour})
    assert faults(form)["colour"][0].startswith("Enter the colour as #")


def test_a_colour_is_kept_in_small_letters_and_dark_enough_for_white_text():
    form = AuthorityForm({"name": "X", "colour": "#1D4F7C"})
    assert form.is_valid()
    assert form.cleaned_data["colour"] == "#1d4f7c"
    assert "darker" in faults(AuthorityForm({"name": "X", "colour": "#FFFF00"}))["colour"][0]


def test_what_is_too_long_is_refused_with_the_limit(db):
    form = AuthorityForm({"name": LONG, "colour": "#000000", "contact": LONG})
    assert "120 characters" in faults(form)["name"][0]
    assert "200 characters" in faults(form)["contact"][0]
    assert "80 characters" in faults(ServiceForm({"name": LONG}))["name"][0]
    assert "80 characters" in faults(PersonForm({"name": LONG, "email": "a@b.uk"}))["name"][0]


def test_a_service_has_a_name_of_its_own_in_any_case(people):
    assert "another service has it" in faults(ServiceForm({"name": " trading STANDARDS "}))["name"][0]
    form = ServiceForm({"name": " Licensing "})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Licensing"


def test_an_address_is_one_accounts_in_any_case(people):
    fault = faults(PersonForm({"name": "X", "email": "INES@council.invalid"}))["email"]
    assert fault == [
        "You cannot use this email address: another account has it. Open that account under “People and duties”."
    ]
    form = PersonForm({"name": "X", "email": " New@Council.invalid ", "identity": "video"})
    assert "identity" in faults(form)
    form = PersonForm({"name": "X", "email": " New@Council.invalid ", "identity": "staff_pass"})
    assert form.is_valid()
    assert form.cleaned_data == {
        "name": "X",
        "email": "new@council.invalid",
        "service": None,
        "identity": "staff_pass",
    }
    assert "like name@example.com" in faults(PersonForm({"name": "X", "email": "nobody"}))["email"][0]


def test_only_open_services_are_offered(people):
    service = Service.objects.get()
    data = {"name": "X", "email": "x@council.invalid", "service": str(service.id)} | {
        "identity": "at_hand_over"
    }
    assert PersonForm(data).is_valid()
    assert "service" in faults(PersonForm(data | {"service": str(people.nell.id)}))
    service_acts.close(service, by=people.ada, at=given.AT)
    assert "service" in faults(PersonForm(data))


def test_a_duty_is_one_of_the_list_and_its_last_day_may_be_open():
    form = DutyForm({"kind": "solicitor", **a_day("from_on", date(2026, 4, 1))})
    assert form.is_valid()
    assert form.cleaned_data == {"kind": "solicitor", "from_on": date(2026, 4, 1), "until_on": None}
    assert "kind" in faults(DutyForm({"kind": "mayor", **a_day("from_on", date(2026, 4, 1))}))
