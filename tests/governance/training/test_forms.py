"""Shapes of what is typed about courses and sessions, hostile input among it."""

from datetime import date

import pytest

from tests.governance.tools_and_training import course_facts
from tests.pages import a_day
from watchbook.governance.training.forms import CourseForm, SessionForm
from watchbook.organisation.models import Person

COURSE = {
    "title": "Social media and RIPA",
    "provider": "Example Training Limited",
    "covers": "When a look needs an authorisation",
    "covers_social_media": "yes",
    "for_duties": ["authorising_officer", "investigator"],
    "counts_for_months": "24",
}
SESSION = a_day("held_on", date(2026, 1, 14))


def session(typed):
    return SessionForm(typed, people=Person.objects.active().select_related("service"))


def faults(form):
    return {name: list(errors) for name, errors in form.errors.items()}


def test_empty_forms_say_what_to_enter(people):
    assert faults(CourseForm({})) == {
        "title": ["Enter the course’s title"],
        "provider": ["Enter the provider of the course"],
        "covers": ["Enter what the course covers"],
        "covers_social_media": ["Select yes if the course covers social media"],
    }
    assert faults(session({})) == {"held_on": ["Enter the date of the session"]}


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("title", "x" * 201, "200 characters"),
        ("title", "a\x00b", "Remove the characters that cannot be printed"),
        ("provider", "x" * 201, "200 characters"),
        ("covers", "x" * 1001, "1,000 characters"),
        ("covers_social_media", "perhaps", "Select one of the answers"),
        ("for_duties", ["wizard"], "Select one of the answers"),
        ("counts_for_months", "two", "Enter a whole number in digits"),
        ("counts_for_months", "0", "Enter a number that is 1 or more"),
        ("counts_for_months", "601", "Enter a number that is 600 or less"),
        ("counts_for_months", "1e9", "Enter a whole number in digits"),
        ("material_reference", "DOC-9999", "Select one of the answers"),
    ],
)
def test_a_hostile_course_is_refused_with_a_sentence(db, name, value, says):
    assert says in faults(CourseForm(COURSE | {name: value}))[name][0]


@pytest.mark.parametrize(
    ("changes", "name", "says"),
    [
        ({"trainer": "x" * 201}, "trainer", "200 characters"),
        ({"people": ["00000000-0000-4000-8000-000000000000"]}, "people", "Select one of the answers"),
        ({"people": ["../../etc/passwd"]}, "people", "Select one of the answers"),
        ({"held_on_day": "31", "held_on_month": "2"}, "held_on", "must be a real date"),
    ],
)
def test_a_hostile_session_is_refused_with_a_sentence(people, changes, name, says):
    assert says in faults(session(SESSION | changes))[name][0]


def test_nobody_without_an_open_account_can_be_ticked(people):
    system = Person.objects.get(is_system=True)
    assert "people" in faults(session(SESSION | {"people": [str(system.id)]}))


def test_forms_give_what_was_typed_as_the_acts_take_it(people):
    course = CourseForm(COURSE)
    assert course.is_valid()
    assert course.values() == course_facts(
        for_duties=["authorising_officer", "investigator"], material_reference=""
    )
    empty = CourseForm(COURSE | {"counts_for_months": "", "for_duties": []})
    assert empty.is_valid()
    assert (empty.values()["counts_for_months"], empty.values()["for_duties"]) == (None, [])
    held = session(SESSION | {"people": [str(people.ines.id)]})
    assert held.is_valid()
    assert held.values() == {"held_on": date(2026, 1, 14), "trainer": "", "people": [people.ines]}


def test_people_of_one_name_are_told_apart_by_their_service(people):
    words = dict(session({}).fields["people"].choices)
    assert (words[str(people.ines.id)], words[str(people.nell.id)]) == ("Ines, Trading Standards", "Nell")
