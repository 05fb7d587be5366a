"""Pages of the retention schedule: its editions, one edition with its picture, proposing, changing, adopting."""

from datetime import date

import pytest
from django.urls import reverse

from tests.given import AT
from tests.governance.signed import DECIDED, a_proposal, an_adopted_schedule, facts
from tests.log import everything
from tests.pages import a_day, signed_in, typed, words
from tests.rights import closed_to_all_but
from watchbook.governance.retention_schedule import retention_adoption, retention_schedule
from watchbook.governance.retention_schedule.models import (
    RetentionAdoption,
    RetentionClass,
    RetentionSchedule,
)
from watchbook.governance.retention_schedule.queries import edition_by_reference
from watchbook.governance.retention_schedule.retention_adoption import Paper
from watchbook.governance.retention_schedule.rules import AdoptionFacts

ALL = "/governance/retention-schedule/"
READERS = {
    "helen", "simon", "leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston", "judith", "marian", "ines",
}  # fmt: skip
PREPARERS = {"simon", "winston", "fatima"}
SENT = {
    "code": "planning_file",
    "title": "Planning file",
    "trigger": "the decision",
    "period": "4",
    "unit": "years",
    "period_words": "",
    "action": "delete",
    "action_words": "",
    "reason": "Limitation Act 1980",
}
ADOPTED = {
    "decided_by": "Cabinet",
    "minute": "C/12",
    **a_day("adopted_on", DECIDED.adopted_on),
    **a_day("in_force_from", DECIDED.in_force_from),
}


def page(name, *args):
    return reverse(f"governance:retention_{name}", args=["RS-0001", *args])


def test_an_empty_register_says_what_to_do(people):
    text = words(signed_in(people.winston).get(ALL))
    assert "No retention schedules yet." in text
    assert "Begin a new edition" in text
    assert "Import a schedule" not in text
    assert "Import a schedule adopted on paper" in words(signed_in(people.simon).get(ALL))


def test_an_edition_is_begun_from_what_is_proposed_and_shown_as_a_table_and_a_picture(people):
    client = signed_in(people.winston)
    assert "proposed" in typed(client.get(f"{ALL}propose/"))
    response = client.post(f"{ALL}propose/", {"title": "2026", "begins_with": "proposed"}, follow=True)
    text = words(response)
    assert "The new edition is ready." in text
    assert "This edition is a proposal." in text
    assert "How to ask for deletion" in text
    assert "Short name: look" in text  # which a spreadsheet names
    assert "28 days" in text
    assert response.text.count("<rect") == RetentionClass.objects.exclude(period=None).count()
    assert "Record the adoption" not in text


def test_the_next_edition_begins_with_the_last(people):
    an_adopted_schedule(people)
    client = signed_in(people.winston)
    assert "RS-0001" in typed(client.get(f"{ALL}propose/"))
    client.post(f"{ALL}propose/", {"title": "2027", "begins_with": "RS-0001"})
    assert RetentionSchedule.objects.count() == 2
    refused = client.post(f"{ALL}propose/", {"title": " ", "begins_with": "RS-9999"})
    assert "Enter the title of the new edition" in words(refused)


def test_the_list_says_how_each_edition_stands(people):
    an_adopted_schedule(people, title="first")
    an_adopted_schedule(
        people, title="second", decided=AdoptionFacts(date(2026, 2, 1), date(2026, 2, 2), "x")
    )
    an_adopted_schedule(people, title="later", decided=AdoptionFacts(date(2026, 2, 1), date(2099, 1, 1), "x"))
    a_proposal(people)
    text = words(signed_in(people.ines).get(ALL))
    for stands in (
        "was in force from 1 February 2026",
        "in force since 2 February 2026",
        "in force from 1 January 2099",
        "proposal, not adopted",
    ):
        assert stands in text
    assert "Begin a new edition" not in text


def test_what_a_paper_left_out_is_shown(people):
    paper = Paper("Old", AdoptionFacts(date(2019, 3, 4), date(2019, 4, 1), "Committee"))
    retention_adoption.enter(paper, facts(code="look"), by=people.simon, at=AT)
    text = words(signed_in(people.bryn).get(page("schedule")))
    assert "This schedule does not cover these classes" in text
    assert "Capture found not to be relevant" in text
    assert "none given" in text


def test_a_class_is_added_changed_and_taken_out(people):
    a_proposal(people)
    client = signed_in(people.fatima)
    assert "The class was added." in words(client.post(page("class_add"), SENT, follow=True))
    change = page("class_change", "planning_file")
    assert "Planning file" in typed(client.get(change))
    told = {**SENT, "period": "", "unit": "", "period_words": "as long as the building stands"}
    assert "as long as the building stands" in words(client.post(change, told, follow=True))
    remove = page("class_remove", "planning_file")
    assert "Remove “Planning file” from the schedule" in words(client.get(remove))
    assert "Tick the box to confirm that you are sure" in words(client.post(remove, {"x": "y"}))
    assert "The class was removed." in words(client.post(remove, {"confirmed": "on"}, follow=True))
    assert client.get(change).status_code == 404


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "Enter the kind of record that the class covers"),
        ({"code": "Planning File"}, "short name of the class is missing or not right"),
        ({"period": "0"}, "Enter a number that is 1 or more"),
        ({"period": "4000"}, "Enter a number that is 1,200 or less"),
        ({"unit": ""}, "or leave both blank"),
        ({"period": "", "unit": ""}, "retention period is missing"),
        ({"code": "look"}, "already has the class “look”"),
        ({"action": "answer"}, "address for requests is missing"),
        ({"reason": "x" * 501}, "Enter 500 characters"),
    ],
)
def test_a_class_that_cannot_be_is_refused_with_the_reason(people, changes, says):
    a_proposal(people)
    before = everything()
    response = signed_in(people.winston).post(page("class_add"), SENT | changes)
    assert says in words(response)
    assert everything() == before


def test_a_class_below_the_laws_floor_is_refused_with_the_provision(people):
    a_proposal(people)
    client = signed_in(people.winston)
    told = SENT | {"title": "Central record", "period": "2"}
    text = words(client.post(page("class_change", "directed_surveillance_record"), told))
    assert "“Central record” would be kept for 2 years, but the law requires at least 3 years." in text
    assert "Code of practice on covert surveillance and property interference" in text
    assert "to be confirmed by your solicitor" in text


def test_an_edition_is_adopted_corrected_and_the_adoption_taken_back(people):
    a_proposal(people)
    client = signed_in(people.simon)
    assert "Record that this edition was adopted" in words(client.get(page("adopt")))
    assert "Enter the body or person that adopted the schedule" in words(
        client.post(page("adopt"), ADOPTED | {"decided_by": ""})
    )
    assert "The adoption was recorded." in words(client.post(page("adopt"), ADOPTED, follow=True))
    assert "Add a class" not in words(client.get(page("schedule")))
    correct = page("adoption_correct")
    assert "C/12" in typed(client.get(correct))
    assert "C/13" in words(client.post(correct, ADOPTED | {"minute": "C/13"}, follow=True))
    done = client.post(page("adoption_take_back"), {"confirmed": "on"}, follow=True)
    assert "The edition is a proposal again." in words(done)
    assert client.get(correct).status_code == 404
    done = client.post(page("take_back"), {"confirmed": "on"}, follow=True)
    assert "The edition was taken back." in words(done)
    assert client.get(page("schedule")).status_code == 404
    assert RetentionAdoption.objects.count() == 3


def test_an_edition_without_a_required_class_cannot_be_adopted(people):
    a_proposal(people)
    look = next(row for row in edition_by_reference("RS-0001").classes if row.code == "look")
    retention_schedule.remove_class(look, by=people.winston, at=AT)
    client = signed_in(people.simon)
    assert "You cannot adopt this edition without these classes: Record of a look" in words(
        client.get(page("schedule"))
    )
    assert "the schedule does not cover these classes: Record of a look" in words(
        client.post(page("adopt"), ADOPTED)
    )


@pytest.mark.parametrize("count", [1, 5])
def test_the_pages_take_the_same_queries_however_many_editions_there_are(
    people, django_assert_num_queries, count
):
    for number in range(count):
        an_adopted_schedule(people, title=f"Edition {number}")
    client = signed_in(people.bryn)
    client.get(ALL)
    client.get(page("schedule"))
    with django_assert_num_queries(10):
        client.get(ALL)
    with django_assert_num_queries(11):
        client.get(page("schedule"))


def test_pages_are_closed_to_all_but_those_who_read_prepare_and_adopt(people):
    an_adopted_schedule(people)
    closed_to_all_but(READERS, people, ALL, page("schedule"), match="read the retention schedule")
    prepared = [
        f"{ALL}propose/",
        page("class_add"),
        page("class_change", "look"),
        page("class_remove", "look"),
        page("take_back"),
    ]
    closed_to_all_but(PREPARERS, people, *prepared, match="prepare a retention schedule")
    adopted = [page("adopt"), page("adoption_correct"), page("adoption_take_back")]
    closed_to_all_but({"simon"}, people, *adopted, match="record that a retention schedule was adopted")
